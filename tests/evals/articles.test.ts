import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabelledSet } from "../../src/eval/labelled-set.js";
import { openSubject } from "../../src/eval/local-subject.js";
import { questionMoves } from "../../src/eval/metrics/outcomes.js";
import { type EvalReport, runEval } from "../../src/eval/run-eval.js";
import { DEFAULTS, ROOT, TEXTS, WORKER_URL } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { expectNoneWorse } from "./baseline.js";

const SET = join(ROOT, "tests/evals/articles");

describe("the labelled set", () => {
  test("has enough questions, answerable and not, and each quote is its slice of the file", async () => {
    const questions = await readLabelledSet(SET);
    const unanswerable = questions.filter(({ evidence }) => evidence.length === 0);
    expect(questions.length).toBeGreaterThanOrEqual(40);
    expect(unanswerable.length).toBeGreaterThanOrEqual(10);
    expect(unanswerable.filter(({ question }) => /korea/i.test(question)).length).toBeGreaterThanOrEqual(3);
    for (const { document, evidence } of questions) {
      expect(document === null).toBe(evidence.length === 0);
      const points = Array.from(TEXTS.get(document ?? "") ?? "");
      for (const { start, end, quote } of evidence) expect(points.slice(start, end).join("")).toBe(quote);
    }
  });
});

/**
 * Floors a little under what is measured; a change that falls below one has made answers worse. The gate's figures
 * include each answerable question asked again without its document, when it must be refused.
 */
describe("measured on the three articles with the shipped model", () => {
  let report: EvalReport;

  beforeAll(async () => {
    const cwd = await shippedIndex();
    const settings = { ...DEFAULTS, workers: 2 };
    const subject = await openSubject({ settings, cwd, corpus: join(cwd, "corpus"), workerUrl: WORKER_URL });
    try {
      ({ report } = await runEval(await readLabelledSet(SET), subject));
    } finally {
      await subject.close();
    }
  });

  afterAll(() => {
    for (const part of ["retrieval", "answers", "gate"] as const) {
      const figures = Object.entries(report[part] ?? {}).map(([name, value]) => `${name} ${value?.toFixed(3) ?? "–"}`);
      process.stdout.write(`articles, ${part}: ${figures.join(", ")}\n`);
    }
  });

  test("no question is found, cited, answered or refused worse than in the baseline", async () => {
    await expectNoneWorse(report.outcomes, {
      file: "articles/baseline.jsonl",
      names: ["question", "document"],
      moves: questionMoves,
    });
  });

  test.each([
    ["recall", 0.93],
    ["hit1", 0.78],
  ] as const)("%s is at least %f", (name, floor) => {
    expect(report.retrieval?.[name]).toBeGreaterThanOrEqual(floor);
  });

  test.each([
    ["false_answers", 0.38],
    ["false_refusals", 0.2],
  ] as const)("the share of %s is at most %f", (name, ceiling) => {
    expect(report.gate[name]).toBeLessThanOrEqual(ceiling);
  });
});
