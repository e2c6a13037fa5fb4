import { expect, it } from "vitest";
import { asFarAsLegible } from "../../../src/search/gate/evidence-gate.js";

it("the confidence in an answer sinks with how surely its words were read off a page, and else stays", () => {
  const sure = { label: "high", probability: 0.95 } as const;
  expect(asFarAsLegible(sure, [null, null])).toBe(sure);
  expect(asFarAsLegible(sure, [0.96, null])).toBe(sure);
  expect(asFarAsLegible(sure, [0.96, 0.7])).toMatchObject({ label: "medium" });
  expect(asFarAsLegible(sure, [0.5])).toMatchObject({ label: "low" });
  const unknown = { label: "uncalibrated", probability: null } as const;
  expect(asFarAsLegible(unknown, [0.5])).toBe(unknown);
});
