import { expect, test } from "vitest";
import { askedFor } from "../../../src/language/en/asked-for.js";

test.each([
  ["When was Joseph Cirincione born?", "when"],
  ["In which year did the plant open?", "when"],
  ["How old is the treaty?", "when"],
  ["how many members has the board", "how many"],
  ["What percentage of sales is payable?", "how many"],
  ["What is the price of a licence?", "how much"],
  ["How long does probation last?", "how long"],
  ["How often must filters be changed?", "how often"],
  ["Who chairs the committee?", "who"],
  ["Whose signature is needed?", "whose"],
  ["Which city hosts the archive?", "where"],
  ["Why was the visit cancelled?", "why"],
  ["How do I reset the boiler?", "how"],
])("%s asks %s", (question, asked) => {
  expect(askedFor(question)).toBe(asked);
});

test.each(["Can I carry leave over?", "What is a passage?", "notice period", "Is it known somehow?"])(
  "%s asks for something else",
  (question) => {
    expect(askedFor(question)).toBeNull();
  },
);
