import { expect, test } from "vitest";
import { numberFormsOf } from "../../../src/language/en/number-forms.js";

test.each([
  ["Who keeps records for 24 months?", "24 months", ["two years", "2 years", "twenty-four months"]],
  ["Is it kept two years?", "two years", ["24 months", "2 years"]],
  ["a notice of thirty days", "thirty days", ["30 days"]],
  ["after a fortnight", "fortnight", ["two weeks", "14 days"]],
  ["for 14 days", "14 days", ["two weeks", "fortnight", "fourteen days"]],
  ["Who gets 10 % of it?", "10 %", ["ten"]],
  ["Who gets ten percent of it?", "ten percent", ["10"]],
  ["fifteen copies", "fifteen", ["15"]],
  ["$1,500 a year", "$1,500", ["fifteen hundred"]],
  ["twenty-five years", "twenty-five years", ["25 years", "300 months"]],
  ["What began on May 1, 2021?", "May 1, 2021", ["2021-05-01"]],
  ["What began on 2021-05-01?", "2021-05-01", ["1 may 2021"]],
  ["on the 3rd of June 2022", "the 3rd of June 2022", ["3 june 2022", "2022-06-03"]],
])("%j writes %j, and others %j", (text, written, others) => {
  const [form] = numberFormsOf(text);
  expect(form?.written).toBe(written);
  expect(form?.others).toEqual(expect.arrayContaining(others));
});

test.each(["Which one is it?", "at 10:30", "the 4/5/2021 meeting", "room B12", "nothing of the kind"])(
  "%j has no other form",
  (text) => {
    expect(numberFormsOf(text)).toEqual([]);
  },
);
