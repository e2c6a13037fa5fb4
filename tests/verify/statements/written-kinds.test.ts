import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { factsOf } from "../../../src/language/en/facts.js";
import { loadWordNet } from "../../../src/language/en/wordnet.js";
import { read } from "../../../src/verify/statements/alignment.js";
import { otherCondition } from "../../../src/verify/statements/conditions.js";
import { isOfSameDegree, otherDegree } from "../../../src/verify/statements/degree.js";
import { addsSomething, isInPlaceOf, SAYS_ELSE, saidOtherwise } from "../../../src/verify/statements/other-words.js";
import { overstated } from "../../../src/verify/statements/overstated.js";
import { keepsSides } from "../../../src/verify/statements/sides.js";
import { turnedRound } from "../../../src/verify/statements/turned-round.js";
import { ROOT } from "../../helpers/shipped.js";

interface Pair {
  readonly kind: string;
  readonly source: string;
  readonly right: string;
  readonly wrong: string;
}

const lines = (await readFile(join(ROOT, "tests/evals/written/kinds.jsonl"), "utf8")).trim().split("\n");
const pairs = lines.map((line) => JSON.parse(line) as Pair);
const net = await loadWordNet();

/** Whether any guard that needs no model objects. */
function isObjected(stated: string, source: string): boolean {
  const [own, found] = [factsOf(stated), factsOf(source)];
  const keeps = keepsSides(own, found, net);
  if (keeps === false || (keeps === null && turnedRound(read(own), read(found)) !== null)) return true;
  if (otherCondition(own, found) !== null || otherDegree(own, found) !== null || overstated(own, found) !== null)
    return true;
  if (keeps) return false;
  const terms = new Set(found.words.map(({ term }) => term));
  return own.content.some((at) => {
    if (terms.has(own.words[at]!.term) || isOfSameDegree(own.words[at]!.lower, source)) return false;
    const relation = saidOtherwise(own, at, found, net);
    return (
      SAYS_ELSE.includes(relation) ||
      (relation === "none" && (addsSomething(own, at, net) || isInPlaceOf(own, at, found)))
    );
  });
}

describe("what is wrong in a kind of its own is objected to without a model", () => {
  test.each(pairs)("$kind: $wrong", ({ wrong, source }) => {
    expect(isObjected(wrong, source)).toBe(true);
  });
});

/** In another order; and a verb in a verb's place, which the reader is asked of. */
const NOT_TOLD = ["The hut sleeps up to 40 guests.", "The nurse replaces the dressing at home."];

describe("the same in other words isn't", () => {
  test.each(pairs.filter(({ right }) => !NOT_TOLD.includes(right)))("$kind: $right", ({ right, source }) => {
    expect(isObjected(right, source)).toBe(false);
  });
});
