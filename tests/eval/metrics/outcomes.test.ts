import { describe, expect, test } from "vitest";
import { type Outcome, type QuestionOutcome, questionMoves } from "../../../src/eval/metrics/outcomes.js";

const ANSWERED = {
  question: "Where is the key?",
  document: "key.txt",
  status: "answered",
  without_document: "not_found",
  without_paragraphs: "not_found",
  rank: 1,
  found: 1,
  cited: "whole",
} satisfies QuestionOutcome;
const REFUSED = { question: "Who has the map?", document: null, status: "not_found" } satisfies QuestionOutcome;

const changed = (before: Outcome, now: Outcome) =>
  questionMoves([before], [now]).map(({ feature, isWorse }) => [feature, isWorse]);

describe("of the outcomes of a question,", () => {
  test.each([
    ["a refusal where there is an answer", ANSWERED, { status: "not_found" }],
    ["an answer without the document", ANSWERED, { without_document: "answered" }],
    ["an answer without the paragraphs", ANSWERED, { without_paragraphs: "answered" }],
    ["an answer where there is none", REFUSED, { status: "answered" }],
    ["a later rank", ANSWERED, { rank: 2 }],
    ["no rank at all", ANSWERED, { rank: null }],
    ["less found", ANSWERED, { found: 0.99 }],
    ["less cited", ANSWERED, { cited: "part" }],
    ["nothing cited", ANSWERED, { cited: "none" }],
  ])("%s is worse, and the other way round better", (_, outcome, change) => {
    const other = { ...outcome, ...change };
    const [feature] = Object.keys(change);
    expect(changed(outcome, other)).toEqual([[feature, true]]);
    expect(changed(other, outcome)).toEqual([[feature, false]]);
    expect(changed(other, other)).toEqual([]);
  });

  test("only what both have is compared, in whatever order, and a question that is asked twice with its like", () => {
    const { without_document: _, ...once } = ANSWERED;
    expect(changed(once, ANSWERED)).toEqual([]);
    expect(changed(ANSWERED, REFUSED)).toEqual([]);
    expect(questionMoves([ANSWERED, REFUSED], [REFUSED, ANSWERED])).toEqual([]);
    const second = { ...ANSWERED, rank: 2 };
    expect(questionMoves([ANSWERED, second], [ANSWERED, { ...second, rank: 3 }])).toMatchObject([
      { case: "Where is the key? · key.txt (2)", before: 2, now: 3, isWorse: true },
    ]);
  });
});
