import { describe, expect, test } from "vitest";
import { agree, datesOf, missingParts } from "../../../src/language/en/dates.js";

const read = (text: string) => datesOf(text).map(({ value }) => value);
const dateIn = (text: string) => read(text)[0]!;

describe("the dates of a text", () => {
  test.each([
    ["on September 7", { month: 9, day: 7 }],
    ["on the 7th of September 2017", { year: 2017, month: 9, day: 7 }],
    ["on 7 September 2017", { year: 2017, month: 9, day: 7 }],
    ["on Sept. 7, 2017", { year: 2017, month: 9, day: 7 }],
    ["on 9/7", { month: 9, day: 7 }],
    ["on 9/7/17", { year: 2017, month: 9, day: 7 }],
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

  test.each(["May we go?", "5 percent", "$1,990", "1,998 men", "Section 45", "He marched on."])(
    "none in %s",
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  test("agree where no part that both name differs, and miss what only one names", () => {
    expect(agree(dateIn("September 7"), dateIn("9/7/2017"))).toBe(true);
    expect(agree(dateIn("September 8"), dateIn("9/7/2017"))).toBe(false);
    expect(agree(dateIn("in September"), dateIn("in 2017"))).toBe(false);
    expect(missingParts(dateIn("September 7, 2017"), dateIn("9/7"))).toEqual({ year: 2017 });
  });
});
