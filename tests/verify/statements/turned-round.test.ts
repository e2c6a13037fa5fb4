import { expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { read } from "../../../src/verify/statements/alignment.js";
import { turnedRound } from "../../../src/verify/statements/turned-round.js";

const turn = (stated: string, found: string) => turnedRound(read(factsOf(stated)), read(factsOf(found)));

test.each([
  [
    "The council will ask Ms Adeyemi whether the gate may be open.",
    "Ms Adeyemi will ask the council whether the gate may be open.",
  ],
  [
    "Changing the lamps from red to white light reduced the effect.",
    "Changing the lamps from white to red light reduced the effect.",
  ],
  ["The auditor reports to the committee about the funds.", "The committee reports to the auditor about the funds."],
])("%s turns round: %s", (stated, found) => {
  expect(turn(stated, found)).toBe("order");
});

test.each([
  [
    "Each night, encrypted backups are copied to a data centre in Utrecht.",
    "Backups are encrypted and copied every night to a data centre in Utrecht.",
  ],
  ["Along the coast, pressure from China brought Kim back.", "Chinese pressure brought Kim back."],
  [
    "The meeting takes place in the scout hut on 11 November 2025.",
    "The meeting will be held on 11 November 2025 in the scout hut.",
  ],
])("%s says the same as %s", (stated, found) => {
  expect(turn(stated, found)).toBeNull();
});
