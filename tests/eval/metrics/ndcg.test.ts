import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointOffset } from "../../../src/contract/ids.js";
import type { LabelledQuestion } from "../../../src/eval/labelled-set.js";
import { measureRetrieval } from "../../../src/eval/metrics/retrieval-metrics.js";

function question(...pieces: readonly (readonly [number, number])[]): LabelledQuestion {
  const evidence = pieces.map(([start, end]) => ({ start: at(start), end: at(end), quote: "" }));
  return { question: "Where?", document: "a.txt", evidence };
}

const at = codePointOffset;
const passage = (start: number, end: number, path = "a.txt") => ({ path, start: at(start), end: at(end) });
const elsewhere = passage(0, 100, "b.txt");

describe("nDCG@10", () => {
  const near = question([100, 200], [300, 400]);

  test("is 1 when the first passage holds all that one passage can hold", () => {
    expect(measureRetrieval(near, [passage(50, 500)]).ndcg10).toBe(1);
    const far = question([0, 100], [9000, 9300]);
    expect(measureRetrieval(far, [passage(9000, 9400), passage(0, 200)]).ndcg10).toBe(1);
  });

  test("falls with the rank, with what is missing, and when the lesser part comes first", () => {
    expect(measureRetrieval(near, [elsewhere, passage(50, 500)]).ndcg10).toBeCloseTo(1 / Math.log2(3));
    expect(measureRetrieval(near, [passage(50, 250)]).ndcg10).toBeCloseTo(0.5);
    const far = question([0, 100], [9000, 9300]);
    const lesserFirst = measureRetrieval(far, [passage(0, 200), passage(9000, 9400)]).ndcg10;
    expect(lesserFirst).toBeCloseTo((100 + 300 / Math.log2(3)) / (300 + 100 / Math.log2(3)));
  });

  test("counts evidence once, however often it is retrieved", () => {
    expect(measureRetrieval(near, [passage(50, 250), passage(50, 250)]).ndcg10).toBeCloseTo(0.5);
  });

  test("stays within 0 and 1, whatever is retrieved", () => {
    const range = fc.tuple(fc.nat(8000), fc.integer({ min: 1, max: 1500 })).map(([start, length]) => {
      return [start, start + length] as const;
    });
    const many = (max: number) => fc.array(range, { minLength: 1, maxLength: max });
    fc.assert(
      fc.property(many(5), many(12), (evidence, passages) => {
        const { ndcg10 } = measureRetrieval(
          question(...evidence),
          passages.map(([start, end]) => passage(start, end)),
        );
        expect(ndcg10).toBeGreaterThanOrEqual(0);
        expect(ndcg10).toBeLessThanOrEqual(1);
      }),
    );
  });
});
