import { describe, expect, test } from "vitest";
import * as lexicon from "../../../src/language/en/lexicon.js";

const { isFunctionWord, oneOf } = lexicon;

describe("the lexicon", () => {
  test("tells words that carry grammar alone from those that carry meaning, and from names", () => {
    for (const word of ["the", "of", "may", "us", "didn't", "whose", "because", "they", "often"]) {
      expect(isFunctionWord(word), word).toBe(true);
    }
    for (const word of ["bridge", "say", "twelve", "may-fly", "", "May", "US"])
      expect(isFunctionWord(word), word).toBe(false);
  });

  test("keeps its words in small letters, save where a full stop or a capital is what counts", () => {
    const caseCounts = /^(?:BEFORE_|INSIDE_|MAY_END|TIME_SUFFIXES|SENTENCE_STARTERS|UNIT_SYMBOLS|COMPANY_FORMS)/u;
    for (const [name, set] of Object.entries(lexicon)) {
      if (!(set instanceof Set) || caseCounts.test(name)) continue;
      for (const word of set) {
        expect(word, name).toBe(word.toLowerCase());
        expect(word, name).toMatch(/^\S(?:.*\S)?$/u);
      }
    }
  });

  test("gives a pattern that matches the longest of its words, each as it is written", () => {
    const pattern = new RegExp(`^${oneOf(["e.g.", "e.g. so", "may be"])}`, "u");
    expect(pattern.exec("e.g. so on")?.[0]).toBe("e.g. so");
    expect(pattern.test("exgx")).toBe(false);
    expect(pattern.test("may be")).toBe(true);
  });
});
