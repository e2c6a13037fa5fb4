import { beforeAll, describe, expect, test } from "vitest";
import { AnswerSchema } from "../../src/contract/answer.js";
import { run } from "../helpers/cli.js";
import { indexOf } from "../helpers/shipped-index.js";
import { FOLDER } from "../search/about/folder.js";

let cwd: string;

beforeAll(async () => {
  cwd = await indexOf(FOLDER);
});

describe("`footnote ask`, asked about the documents themselves, ends with 0 and", () => {
  test.each([
    ["hi", /^Footnote answers questions about .*\n$/],
    [
      "What documents do you have?",
      /^There are 7 documents:\nLease A \(leases\/lease-a\.md\)\n(?:.+\n){5}.*travel-policy\.md\)\n$/,
    ],
  ])("says for %j nothing else: no sources, no passages, no confidence", async (question, all) => {
    const { code, stdout, stderr } = await run(["ask", question], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(all);
  });

  test("shows an outline with its headings, sources and passages, and says that it is one", async () => {
    const { code, stdout } = await run(["ask", "Summarise the travel policy"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^… Hotels\nHotels may cost up to 140 euros .* \[3\]$/m);
    expect(stdout).toMatch(/^\[3\] policies\/travel-policy\.md:11 {2}Travel policy › Hotels$/m);
    expect(stdout).toMatch(/^Outline: the most central sentences of the document\.$/m);
    expect(stdout).not.toMatch(/Confidence|Searched/);
  });

  test("shows a comparison by heading, each document's sentences under its title", async () => {
    const { code, stdout } = await run(["ask", "lease A vs lease B"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Lease A:\n… 3\. Notice\n.*six months.* \[5\]\nLease B:\n… 4\. Notice\n.*three months.* \[6\]$/m,
    );
    expect(stdout).toMatch(/^Side by side: /m);
  });

  test("prints the same as an object, in a batch too", async () => {
    const single = await run(["ask", "hi", "--json", "--explain"], { cwd });
    expect(AnswerSchema.parse(JSON.parse(single.stdout))).toMatchObject({
      kind: "assistant",
      explanation: { phrases: [], gate: null },
    });
    const batch = await run(["ask", "--batch", "-", "--jsonl"], {
      cwd,
      stdin: "hi\nlist the documents\nlease A vs lease B\n",
    });
    const kinds = batch.stdout
      .trim()
      .split("\n")
      .map((line) => AnswerSchema.parse(JSON.parse(line)).kind);
    expect([batch.code, kinds]).toEqual([0, ["assistant", "documents", "comparison"]]);
  });

  test("says in a piped chat, and exports, what it has said", async () => {
    const stdin = "hi\nSummarise the travel policy\n/export about.md\n";
    const { code, stdout } = await run(["chat"], { cwd, stdin });
    expect(code).toBe(0);
    expect(stdout).toContain("> hi\nFootnote answers questions");
    const { readFile } = await import("node:fs/promises");
    const exported = await readFile(`${cwd}/about.md`, "utf8");
    expect(exported).toContain("## hi\n\nFootnote answers questions about the documents of a folder");
    expect(exported).toContain("Outline: the most central sentences of the document.");
    expect(exported).not.toMatch(/\n{3}|uncalibrated|not calibrated/);
  });
});

test("a list that is cut says where all documents are", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 22 }, (_, i) => [`note-${i}.txt`, `Note ${i} is about cats.\n`]),
  );
  const { stdout } = await run(["ask", "list the documents"], { cwd: await indexOf(many) });
  expect(stdout).toMatch(/^There are 22 documents, of which these are the first 20 by path:$/m);
  expect(stdout).toMatch(/^footnote status --files lists all of them\.$/m);
});
