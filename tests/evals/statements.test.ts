import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CORPUS, ROOT, TEXTS } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { keptOf, measure, type Outcome, readStatements, sharesOf, statementMoves } from "../helpers/statement-set.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { openVerifier } from "../helpers/verify-subject.js";
import { expectNoneWorse } from "./baseline.js";

const OWN = join(ROOT, "tests/evals/statements");
/** Another set and its corpus may be measured with the same runner; the floors are the shipped set's. */
const SET = process.env.STATEMENTS ?? join(OWN, "statements.jsonl");
const SET_CORPUS = process.env.STATEMENTS_CORPUS ?? CORPUS;

describe("the statements", () => {
  test("are enough, half of them true, and each quote is in its file", async () => {
    const set = await readStatements(join(OWN, "statements.jsonl"));
    expect(set.length).toBeGreaterThanOrEqual(120);
    expect(set.filter(({ kind }) => kind === "true").length).toBe(set.length / 2);
    for (const { path, quote } of set) expect(TEXTS.get(path!)).toContain(quote);
  });
});

/** Verifies a set of statements once for all tests of a block. */
function verified(set: string, corpus: string): { outcomes: readonly Outcome[] } {
  const result: { outcomes: readonly Outcome[] } = { outcomes: [] };
  beforeAll(async () => {
    const subject = await openVerifier(corpus, await (corpus === CORPUS ? shippedIndex() : tempFolder()));
    try {
      result.outcomes = await measure(await readStatements(set), subject);
    } finally {
      await subject.close();
    }
  }, 600_000);
  return result;
}

function share(outcomes: readonly Outcome[], ...kinds: string[]): number {
  const some = sharesOf(outcomes).filter(({ kind, count }) => kinds.includes(kind) && count > 0);
  const sum = (of: "supported" | "count") => some.reduce((total, row) => total + row[of], 0);
  return sum("supported") / sum("count");
}

async function expectNoVerdictWorse(outcomes: readonly Outcome[], file: string): Promise<void> {
  await expectNoneWorse(outcomes.map(keptOf), {
    file: `statements/${file}`,
    names: ["statement", "kind"],
    moves: statementMoves,
  });
}

function print(name: string, outcomes: readonly Outcome[]): void {
  const shares = sharesOf(outcomes).filter(({ count }) => count > 0);
  const figures = shares.map(({ kind, count, supported }) => `${kind} ${supported}/${count}`);
  process.stdout.write(`statements called supported, ${name}: ${figures.join(", ")}\n`);
}

describe("of true statements and of those with one thing changed, verify", () => {
  const set = verified(SET, SET_CORPUS);

  afterAll(() => {
    for (const part of ["development", "held_out"] as const) {
      print(
        part,
        set.outcomes.filter(({ labelled }) => labelled.part === part),
      );
    }
  });

  test.skipIf(SET !== join(OWN, "statements.jsonl"))("judges none worse than in the baseline", async () => {
    await expectNoVerdictWorse(set.outcomes, "baseline.jsonl");
  });

  test("supports at least 95 % of the true ones by the right passage", () => {
    expect(share(set.outcomes, "true")).toBeGreaterThanOrEqual(0.95);
  });

  test("supports none whose number or date was changed", () => {
    expect(share(set.outcomes, "number", "date")).toBe(0);
  });

  test("supports at most 5 % of those whose name or negation was changed", () => {
    expect(share(set.outcomes, "name", "negation")).toBeLessThanOrEqual(0.05);
  });

  test("quotes exact slices of the files", () => {
    for (const { sentence } of set.outcomes) {
      for (const { path, start, end, quote } of sentence.passages) {
        const text = TEXTS.get(path);
        if (text !== undefined) expect(Array.from(text).slice(start, end).join("")).toBe(quote);
      }
    }
  });
});

describe("of statements with another verb, noun or adjective, and of invented ones, verify", () => {
  const set = verified(join(OWN, "changed-words.jsonl"), CORPUS);
  afterAll(() => print("changed words", set.outcomes));

  test("judges none worse than in the baseline", async () => {
    await expectNoVerdictWorse(set.outcomes, "changed-words.baseline.jsonl");
  });

  // Opposites stand where the word stood, and the model reads them alike: decision 10.
  test("supports at most two in five", () => {
    expect(share(set.outcomes, "word", "invented")).toBeLessThanOrEqual(0.4);
  });

  test("says of each that isn't supported what is not said, or what is said instead", () => {
    for (const { verdict, sentence } of set.outcomes) {
      if (verdict !== "supported")
        expect(sentence.uncovered.length + sentence.contradictions.length).toBeGreaterThan(0);
    }
  });
});

describe("of statements in quite other words, which no rule has seen, verify", () => {
  const set = verified(join(OWN, "loose.jsonl"), CORPUS);
  afterAll(() => print("loose", set.outcomes));

  test("judges none worse than in the baseline", async () => {
    await expectNoVerdictWorse(set.outcomes, "loose.baseline.jsonl");
  });

  test("supports at most one in ten of the false ones, and none with another number or date", () => {
    expect(share(set.outcomes, "number", "date")).toBe(0);
    expect(share(set.outcomes, "number", "date", "name", "negation", "word", "invented")).toBeLessThanOrEqual(0.1);
  });

  test("supports half of the true ones", () => {
    expect(share(set.outcomes, "true")).toBeGreaterThanOrEqual(0.5);
  });
});
