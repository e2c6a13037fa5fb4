import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { AnySchema } from "@modelcontextprotocol/sdk/server/zod-compat.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { z } from "zod";
import type { Citation, Coverage, Location, RankedPassage } from "../../contract/answer.js";
import { type FootnoteError, toFootnoteError } from "../../core/errors/errors.js";
import { oneLine } from "../../core/text.js";
import { count, heading, place, staleLine, unreadWords } from "../../core/wording.js";
import { asInterruption } from "../http/disconnection.js";
import { toProblem } from "../http/problem.js";

/** A read-only tool. */
export interface Tool<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** Tells a model when to use it, and what it gets. */
  readonly description: string;
  readonly input: Input;
  readonly output: Output;
  /** @param signal aborted when the client calls it off or goes away */
  readonly run: (input: z.output<Input>, signal: AbortSignal) => Promise<ToolAnswer<z.output<Output>>>;
}

interface ToolAnswer<Value> {
  /** For the model to read. */
  readonly text: string;
  /** The same for programs. */
  readonly value: Value;
}

/** Told once of every failure that nobody foresaw. */
export type ToolLog = (error: FootnoteError, tool: string) => void;

const ANNOTATIONS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** Offers a tool, and gives its name. Whatever it throws becomes a result that says what went wrong, never an error of the protocol. */
export function addTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  server: McpServer,
  { name, title, description, input, output, run }: Tool<Input, Output>,
  log: ToolLog,
): string {
  const config = {
    title,
    description,
    inputSchema: input as AnySchema,
    outputSchema: output as AnySchema,
    annotations: { title, ...ANNOTATIONS },
  };
  server.registerTool(
    name,
    config,
    async (given: unknown, extra: { readonly signal: AbortSignal }): Promise<CallToolResult> => {
      try {
        // The SDK has checked it by the schema.
        const { text, value } = await run(given as z.output<Input>, asInterruption(extra.signal));
        return { content: [{ type: "text", text }], structuredContent: value };
      } catch (error) {
        const failure = toFootnoteError(error);
        if (failure.code === "internal") log(failure, name);
        return { content: [{ type: "text", text: failureText(failure) }], isError: true };
      }
    },
  );
  return name;
}

/** What went wrong and what to do now; nothing of what is inside. */
function failureText(failure: FootnoteError): string {
  const { detail, hint, code } = toProblem(failure);
  return `${detail} ${hint} (${code})`;
}

/** `contracts/lease.txt:3 (page 2), Lease › Notice, passage 1f2e`. */
export function source(location: Location, passageId: string): string {
  return [place(location), heading(location), `passage ${passageId}`].join(", ");
}

/** A quote word for word, with its place and the passage to read on in. */
export function citedText(citation: Citation): string {
  return `"${oneLine(citation.quote)}"\n  ${source(citation, citation.passage_id)}`;
}

export function passageText(passage: RankedPassage): string {
  return `${passage.rank}. ${source(passage, passage.id)}\n"${oneLine(passage.text)}"`;
}

/** What was searched; where something was not `found`, how much could not be; and whether the index is behind its folder. */
export function coverageText(coverage: Coverage, found: boolean): string {
  const { documents_searched, skipped } = coverage;
  const unread = found ? null : unreadWords(skipped);
  return [
    `Searched ${count(documents_searched, "document")}.`,
    ...(unread === null ? [] : [`${unread}.`]),
    staleLine(coverage),
  ]
    .filter((line) => line !== "")
    .join("\n");
}
