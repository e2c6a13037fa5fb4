import { expect, test } from "vitest";
import { loadWordNet } from "../../../src/language/en/wordnet.js";

const net = await loadWordNet();

test.each([
  ["decides", "decision", "form"],
  ["bought", "buying", "form"],
  ["purchased", "bought", "same"],
  ["seldom", "rarely", "same"],
  ["animals", "dog", "broader"],
  ["northern", "southern", "opposite"],
  ["sold", "bought", "opposite"],
  ["summer", "spring", "other"],
  ["autumn", "spring", "other"],
  ["dogs", "animal", "none"],
  ["approved", "proposed", "none"],
])("'%s' of '%s': %s", (stated, found, relation) => expect(net.relation(stated, found)).toBe(relation));

test("a kind isn't said by what it is a kind of", () => {
  expect(net.relation("car", "vehicle")).not.toBe("broader");
  expect(net.relation("vehicle", "car")).toBe("broader");
});

test("an inflected verb is not the noun of its stem", () => {
  expect(net.isNominal("hotel")).toBe(true);
  expect(net.isNominal("talked")).toBe(false);
});
