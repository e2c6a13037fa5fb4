import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LabelledQuestion, readLabelledSet } from "../../src/eval/labelled-set.js";
import { ROOT } from "../helpers/shipped.js";

const SET = join(ROOT, "tests/evals/wording");

test("each quote of the set of other words and typing errors is the slice that its offsets name", async () => {
  for (const { document, evidence } of await readLabelledSet(SET)) {
    expect(evidence.length).toBeGreaterThan(0);
    const characters = Array.from(await readFile(join(SET, "corpus", document ?? ""), "utf8"));
    for (const { start, end, quote } of evidence) expect(characters.slice(start, end).join("")).toBe(quote);
  }
});

test.each([
  [80, "own_words", "other_words"],
  [60, "clean", "typing_errors"],
] as const)("%i pairs of %s and %s ask for the same evidence in different questions", async (pairs, first, second) => {
  const questions = await readLabelledSet(SET);
  const of = (kind: string) => questions.filter((one) => one.kind === kind);
  expect(of(first)).toHaveLength(pairs);
  expect(labelsOf(of(second))).toEqual(labelsOf(of(first)));
  expect(new Set(of(first).map(({ pair }) => pair)).size).toBe(pairs);
  const asked = questions.map(({ question }) => question);
  expect(new Set(asked).size).toBe(asked.length);
});

test("a question with typing errors is its clean twin but for one to three words", async () => {
  const questions = await readLabelledSet(SET);
  for (const { question, pair } of questions.filter(({ kind }) => kind === "typing_errors")) {
    const twin = questions.find((one) => one.pair === pair && one.kind === "clean");
    const right = wordsOf(twin?.question ?? "");
    const wrong = wordsOf(question).filter((word) => !right.includes(word));
    expect(wrong.length, question).toBeGreaterThanOrEqual(1);
    expect(wrong.length, question).toBeLessThanOrEqual(3);
  }
});

function labelsOf(questions: readonly LabelledQuestion[]): object[] {
  return questions.map(({ document, evidence, pair }) => ({ document, evidence, pair }));
}

function wordsOf(question: string): string[] {
  return question.replace(/[?.,]/g, "").split(" ");
}
