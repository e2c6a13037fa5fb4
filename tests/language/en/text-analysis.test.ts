import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse, analyseQuestion } from "../../../src/language/en/text-analysis.js";

const terms = (text: string) => analyse(text).map(({ term }) => term);
const asked = (question: string) => analyseQuestion(question).map(({ term }) => term);

describe("analyse", () => {
  it.each([
    ["Council COUNCIL councils", "council council council"],
    ["naïve Naive nai\u0308ve", "naiv naiv naiv"],
    ["Smith's Smith’s Smiths’ smith", "smith smith smith smith"],
    ["don't don’t o'brien", "dont dont obrien"],
    ["l'eau d’Artagnan", "eau artagnan"],
    ["docu\u00adment", "document"],
    ["ﬁnance ｆｕｌｌ Straße œuvre Łódź", "financ full strass oeuvr lodz"],
    ["UNSCR-2375, Res. 2375 (S/RES/2375)", "unscr 2375 re 2375 s re 2375"],
    ["state-of-the-art max_tokens", "state of the art max token"],
    ["U.S. US U.N.'s e.g. Ph.D.", "us us un eg ph d"],
    ["R&D AT&T C++ C# F#.", "r&d at&t c++ c# f#"],
    ["B2B COVID-19 H1N1", "b2b covid 19 h1n1"],
    ["Это ещё дом", "это еще дом"],
    ["हिन्दी ภาษาไทย", "हिन्दी ภาษา ไทย"],
    ["東京都に住む", "東京 都 に 住む"],
    ["한국어 서울", "한국어 서울"],
    ["がんばる", "がんばる"],
    ["constructor __proto__", "constructor proto"],
    ["", ""],
    ["!?… — \u{1F600} \ud800", ""],
  ])("reads the words of %j", (text, expected) => {
    expect(terms(text).join(" ")).toBe(expected);
  });

  it.each([
    ["13,687", "13687"],
    ["13687", "13687"],
    ["13’687", "13687"],
    ["13\u202f687", "13687"],
    ["$1,234,567.89", "1234567.89"],
    ["1,00,000", "100000"],
    ["$1.5bn", "1.5 bn"],
    ["3.5%", "3.5"],
    ["3.5.1", "3.5.1"],
    ["9/7", "9/7"],
    ["10:30", "10:30"],
    ["2017-04-28", "2017-04-28 2017 04 28"],
    ["28/04/2017", "28/04/2017 28 04 2017"],
    ["28.04.2017", "28.04.2017 28 04 2017"],
    ["1914–1918", "1914-1918 1914 1918"],
    ["10-15", "10-15 10 15"],
    ["1,200-1,500", "1200 1500"],
    ["1,2,3", "1 2 3"],
    ["2015,2016", "2015 2016"],
    ["3.14159", "3.14159"],
    ["the 1990s, 1990's", "the 1990 1990"],
    ["5mg 5 mg 2nd", "5 mg 5 mg 2 nd"],
    ["½ 5½ m²", "1/2 5 1/2 m2"],
    ["٣٫٥", "٣ ٥"],
    ["in 2017.", "in 2017"],
  ])("reads the numbers of %j", (text, expected) => {
    expect(terms(text).join(" ")).toBe(expected);
  });

  it("gives the same terms however often and in whatever company a word is read", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("Smith's", "13,687", "U.S.", "naïve", "2017-04-28", "東京")), (words) => {
        expect(terms(words.join(" ; "))).toEqual(words.flatMap(terms));
      }),
    );
  });

  it("never fails, and gives no empty term, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        for (const { term, word } of analyse(text)) expect(term.length * word.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("analyseQuestion", () => {
  it("gives each term once, with the word as the question wrote it first", () => {
    expect(analyseQuestion("Which Councils’ budgets does the council’s budget limit?")).toEqual([
      { term: "council", word: "Councils", folded: "councils" },
      { term: "budget", word: "budgets", folded: "budgets" },
      { term: "limit", word: "limit", folded: "limit" },
    ]);
  });

  it("drops stop words unless the question has nothing else", () => {
    expect(asked("What is a treaty?")).toEqual(["treati"]);
    expect(asked("What is it?")).toEqual(["what", "is", "it"]);
    expect(asked("?!")).toEqual([]);
  });
});
