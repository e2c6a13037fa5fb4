import fc from "fast-check";
import { expect, test } from "vitest";
import { bestSpan } from "../../src/reading/best-span.js";

test("no span of at most 40 tokens within the bounds has a higher sum", () => {
  const logit = fc.integer({ min: -50, max: 50 });
  const tokens = fc.integer({ min: 1, max: 90 });
  fc.assert(
    fc.property(tokens, fc.array(logit, { minLength: 180, maxLength: 180 }), (count, values) => {
      const logits = Float32Array.from(values);
      const best = bestSpan(logits, 2, 2 + Math.min(count, 88))!;
      expect(best.last - best.first).toBeLessThan(40);
      expect(best.logit).toBe(logits[2 * best.first]! + logits[2 * best.last + 1]!);
      for (let first = 2; first < 2 + Math.min(count, 88); first++) {
        for (let last = first; last < Math.min(2 + Math.min(count, 88), first + 40); last++) {
          expect(best.logit).toBeGreaterThanOrEqual(logits[2 * first]! + logits[2 * last + 1]!);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test("without a token that may answer there is no span", () => {
  expect(bestSpan(new Float32Array(8), 4, 4)).toBeNull();
});
