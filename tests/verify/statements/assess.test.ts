import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { read } from "../../../src/verify/statements/alignment.js";
import { assess } from "../../../src/verify/statements/assess.js";

const sentence = (text: string) => read(factsOf(text));

/** What of a statement its evidence lacks, words aside, and what it says otherwise. */
function held(statement: string, passage: string, ...before: string[]) {
  const background = before.map(sentence);
  const window = [sentence(passage), ...background.toReversed()];
  const { lacks, clashes } = assess(sentence(statement), { window, background }, () => 1);
  const missing = lacks.filter(({ kind }) => kind !== "word");
  return [...missing.map(({ kind }) => kind), ...clashes.map(({ found }) => found)];
}

describe("what a passage holds of a statement", () => {
  test("two lists in a row are read pair by pair, also where the statement parts the pairs", () => {
    const passage = "In 2013 and 2012 we recognized losses of $16 million and $111 million, respectively.";
    expect(held("Losses of $16 million were recognized in 2013, down from $111 million.", passage)).toEqual([]);
    expect(held("Losses of $111 million were recognized in 2013.", passage)).toContain("$16 million");
  });

  test("a decade is said by a year of it", () => {
    expect(held("The bank closed in the 1970s.", "The bank closed in 1974.")).toEqual([]);
    expect(held("The bank closed in the 1980s.", "The bank closed in 1974.")).toContain("date");
  });

  test("a date whose month could be its day is neither said nor denied by one that it may be", () => {
    const passage = "The bridge was opened on 4/5/2024.";
    expect(held("The bridge was opened on April 5, 2024.", passage)).toEqual(["ambiguous_date"]);
    expect(held("The bridge was opened on 4 May 2024.", passage)).toEqual(["ambiguous_date"]);
    expect(held("The bridge was opened on 4/5/2024.", passage)).toEqual([]);
    expect(held("The bridge was opened in 2024.", passage)).toEqual([]);
    expect(held("The bridge was opened on 4 June 2024.", passage)).toEqual(["date", "4/5/2024"]);
    expect(held("The bridge was opened on 4/5/2024.", "The bridge was opened on April 5, 2024.")).toEqual([
      "ambiguous_date",
    ]);
  });

  test("a share and a sign are part of a number", () => {
    expect(held("3/4 of the workers left.", "1/4 of the workers left.")).toEqual(["number", "1/4"]);
    expect(held("It was -5 degrees in the hall.", "It was 5 degrees in the hall.")).toEqual(["number", "5"]);
  });

  test("what ends at its time is not denied before", () => {
    const passage = "The lease was signed in May and ends in June.";
    expect(held("The lease was not signed in May.", passage)).toContain("negation");
  });

  test("a pronoun stands for who acts in the sentence before, and for nobody else", () => {
    const before = "Joseph Cirincione wrote to Sean Gibbons about the talks.";
    const passage = "His areas of work include arms and Security Studies.";
    expect(held("Joseph Cirincione's areas of work include arms.", passage, before)).toEqual([]);
    expect(held("Rex Tillerson's areas of work include arms.", passage, before)).toEqual(["name"]);
  });

  test("who acts still acts in a participle behind a comma", () => {
    const passage = "Beijing stepped up, too, cutting off oil supplies and talking tough with the Kim regime.";
    expect(held("China cut off the oil supplies.", passage)).toEqual([]);
    expect(held("Japan cut off the oil supplies.", passage)).toEqual(["name"]);
  });

  test("a denial counts where it stands, not wherever the same word does", () => {
    const passage = "The country, which had become one of its largest trading partners, will end all trade with it.";
    expect(held("The country had never been among its largest trading partners.", passage)).toContain("negation");
    expect(held("The country had become one of its largest trading partners.", passage)).toEqual([]);
  });
});
