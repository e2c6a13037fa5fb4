import { describe, expect, test } from "vitest";
import { loadEnglishWords } from "../../../src/language/en/english-words.js";

const { knows, isName, isOrdinary } = await loadEnglishWords();

describe("English", () => {
  test.each([
    ...["lease", "leases", "leased", "stopped", "biggest", "policies", "happiness", "reorganized", "microscopic"],
    ...["reimbursements", "washington", "weakest", "boxes", "neoliberalism"],
  ])("knows %j", (word) => {
    expect(knows(word)).toBe(true);
  });

  test.each([
    ...[
      "leese",
      "notcie",
      "recieve",
      "definately",
      "goverment",
      "spacees",
      "focuss",
      "artiists",
      "backloggs",
      "quuxes",
    ],
    ...["typicaly", "royaltyy", "ttese"],
  ])("does not know %j", (word) => {
    expect(knows(word)).toBe(false);
  });

  test("tells ordinary words from names", () => {
    expect(["notices", "december", "washington"].map(isOrdinary)).toEqual([true, false, false]);
    expect(["notices", "december", "washington"].map(isName)).toEqual([false, true, true]);
  });
});
