import { describe, expect, test } from "vitest";
import { agree, dateOrderOf, datesOf, disagree, mayAgree, missingParts } from "../../../src/language/en/dates.js";

const read = (text: string) => datesOf(text).map(({ value }) => value);
const dateIn = (text: string) => read(text)[0]!;

describe("the dates of a text", () => {
  test.each([
    ["on September 7", { month: 9, day: 7 }],
    ["on the 7th of September 2017", { year: 2017, month: 9, day: 7 }],
    ["on 7 September 2017", { year: 2017, month: 9, day: 7 }],
    ["on Sept. 7, 2017", { year: 2017, month: 9, day: 7 }],
    ["on 9/7", { month: 9, day: 7, written: "9/7", isAmbiguous: true }],
    ["on 9/7/17", { year: 2017, month: 9, day: 7, written: "9/7", isAmbiguous: true }],
    ["on 4/5/2024", { year: 2024, month: 4, day: 5, written: "4/5", isAmbiguous: true }],
    ["on 9/9", { month: 9, day: 9 }],
    ["on 9/28", { month: 9, day: 28 }],
    ["on 28/9", { month: 9, day: 28 }],
    ["on 2017-09-07", { year: 2017, month: 9, day: 7 }],
    ["in September 2017", { year: 2017, month: 9 }],
    ["in early April", { month: 4 }],
    ["in the 1970s", { decade: 1970 }],
    ["in fiscal FY13", { year: 2013 }],
    ["since 1998", { year: 1998 }],
    ["on a Tuesday", { weekday: 2 }],
  ])("%s", (text, value) => {
    expect(read(text)).toEqual([value]);
  });

  test.each([
    ...["May we go?", "5 percent", "$1,990", "1,998 men", "Section 45", "He marched on."],
    ...["3/4 of the workers", "2 1/2 cups", "1/2 mile away", "open 24/7"],
  ])("none in %s", (text) => {
    expect(read(text)).toEqual([]);
  });

  test("agree where no part that both name differs, and miss what only one names", () => {
    expect(agree(dateIn("September 7"), dateIn("2017-09-07"))).toBe(true);
    expect(agree(dateIn("September 8"), dateIn("2017-09-07"))).toBe(false);
    expect(agree(dateIn("in September"), dateIn("in 2017"))).toBe(false);
    expect(missingParts(dateIn("September 7, 2017"), dateIn("9/7"))).toEqual({ year: 2017 });
  });

  test.each([
    ["April 5, 2024", "4/5/2024"],
    ["4 May 2024", "4/5/2024"],
    ["in May", "4/5/2024"],
    ["5/4/2024", "4/5/2024"],
  ])("%s and %s may be one, and are neither the same nor others for sure", (one, other) => {
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(mayAgree(dateIn(a), dateIn(b))).toBe(true);
      expect(agree(dateIn(a), dateIn(b))).toBe(false);
      expect(disagree(dateIn(a), dateIn(b))).toBe(false);
    }
  });

  test("are read in the order that the dates of their document show, where these show one", () => {
    expect(dateOrderOf("9/7: Mexico. 9/18: Vietnam. 10/1: Italy.")).toBe("month_first");
    expect(dateOrderOf("7/9 and 18/9/2017")).toBe("day_first");
    expect(dateOrderOf("9/18, but 18/9")).toBeNull();
    expect(dateOrderOf("9/7, 1/2, open 24/7, 3/20 of them")).toBeNull();
    const [found] = datesOf("on 9/7", "month_first");
    expect(agree(dateIn("September 7"), found!.value)).toBe(true);
    expect(disagree(dateIn("9 July"), found!.value)).toBe(true);
    expect(agree(dateIn("on 9/7"), found!.value)).toBe(true);
    expect(agree(dateIn("9 July"), datesOf("on 9/7", "day_first")[0]!.value)).toBe(true);
  });

  test("of which only one could be read in two ways are still told apart where no reading fits", () => {
    expect(agree(dateIn("4/5/2024"), dateIn("4/5/2024"))).toBe(true);
    expect(agree(dateIn("in 2024"), dateIn("4/5/2024"))).toBe(true);
    expect(disagree(dateIn("April 6, 2024"), dateIn("4/5/2024"))).toBe(true);
    expect(disagree(dateIn("April 5, 2023"), dateIn("4/5/2024"))).toBe(true);
    expect(disagree(dateIn("9/6"), dateIn("9/9"))).toBe(true);
  });
});
