import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/contract/answer.js";
import { codePointOffset } from "../../src/contract/ids.js";
import type { Judgement } from "../../src/contract/judgement.js";
import { isGivenAgain, keepJudgement, readRejected } from "../../src/eval/kept-judgements.js";
import { readLabelledSet } from "../../src/eval/labelled-set.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const span = (document: string, from: number, to: number) => ({
  document,
  start: codePointOffset(from),
  end: codePointOffset(to),
  quote: "x".repeat(to - from),
});
const right: Judgement = { question: "Q?", isRight: true, cited: [span("a.txt", 0, 5), span("b.txt", 3, 20)] };

describe("a judgement", () => {
  test("of a right answer is a labelled question, with the evidence of the document that it cites most", async () => {
    const cwd = await tempFolder();
    expect(await keepJudgement("set", right, cwd)).toEqual({ file: join("set", "questions.jsonl"), isFirst: true });
    const { document: _, ...evidence } = span("b.txt", 3, 20);
    expect(await readLabelledSet(join(cwd, "set"))).toEqual([
      { question: "Q?", document: "b.txt", evidence: [evidence] },
    ]);
  });

  test("keeps which documents were asked, for the measurement to ask them alone", async () => {
    const cwd = await tempFolder();
    const filters = { types: ["pdf"], modifiedAfter: "2026-01-31" };
    await keepJudgement("set", { ...right, filters }, cwd);
    await keepJudgement("set", { ...right, question: "R?", isRight: false, filters }, cwd);
    expect(await readLabelledSet(join(cwd, "set"))).toMatchObject([{ question: "Q?", filters }]);
    expect(await readRejected(join(cwd, "set"))).toMatchObject([{ question: "R?", filters }]);
    await writeFiles(join(cwd, "bad"), {
      "questions.jsonl": `${JSON.stringify({ question: "Q?", document: null, evidence: [], filters: { type: "pdf" } })}\n`,
    });
    await expect(readLabelledSet(join(cwd, "bad"))).rejects.toThrow("'filters' can't hold this 'type'");
  });

  test("of a right refusal is a question without evidence", async () => {
    const cwd = await tempFolder();
    await keepJudgement("set", { ...right, cited: [] }, cwd);
    expect(await readLabelledSet(join(cwd, "set"))).toEqual([{ question: "Q?", document: null, evidence: [] }]);
  });

  test("of a wrong answer is kept apart: what would be right isn't known", async () => {
    const cwd = await tempFolder();
    await keepJudgement("set", { ...right, isRight: false }, cwd);
    expect(await readLabelledSet(join(cwd, "set"), { mayBeEmpty: true })).toEqual([]);
    expect(await readRejected(join(cwd, "set"))).toEqual([{ question: "Q?", rejected: right.cited }]);
  });

  test("is kept whole when another chat keeps one at the same time", async () => {
    const cwd = await tempFolder();
    const judgements = Array.from({ length: 8 }, (_, i) => ({ ...right, question: `Question ${i}?` }));
    await Promise.all(judgements.map((judgement) => keepJudgement("set", judgement, cwd)));
    expect((await readLabelledSet(join(cwd, "set"))).length).toBeGreaterThan(0);
    expect(await readdir(join(cwd, "set"))).toEqual(["questions.jsonl"]);
  });

  test("replaces the one before of the same question, and leaves the others and what it can't read", async () => {
    const cwd = await tempFolder();
    await writeFiles(join(cwd, "set"), { "questions.jsonl": '{"question":"Other?"}\nbroken\n' });
    await keepJudgement("set", right, cwd);
    await keepJudgement("set", { ...right, isRight: false }, cwd);
    await expect(readLabelledSet(join(cwd, "set"))).rejects.toMatchObject({ code: "set_invalid" });
    expect(await readRejected(join(cwd, "set"))).toHaveLength(1);
    expect(await keepJudgement("set", right, cwd)).toMatchObject({ isFirst: false });
    expect(await readRejected(join(cwd, "set"))).toEqual([]);
  });
});

test("a rejected answer is given again when half of a rejected citation is, or the refusal", () => {
  const answer = (path: string, start: number, end: number) =>
    ({ status: "answered", citations: [{ path, start, end }] }) as unknown as Answer;
  const rejected = { question: "Q?", rejected: [span("a.txt", 10, 20)] };
  expect(isGivenAgain(rejected, answer("a.txt", 15, 40))).toBe(true);
  expect(isGivenAgain(rejected, answer("a.txt", 16, 40))).toBe(false);
  expect(isGivenAgain(rejected, answer("b.txt", 10, 20))).toBe(false);
  const refusal = { status: "not_found", citations: [] } as unknown as Answer;
  expect(isGivenAgain({ question: "Q?", rejected: [] }, refusal)).toBe(true);
  expect(isGivenAgain({ question: "Q?", rejected: [] }, answer("a.txt", 1, 2))).toBe(false);
});
