import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { hasOthersNumber } from "../../../src/verify/statements/paired-numbers.js";
import { asStated, plainlySaid } from "../../../src/verify/statements/said-otherwise.js";

const denied = (found: string, stated: string) =>
  asStated(plainlySaid(factsOf(found)), factsOf(stated)).negations.length;

describe("a denial that means a bound or a condition", () => {
  test.each([
    ["It costs no more than five pounds.", "It costs at most five pounds.", 0],
    ["No vessel shall exceed 4 knots.", "The limit is 4 knots.", 0],
    ["No vessel shall exceed 4 knots.", "Vessels exceed 4 knots.", 1],
    ["It is not paid, unless a doctor agrees.", "It is only paid if a doctor agrees.", 0],
    ["It is not paid, unless a doctor agrees.", "It is paid if a doctor agrees.", 1],
    ["It is not paid.", "It is only paid if a doctor agrees.", 1],
  ])("%s %s", (found, stated, count) => expect(denied(found, stated)).toBe(count));
});

const STOVE = "The maker guarantees the body of the stove for five years, and electrical parts for two.";
const POOL = "Swimming is to be avoided for four weeks, dusty work for two.";

describe("a number beside what another number is given for", () => {
  test.each([
    ["The guarantee is five years for electrical parts and two years for the body of the stove.", STOVE, true],
    ["The guarantee is five years for the body of the stove and two years for electrical parts.", STOVE, false],
    ["Dusty work is to be avoided for four weeks.", POOL, true],
    ["Dusty work is to be avoided for two weeks.", POOL, false],
  ])("%s %s", (stated, found, isOthers) => expect(hasOthersNumber(factsOf(stated), factsOf(found))).toBe(isOthers));
});
