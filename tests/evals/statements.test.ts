import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CORPUS, ROOT, TEXTS } from "../helpers/shipped.js";
import { measure, type Outcome, readStatements, sharesOf } from "../helpers/statement-set.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { openVerifier } from "../helpers/verify-subject.js";

/** Another set and its corpus may be measured with the same runner; the floors are the shipped set's. */
const SET = process.env.STATEMENTS ?? join(ROOT, "tests/evals/statements/statements.jsonl");
const SET_CORPUS = process.env.STATEMENTS_CORPUS ?? CORPUS;

describe("the statements", () => {
  test("are enough, half of them true, and each quote is in its file", async () => {
    const set = await readStatements(join(ROOT, "tests/evals/statements/statements.jsonl"));
    expect(set.length).toBeGreaterThanOrEqual(120);
    expect(set.filter(({ kind }) => kind === "true").length).toBe(set.length / 2);
    for (const { path, quote } of set) expect(TEXTS.get(path)).toContain(quote);
  });
});

describe("of true statements and of those with one thing changed, verify", () => {
  let outcomes: readonly Outcome[];

  beforeAll(async () => {
    const subject = await openVerifier(SET_CORPUS, await tempFolder());
    try {
      outcomes = await measure(await readStatements(SET), subject);
    } finally {
      await subject.close();
    }
  }, 600_000);

  afterAll(() => {
    for (const part of ["development", "held_out"] as const) {
      const shares = sharesOf(outcomes.filter(({ labelled }) => labelled.part === part));
      const figures = shares.map(({ kind, count, supported }) => `${kind} ${supported}/${count}`);
      process.stdout.write(`statements called supported, ${part}: ${figures.join(", ")}\n`);
    }
  });

  const share = (...kinds: string[]) => {
    const some = sharesOf(outcomes).filter(({ kind }) => kinds.includes(kind));
    const sum = (of: "supported" | "count") => some.reduce((total, row) => total + row[of], 0);
    return sum("supported") / sum("count");
  };

  test("supports at least 95 % of the true ones by the right passage", () => {
    expect(share("true")).toBeGreaterThanOrEqual(0.95);
  });

  test("supports none whose number or date was changed", () => {
    expect(share("number", "date")).toBe(0);
  });

  test("supports at most 5 % of those whose name or negation was changed", () => {
    expect(share("name", "negation")).toBeLessThanOrEqual(0.05);
  });

  test("quotes exact slices of the files", () => {
    for (const { sentence } of outcomes) {
      for (const { path, start, end, quote } of sentence.passages) {
        const text = TEXTS.get(path);
        if (text !== undefined) expect(Array.from(text).slice(start, end).join("")).toBe(quote);
      }
    }
  });
});
