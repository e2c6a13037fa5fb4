import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, AnswerSchema } from "../../src/contract/answer.js";
import { run } from "../helpers/cli.js";
import { expectSlices } from "../helpers/expect-slices.js";
import { indexOf, shippedIndex } from "../helpers/shipped-index.js";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

describe("of the shipped documents, `footnote ask`", () => {
  test.each([
    [
      "Which country's ambassador did Mexico expel, and why?",
      "001_667eb3beee58e5a3.txt",
      /^9\/7: Mexico expels North Korea’s ambassador over its latest nuclear test\. \[1\]$/m,
    ],
    [
      "Who met with the North Koreans for seven hours in Beijing?",
      "004_0bf4399a0d973e27.txt",
      /^.*Christopher Hill met for seven hours with the North Koreans in Beijing\. \[1\]$/m,
    ],
    [
      "What did North Korea do with its workers in Kaesong?",
      "000_309c6c9cf8134383.txt",
      /^.*North Korea withdrew its workers from Kaesong.* \[\d\]$/m,
    ],
  ])("answers %j out of %s", async (question, path, sentence) => {
    const { code, stdout, stderr } = await run(["ask", question], { cwd });
    const [answer, sources] = stdout.split("\n\nSources\n");
    const [, number] = /\[(\d)\]$/.exec(sentence.exec(answer as string)?.[0] ?? answer!) ?? [];
    expect(answer).toMatch(sentence);
    expect(sources?.split("\n").find((line) => line.startsWith(`[${number}] `))).toContain(`${path}:`);
    expect(stdout).toMatch(/^Confidence: (high|medium|low) \(\d\.\d\d\)$/m);
    expect(stdout).toContain("Searched 3 documents.");
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test.each(["What is the capital of Mongolia?", "Who won the 2018 World Cup?"])("refuses %j", async (question) => {
    const { code, stdout, stderr } = await run(["ask", question], { cwd });
    expect(stdout).toMatch(/^Not found in these documents\.\n/);
    expect(stdout).toContain("Nearest passages\n");
    expect(stderr).toBe("");
    expect(code).toBe(1);
  });

  test("names the words of a question that occur nowhere", async () => {
    const { stdout } = await run(["ask", "What is the capital of Mongolia?"], { cwd });
    expect(stdout).toMatch(/^Words that occur nowhere: .*Mongolia/m);
  });

  test("does not name words of grammar that occur nowhere, but names that are written like them", async () => {
    const folder = await indexOf({ "boiler.txt": "The boiler needs 1.5 bar.\n" });
    const question = "Might anyone paint the boiler together in May, unless the US won’t?";
    const { stdout } = await run(["ask", question], { cwd: folder });
    expect(stdout).toMatch(/^Words that occur nowhere: paint, May, US$/m);
  });
});

describe("`footnote ask --json`", () => {
  const ask = async (...args: string[]): Promise<{ answer: Answer; code: number | null; stderr: string }> => {
    const { stdout, ...rest } = await run(["ask", "--json", ...args], { cwd });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const sent: unknown = JSON.parse(stdout);
    // Nothing missing, and nothing that the schema does not name.
    expect(AnswerSchema.parse(sent)).toEqual(sent);
    return { answer: sent as Answer, ...rest };
  };

  test("prints the answer object on one line, with quotes that are slices of the files", async () => {
    const { answer, code, stderr } = await ask("Who met with the North Koreans for seven hours in Beijing?");
    expect(answer).toMatchObject({ schema: 1, status: "answered", not_found: null });
    expect(answer.citations[0]).toMatchObject({
      id: "c1",
      path: "004_0bf4399a0d973e27.txt",
      line_start: 9,
      line_end: 9,
    });
    expectSlices(join(cwd, "corpus"), answer);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("prints a refusal as an answer object too", async () => {
    const { answer, code } = await ask("--path", "nothing/", "Who met whom?");
    expect(answer).toMatchObject({ status: "not_found", answer: null, citations: [], passages: [] });
    expect(code).toBe(1);
  });

  test("shows as many passages as asked for, of the documents asked for", async () => {
    const { answer } = await ask("--top-k", "2", "--path", "001*,004*", "Who", "expelled", "the", "ambassador?");
    expect(answer.question).toBe("Who expelled the ambassador?");
    expect(answer.passages.length).toBe(2);
    for (const { path } of answer.passages) expect(path).toMatch(/^00[14]_/);
  });
});

describe("a question", () => {
  const question = "Who met with the North Koreans for seven hours in Beijing?";

  test("may come by standard input", async () => {
    const { code, stdout } = await run(["ask", "-"], { cwd, stdin: `${question}\n` });
    expect(stdout).toMatch(/^Assistant Secretary of State Christopher Hill/);
    expect(code).toBe(0);
  });

  test("may be asked from any folder, by the index's", async () => {
    const { code, stdout } = await run(["ask", "--index", join(cwd, ".footnote"), question], { cwd: "/" });
    expect(stdout).toMatch(/^Assistant Secretary of State Christopher Hill/);
    expect(code).toBe(0);
  });
});
