import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSlip, isSlipOfName, oneSlipAway, slipOf } from "../../../src/language/en/slips.js";

const word = fc.stringMatching(/^[a-z]{2,9}$/);

describe("one slip", () => {
  test("away is all that one slip leads to, and nothing else", () => {
    fc.assert(
      fc.property(word, word, (typed, other) => {
        for (const meant of oneSlipAway(typed)) expect(slipOf(typed, meant), meant).not.toBeNull();
        expect(slipOf(typed, other) !== null).toBe(oneSlipAway(typed).has(other));
      }),
    );
  });

  test.each([
    ["recieve", "receive", "swapped", 3],
    ["adress", "address", "halved", 2],
    ["leasse", "lease", "doubled", 4],
    ["notce", "notice", "missing", 3],
    ["notiuce", "notice", "added", 4],
    ["definately", "definitely", "replaced", 5],
  ])("of %j for %j is %s", (typed, meant, kind, at) => {
    expect(slipOf(typed, meant)).toMatchObject({ kind, at });
  });

  test.each([
    ["same", "same"],
    ["maintainance", "maintenance"],
    ["notice", "lease"],
  ])("does not make %j of %j", (typed, meant) => {
    expect(slipOf(typed, meant)).toBeNull();
  });

  test("is the cheaper the easier it happens, and dear in the first letter", () => {
    const cost = (typed: string, meant: string) => slipOf(typed, meant)!.cost;
    expect(cost("leasse", "lease")).toBeLessThan(cost("lesase", "lease"));
    expect(cost("noticr", "notice")).toBeLessThan(cost("noticq", "notice"));
    expect(cost("nptice", "notice")).toBeLessThan(cost("botice", "notice"));
  });
});

describe("another word", () => {
  test("is meant by a short one less often than by a long one", () => {
    expect(isSlip(slipOf("halide", "valide")!, "halide")).toBe(false);
    expect(isSlip(slipOf("amimal", "animal")!, "amimal")).toBe(true);
    expect(isSlip(slipOf("boq", "bow")!, "boq")).toBe(true);
    expect(isSlip(slipOf("baq", "bar")!, "baq")).toBe(false);
  });

  test.each([
    ["brightwodo", "brightwood", true],
    ["brightwoood", "brightwood", true],
    ["brightwod", "brightwood", true],
    ["brigthwood", "brightwood", true],
    ["brjghtwood", "brightwood", true],
    ["wrightwood", "brightwood", false],
    ["mariah", "maria", false],
    ["howson", "hobson", false],
    ["yoder", "moder", false],
  ])("whose name %j is written like %j: %j", (typed, meant, isMeant) => {
    expect(isSlipOfName(slipOf(typed, meant)!, typed, meant)).toBe(isMeant);
  });
});
