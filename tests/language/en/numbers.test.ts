import { describe, expect, test } from "vitest";
import { datesOf } from "../../../src/language/en/dates.js";
import { numbersOf, sameNumber } from "../../../src/language/en/numbers.js";

const read = (text: string) => numbersOf(text, datesOf(text)).map(({ value: { value, unit } }) => [value, unit]);
const agree = (stated: string, found: string) => {
  const [a, b] = [numbersOf(stated, [])[0]!, numbersOf(found, [])[0]!];
  return sameNumber(a.value, b.value);
};

describe("the numbers of a text", () => {
  test.each([
    ["3,000 workers", 3000, "plain"],
    ["three thousand workers", 3000, "plain"],
    ["2.5 million people", 2_500_000, "plain"],
    ["twenty-four tanks", 24, "plain"],
    ["two dozen tanks", 24, "plain"],
    ["a dozen tanks", 12, "plain"],
    ["two decades of talks", 20, "plain"],
    ["20 years of talks", 20, "plain"],
    ["a hundred judges", 100, "plain"],
    ["$2.5bn of debt", 2_500_000_000, "money"],
    ["10 dollars", 10, "money"],
    ["25 %", 25, "percent"],
    ["25 per cent", 25, "percent"],
    ["twenty-five percent", 25, "percent"],
    ["25 pct", 25, "percent"],
    ["one in four", 25, "percent"],
    ["a quarter of them", 25, "percent"],
    ["3/4 of the workers", 75, "percent"],
    ["at -5 degrees", -5, "plain"],
    ["\u22125.5 %", -5.5, "percent"],
    ["a loss of -$2 million", -2_000_000, "money"],
    ["minus five degrees", -5, "plain"],
    ["the 12th season", 12, "ordinal"],
    ["the twelfth season", 12, "ordinal"],
    ["at 17:30", 17 * 60 + 30, "time"],
  ])("%s", (text, value, unit) => {
    expect(read(text)).toEqual([[value, unit]]);
  });

  test("leaves dates, names with digits and uncounted dozens alone", () => {
    expect(read("On March 5, 2013 dozens left.")).toEqual([]);
    expect(read("COVID-19 spread.")).toEqual([]);
    expect(read("It is open 24/7.")).toEqual([]);
  });

  test("are negative only behind a sign of their own", () => {
    const values = (text: string) => read(text).map(([value]) => value);
    expect(values("3-5 tanks")).toEqual([3, 5]);
    expect(values("10 - 5 tanks")).toEqual([10, 5]);
    expect(values("10 minus 5 is 5")).toEqual([10, 5, 5]);
  });
});

describe("whether a number may be told as another", () => {
  test("rounds only where it says so, and never between kinds", () => {
    expect(agree("about 3,000", "2,987")).toBe(true);
    expect(agree("3,000", "2,987")).toBe(false);
    expect(agree("1.2 million", "1,234,567")).toBe(true);
    expect(agree("1.3 million", "1,234,567")).toBe(false);
    expect(agree("5 percent", "5")).toBe(false);
    expect(agree("$5", "5 bucks")).toBe(true);
    expect(agree("fifth", "5")).toBe(false);
    expect(agree("-5", "5")).toBe(false);
    expect(agree("-5", "minus 5")).toBe(true);
  });
});
