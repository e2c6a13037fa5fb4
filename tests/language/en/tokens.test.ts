import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compoundsOf, wordsOf } from "../../../src/language/en/tokens.js";

const texts = (words: readonly { readonly text: string }[]) => words.map(({ text }) => text);

describe("the words of a text", () => {
  test("are its runs of letters and digits, with possessive endings; initials are one", () => {
    expect(texts(wordsOf("North Korea's Kim Jong-Il met the U.S. envoy."))).toEqual([
      "North",
      "Korea's",
      "Kim",
      "Jong",
      "Il",
      "met",
      "the",
      "U.S.",
      "envoy",
    ]);
    expect(wordsOf("She’s Late")[0]).toMatchObject({ text: "She’s", lower: "she's", stop: true });
  });

  test("know their clause", () => {
    const clauses = wordsOf("Spain left, but Peru stayed (and paid).").map(({ clause }) => clause);
    expect(clauses).toEqual([0, 0, 1, 1, 1, 2, 2]);
  });

  test("make compounds of what hyphens, strokes, commas and full stops join, without possessive endings", () => {
    expect(texts(compoundsOf("Kim Jong-Il's 13,687 tanks on 9/18, the U.S.-led talks, R&D"))).toEqual([
      "Kim",
      "Jong-Il",
      "13,687",
      "tanks",
      "on",
      "9/18",
      "the",
      "U.S.-led",
      "talks",
      "R&D",
    ]);
    expect(texts(compoundsOf("what's Peru's plan? the workers' pay"))).toEqual([
      "what's",
      "Peru",
      "plan",
      "the",
      "workers",
      "pay",
    ]);
  });

  test("are slices of the text, in order and apart, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const words of [wordsOf(text), compoundsOf(text)]) {
          let end = 0;
          for (const word of words) {
            expect(text.slice(word.start, word.end)).toBe(word.text);
            expect(word.start).toBeGreaterThanOrEqual(end);
            end = word.end;
          }
        }
      }),
    );
  });
});
