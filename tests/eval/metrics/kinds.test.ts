import { describe, expect, test } from "vitest";
import { codePointOffset } from "../../../src/contract/ids.js";
import type { LabelledQuestion } from "../../../src/eval/labelled-set.js";
import { type AskedQuestion, measureKinds, measurePairs } from "../../../src/eval/metrics/kinds.js";
import { measureRetrieval } from "../../../src/eval/metrics/retrieval-metrics.js";

const at = codePointOffset;
const EVIDENCE = [{ start: at(0), end: at(100), quote: "" }];

type Labels = Pick<LabelledQuestion, "kind" | "pair">;

/** A question of which the first passage ends there in the document that answers, or is of another one. */
function answerable(labels: Labels, { first = 100, path = "a.txt", answered = true } = {}): AskedQuestion {
  const labelled: LabelledQuestion = { question: "Where?", document: "a.txt", evidence: EVIDENCE, ...labels };
  const retrieval = measureRetrieval(labelled, [{ path, start: at(0), end: at(first) }]);
  const answer = { cited: 1, hit: 1, complete: 1, first: 1, sentences: 1, characters: first };
  return { labelled, answered, observation: { labelled, retrieval, answer, answered: new Map() } };
}

function unanswerable(labels: Labels, answered: boolean): AskedQuestion {
  return { labelled: { question: "Who?", document: null, evidence: [], ...labels }, answered };
}

describe("by kind", () => {
  test("the right document may come first without the right passage", () => {
    const asked = [answerable({ kind: "named" }, { first: 40 }), answerable({ kind: "named" }, { path: "b.txt" })];
    expect(measureKinds(asked)).toMatchObject([
      { name: "named", questions: 2, document1: 0.5, hit1: 0, recall: 0.2, characters: 70, false_answers: null },
    ]);
  });

  test("refusals count among the answerable, answers among the others, and kinds stand as they first occur", () => {
    const asked = [
      unanswerable({ kind: "silent" }, true),
      answerable({ kind: "named" }, { answered: false }),
      unanswerable({ kind: "silent" }, false),
      unanswerable({ kind: "named" }, false),
      unanswerable({}, true),
    ];
    expect(measureKinds(asked)).toMatchObject([
      { name: "silent", questions: 2, document1: null, recall: null, false_refusals: null, false_answers: 0.5 },
      { name: "named", questions: 2, document1: 1, recall: 1, false_refusals: 1, false_answers: 0 },
    ]);
  });
});

describe("of pairs", () => {
  test("each kind is compared with the first questions, and only where they are answerable", () => {
    const asked = [
      answerable({ kind: "own", pair: 1 }),
      answerable({ kind: "other", pair: 1 }, { first: 40 }),
      answerable({ kind: "own", pair: 2 }),
      answerable({ kind: "other", pair: 2 }, { first: 80 }),
      answerable({ kind: "typos", pair: 2 }),
      unanswerable({ kind: "own", pair: 3 }, false),
      unanswerable({ kind: "other", pair: 3 }, false),
    ];
    expect(measurePairs(asked)).toEqual([
      { kind: "other", against: "own", pairs: 2, recall: expect.closeTo(0.4), hit1: 0.5 },
      { kind: "typos", against: "own", pairs: 1, recall: 0, hit1: 0 },
    ]);
  });

  test("nothing is compared without a pair or a kind", () => {
    expect(measurePairs([answerable({ kind: "own" }), answerable({ pair: 1 }), answerable({ pair: 1 })])).toEqual([]);
  });
});
