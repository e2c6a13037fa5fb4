import { describe, expect, test } from "vitest";
import { negationsOf } from "../../../src/language/en/negations.js";
import { wordsOf } from "../../../src/language/en/tokens.js";

const denied = (text: string) => {
  const words = wordsOf(text);
  return negationsOf(words).map(({ at }) => words[at]!.lower);
};

describe("the negations of a sentence", () => {
  test.each([
    ["Spain did not leave.", ["not"]],
    ["It wasn’t true, and nobody refused.", ["wasn't", "nobody", "refused"]],
    ["Not only Spain left.", []],
    ["There is no doubt.", []],
    ["See No. 5.", []],
    ["The constructor fails.", ["fails"]],
  ])("of %j are %j", (text, words) => {
    expect(denied(text)).toEqual(words);
  });

  test.each([
    "The lease ends on 30 June.",
    "The lease ends.",
    "The war ended badly.",
    "At the end, both agreed.",
    "The year ended 31 December.",
    "The contract ends Monday, the lease in May.",
  ])("of %j are none: what ends is there until then", (text) => {
    expect(denied(text)).toEqual([]);
  });

  test.each(["Spain ends all trade.", "Spain ended trade with Peru.", "The trade was ended in May."])(
    "of %j is one: what is ended is no more",
    (text) => {
      expect(denied(text)).toHaveLength(1);
    },
  );
});
