import { expect, test } from "vitest";
import { inOneNotation, inUnitsOf } from "../../../src/language/en/notation.js";

test.each([
  ["at 7.30 p.m. in the hut", "at 19:30 in the hut"],
  ["on Wednesday evenings at half past seven", "on Wednesday evenings at 19:30"],
  ["up to 1 in 10 people", "up to 10% of people"],
  ["a quarter higher than before", "25% higher than before"],
  ["half of the crew", "50% of the crew"],
  ["after a quarter of an hour", "after 15 minutes"],
  ["18 per cent", "18%"],
  ["between 45 and 60 percent", "between 45% and 60%"],
  ["forty-six of the fifty-eight plots", "46 of the 58 plots"],
  ["the nineteenth of April", "the 19 of April"],
  ["twice a year", "2 times a year"],
  ["two or more times", "at least two times"],
  ["v4 is out", "version 4 is out"],
  ["two metres and ten centimetres", "210 centimetres"],
  ["one hundred and twelve millimetres", "112 millimetres"],
  ["40 mm long", "40 millimetres long"],
  ["2,000 kg of pellets", "2,000 kilograms of pellets"],
])("%s is the same as %s", (written, notation) => {
  expect(inOneNotation(written)).toBe(notation);
});

test.each([
  "in one of two cases",
  "a second shredder",
  "In 2019 and 2020",
  "£5m and €2.4 million",
  "5 knots",
  "one of them",
])("%s stays as it is written", (written) => {
  expect(inOneNotation(written)).toBe(written);
});

test.each([
  ["within three weeks", "within 21 days", "within 21 days"],
  ["up to 4 centimetres", "a length of 40 millimetres", "up to 40 millimetres"],
  ["after 2,000 kilograms", "every 2 tonnes", "after 2 tonnes"],
  ["for 2 years", "for 24 months", "for 24 months"],
])("%s is told in the units of %s", (text, other, told) => {
  expect(inUnitsOf(text, other)).toBe(told);
});

test("what the other text says in the same unit, or in none of its kind, stays", () => {
  expect(inUnitsOf("for 2 weeks", "for 2 weeks, or 10 days")).toBe("for 2 weeks");
  expect(inUnitsOf("for 3 months", "for 90 days")).toBe("for 3 months");
});
