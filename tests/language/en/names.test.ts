import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";

const names = (text: string) => factsOf(text).names.map((name) => name.text);
const keys = (text: string) => factsOf(text).names.map(({ value }) => value.keys[0]);

describe("the names of a sentence", () => {
  test("leaves titles, offices and the capital of the first word out", () => {
    expect(names("Yesterday Secretary of State Rex Tillerson met Vice President Cheney.")).toEqual([
      "Rex Tillerson",
      "Cheney",
    ]);
    expect(names("The talks failed.")).toEqual([]);
    expect(names("Then spokeswoman Heather Nauert spoke.")).not.toContain("spokeswoman");
  });

  test("takes a country, its people and its capital for one", () => {
    const [country] = keys("It hit Mexico.");
    expect(keys("A Mexican envoy left.")).toEqual([country]);
    expect(keys("He flew to Mexico City.")).toEqual([country]);
    expect(keys("It hit Peru.")).not.toEqual([country]);
    expect(keys("It hit the U.S. and the UK.")).toEqual(keys("It hit America and Britain."));
  });

  test("knows places by their capitals alone, and not as words in small letters", () => {
    expect(keys("They told us about a roast turkey.")).toEqual([]);
  });

  test("ends a name at its possessive, and keeps acronyms", () => {
    expect(names("He blamed Japan's Shinzo Abe.")).toEqual(["Japan's", "Shinzo Abe"]);
    expect(names("He blamed the FTB.")).toEqual(["FTB"]);
    expect(factsOf("He blamed the Foreign Trade Bank.").names[0]?.value.initials).not.toBe("");
  });

  test("takes no unit behind a number for one", () => {
    expect(names("Water freezes at 3 °C in Peru, and at 5°F.")).toEqual(["Peru"]);
    expect(names("It holds 16 GB and needs 2 kW.")).toEqual([]);
    expect(names("It holds the GB.")).toEqual(["GB"]);
  });

  test("does not count what only frames a statement among its words", () => {
    const words = (text: string) => {
      const { content, words: all } = factsOf(text);
      return content.map((at) => all[at]!.text);
    };
    expect(words("According to the author, sanctions work.")).toEqual(["sanctions", "work"]);
    expect(words("The report says that sanctions work.")).toEqual(["sanctions", "work"]);
    expect(words("The report cost a fortune.")).toContain("report");
  });
});
