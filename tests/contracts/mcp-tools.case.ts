import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { type CallToolResult, CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { describe, expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";

export interface McpSubject {
  readonly client: Client;
  /** Folder of the shipped documents that it answers from. */
  readonly corpus: string;
}

interface Cited {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly passage_id: string;
  readonly line_start: number;
}

const HILL = "Who met with the North Koreans for seven hours in Beijing?";

/** What the tools owe to every client, whichever way it is connected. */
export function mcpToolsSuite(subjectOf: () => McpSubject): void {
  const callTool = async (name: string, given: Record<string, unknown>): Promise<CallToolResult> =>
    // The client checks structured content by the tool's own output schema.
    CallToolResultSchema.parse(await subjectOf().client.callTool({ name, arguments: given }));
  const textOf = ({ content }: CallToolResult): string => {
    expect(content).toHaveLength(1);
    return content[0]!.type === "text" ? content[0]!.text : "";
  };
  const failureOf = async (name: string, given: Record<string, unknown>): Promise<string> => {
    const result = await callTool(name, given);
    expect(result.isError, JSON.stringify(result)).toBe(true);
    expect(textOf(result)).not.toMatch(/ {4}at |node_modules|\.js:/);
    return textOf(result);
  };

  describe("the tools", () => {
    test("are five, read-only, and say what they take and give", async () => {
      const { client } = subjectOf();
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(["ask", "search", "read_passage", "list_documents", "verify"]);
      for (const { title, description, inputSchema, outputSchema, annotations } of tools) {
        expect(title).toBeTruthy();
        expect(description!.length).toBeGreaterThan(100);
        expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
        expect(outputSchema).toMatchObject({ type: "object" });
        expect(annotations).toMatchObject({ readOnlyHint: true, idempotentHint: true, openWorldHint: false });
      }
      const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
      expect(client.getServerVersion()).toMatchObject({ name: "footnote", version });
      expect(client.getInstructions()).toContain("quotes");
    });

    test("`ask` quotes the file between its offsets, names the line, and gives the passage to read on in", async () => {
      const { corpus } = subjectOf();
      const result = await callTool("ask", { question: HILL });
      expect(result.structuredContent).toMatchObject({ status: "answered", not_found: null });
      const [cited] = (result.structuredContent as { citations: Cited[] }).citations;
      const file = readFileSync(join(corpus, cited!.path), "utf8");
      expect(Array.from(file).slice(cited!.start, cited!.end).join("")).toBe(cited!.quote);
      expect(textOf(result)).toContain(`"${cited!.quote}"\n  ${cited!.path}:${cited!.line_start}`);

      const id = /passage (\w+)/.exec(textOf(result))![1]!;
      expect(id).toBe(cited!.passage_id);
      const read = await callTool("read_passage", { passage_id: id, context: 2 });
      expect(textOf(read)).toContain(cited!.quote);
      const { before, text, after } = read.structuredContent as Record<"before" | "text" | "after", string>;
      expect(file).toContain(before + text + after);
      expect(before.length + after.length).toBeGreaterThan(0);
    });

    test("`ask` says plainly that the documents don't answer, and that is no error", async () => {
      const result = await callTool("ask", { question: "Who painted Guernica?" });
      expect(result.isError).toBeFalsy();
      expect(textOf(result)).toMatch(/^Not found\. /);
      expect(textOf(result)).toContain("Words that occur nowhere in them: painted, Guernica");
      expect(result.structuredContent).toMatchObject({ status: "not_found", answer: null, citations: [] });
    });

    test("`ask` and `search` stay within the paths that they are given", async () => {
      const paths = ["001_667eb3beee58e5a3.txt"];
      const asked = await callTool("ask", { question: HILL, paths });
      expect(asked.structuredContent).toMatchObject({ coverage: { documents_searched: 1 } });
      const found = await callTool("search", { query: "North Korea's ambassador", paths, top_k: 3 });
      const { passages } = found.structuredContent as { passages: { path: string; id: string; text: string }[] };
      expect(passages.map(({ path }) => path)).toEqual(Array(3).fill(paths[0]));
      expect(textOf(found)).toMatch(new RegExp(`^1\\. ${paths[0]}:\\d+, .*passage ${passages[0]!.id}\n"`));
    });

    test("`list_documents` goes through all of them page by page", async () => {
      const paths: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await callTool("list_documents", { limit: 2, ...(cursor && { cursor }) });
        const { documents, next_cursor } = page.structuredContent as {
          documents: { path: string }[];
          next_cursor: string | null;
        };
        for (const { path } of documents) expect(textOf(page)).toContain(`${path}: `);
        paths.push(...documents.map(({ path }) => path));
        cursor = next_cursor;
      }
      expect(paths).toEqual([...new Set(paths)].sort());
      expect(paths).toContain("004_0bf4399a0d973e27.txt");
    });

    test("`verify` tells what the documents say from what they contradict", async () => {
      const statements = [
        "Christopher Hill met with the North Koreans for seven hours in Beijing.",
        "Christopher Hill met with the North Koreans for nine hours in Beijing.",
      ];
      const result = await callTool("verify", { statements });
      expect(textOf(result)).toContain(`SUPPORTED: ${statements[0]}`);
      expect(textOf(result)).toContain(`CONTRADICTED: ${statements[1]}\nAnother number: the statement says “nine”`);
      expect(textOf(result)).toContain('"Assistant Secretary of State Christopher Hill met for seven hours');
    });
  });

  describe("a call that can't be answered is a tool's error, which says what to do", () => {
    test.each([
      ["ask", { question: " " }, /The question is empty\. Ask a question of at least one word\./],
      ["ask", { question: "a".repeat(4001) }, /4000 characters at question/],
      ["ask", { question: "half \ud83c" }, /not valid UTF-8/],
      ["ask", {}, /at question/],
      ["ask", { question: HILL, top_k: 3 }, /"top_k" is not known here/],
      ["search", { query: HILL, top_k: 21 }, /at top_k/],
      ["search", { query: HILL, modified_after: "yesterday" }, /must be a date .* at modified_after/],
      [
        "search",
        { query: HILL, where: JSON.parse('{"__proto__":["x"]}') },
        /is no name of a field at where\.__proto__/,
      ],
      ["read_passage", { passage_id: "none" }, /No passage 'none' in the index\. .*ask again/],
      ["list_documents", { limit: 0 }, /at limit/],
      ["verify", { statements: [] }, /at statements/],
      ["verify", { statements: Array(51).fill("a") }, /at statements/],
      ["sync", {}, /^There is no tool 'sync'; there are ask, search, /],
      ["constructor", {}, /^There is no tool 'constructor'; /],
      ["__proto__", {}, /^There is no tool '__proto__'; /],
    ])("%s %j", async (name, given, expected) => {
      expect(await failureOf(name, given)).toMatch(expected);
    });
  });
}
