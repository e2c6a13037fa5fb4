import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { joinedClauses, sentenceOf, withPronouns } from "../../../src/verify/statements/joined-clauses.js";

const parted = (text: string) => joinedClauses(text).map((clause) => sentenceOf(clause));

describe("a sentence is parted into what it says in a row", () => {
  test.each([
    [
      "The lease runs for a year, and the rent is 900 pounds.",
      ["The lease runs for a year.", "The rent is 900 pounds."],
    ],
    ["You can swim at once; no thread is left.", ["You can swim at once.", "No thread is left."]],
    [
      "Poland halted its permits, while Malaysia banned most travel.",
      ["Poland halted its permits.", "Malaysia banned most travel."],
    ],
    [
      "The excess is 150 per event and doesn't apply to fires.",
      ["The excess is 150 per event.", "The excess doesn't apply to fires."],
    ],
    ["Members may bring a guest and visit the pool.", ["Members may bring a guest.", "Members may visit the pool."]],
    [
      "The filter is cleaned daily and checked by the warden.",
      ["The filter is cleaned daily.", "The filter is checked by the warden."],
    ],
    [
      "Obama signed the order; its potential was vast, but it is seldom used.",
      ["Obama signed the order.", "Its potential was vast.", "Its potential is seldom used."],
    ],
    [
      "The report goes to the Tribunal, which decides within a year.",
      ["The report goes to the Tribunal.", "The Tribunal decides within a year."],
    ],
    [
      "In March, Poland halted its permits, and Malaysia banned most travel.",
      ["In March, Poland halted its permits.", "In March, Malaysia banned most travel."],
    ],
    [
      "In March, Poland halted its permits, and in May Malaysia banned most travel.",
      ["In March, Poland halted its permits.", "In May Malaysia banned most travel."],
    ],
    [
      "Employees get 27 days of leave, rising to 30 after eight years.",
      ["Employees get 27 days of leave.", "Employees rising to 30 after eight years."],
    ],
  ])("%s", (text, clauses) => expect(parted(text)).toEqual(clauses));
});

describe("one thing is not parted", () => {
  test.each([
    "The lease runs for a year.",
    "Complete and Family members may bring a guest.",
    "Cooperatives, registered associations and parishes can apply.",
    "Avoid swimming for four weeks, and gardening and dusty work for two weeks.",
    "If the car was locked and the key is lost, the limit is 500.",
    "Tokyo agreed to relax sanctions while Seoul was raising the pressure.",
    "The stove cools down and then stays off.",
    "Officials say that the bridge is closed, and the road is open.",
    "Interns are allowed to prepare samples but not to release results.",
    "The limit is lower in winter, which is why the pool is closed.",
    "",
  ])("%s", (text) => expect(parted(text)).toEqual([]));
});

test("what the sentence before names may be meant by a pronoun, and nothing else", () => {
  const [, second] = joinedClauses("The excess is 150 per event and doesn't apply to fires.");
  const found = factsOf("It does not apply to fires.");
  expect(withPronouns(second!, found, factsOf("The excess is 150 per event."))).toEqual(["It doesn't apply to fires."]);
  expect(withPronouns(second!, found, factsOf("The limit is 500 per event."))).toEqual([]);
  expect(withPronouns(second!, factsOf("Water does not apply."), factsOf("The excess is 150."))).toEqual([]);
});
