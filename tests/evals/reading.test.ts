import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLabelledSet } from "../../src/eval/labelled-set.js";
import { readLabelledStatements } from "../../src/eval/labelled-statements.js";
import { ROOT } from "../helpers/shipped.js";

const SET = join(ROOT, "tests/evals/reading");

test("half of the questions of the reading set are near misses, and each quote is the slice that its offsets name", async () => {
  const questions = await readLabelledSet(SET);
  expect(questions).toHaveLength(120);
  expect(questions.filter(({ document }) => document === null)).toHaveLength(60);
  for (const { document, evidence, kind } of questions) {
    expect(kind).toBe(document === null ? "near_miss" : "answered");
    if (document === null) continue;
    expect(evidence.length).toBeGreaterThan(0);
    const characters = Array.from(await readFile(join(SET, "corpus", document), "utf8"));
    for (const { start, end, quote } of evidence) expect(characters.slice(start, end).join("")).toBe(quote);
  }
});

test("half of its statements are false, each in one way", async () => {
  const statements = await readLabelledStatements(SET);
  expect(statements).toHaveLength(120);
  expect(statements.filter(({ isTrue }) => isTrue)).toHaveLength(60);
  const ways = new Set(statements.filter(({ isTrue }) => !isTrue).map(({ kind }) => kind));
  expect([...ways].sort()).toEqual(
    ["clause", "date", "invented", "modality", "name", "negation", "number", "opposite"].sort(),
  );
});
