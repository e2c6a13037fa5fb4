import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLabelledSet } from "../../src/eval/labelled-set.js";
import { ROOT } from "../helpers/shipped.js";

test.each(["contracts", "minutes", "manuals"])(
  "each quote of the alike %s is the slice that its offsets name",
  async (kind) => {
    const set = join(ROOT, "tests/evals/alike", kind);
    const questions = await readLabelledSet(set);
    expect(questions.filter(({ document }) => document === null)).toHaveLength(17);
    for (const { document, evidence } of questions) {
      if (document === null) continue;
      expect(evidence.length).toBeGreaterThan(0);
      const characters = Array.from(await readFile(join(set, "corpus", document), "utf8"));
      for (const { start, end, quote } of evidence) expect(characters.slice(start, end).join("")).toBe(quote);
    }
  },
);
