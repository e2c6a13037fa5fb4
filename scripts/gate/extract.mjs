// Writes what the evidence gate sees of a labelled set: one line a case, numbers only. Neither a question's text nor a
// document's name is kept, so the features of a set that may not be published may be.
//
//   node scripts/gate/extract.mjs SET_FOLDER OUT.csv [--corpus FOLDER] [--index FOLDER]
//
// Columns: number of the document in the order of names (0 for a question without one), number of the question in
// questions.jsonl, case (answerable, unanswerable, document_removed, paragraph_removed), then the features, whichever
// `FEATURE_NAMES` lists. Needs `npm run build`. The index (--index) is kept and used again.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mergeSettings } from "../../dist/core/settings.js";
import { askGateCases } from "../../dist/eval/gate-cases.js";
import { readLabelledSet } from "../../dist/eval/labelled-set.js";
import { openSubject } from "../../dist/eval/local-subject.js";
import { FEATURE_NAMES } from "../../dist/search/gate/evidence-features.js";

const DECIMALS = 6;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { corpus: { type: "string" }, index: { type: "string", default: ".footnote/gate" } },
});
const [set, out] = positionals;
if (!set || !out) throw new Error("Give the folder of a labelled set and the file to write.");

const questions = await readLabelledSet(set);
const corpus = resolve(values.corpus ?? join(set, "corpus"));
const settings = { ...mergeSettings([]), index: values.index };
const subject = await openSubject({ settings, cwd: process.cwd(), corpus });
try {
  const documents = [null, ...[...new Set(questions.map(({ document }) => document))].filter(Boolean).sort()];
  const rows = (await askGateCases(questions, subject)).flatMap(({ kind, question, judgement: { features } }) => {
    // Where nothing at all was found there is nothing to learn from.
    if (!features) return [];
    const numbers = FEATURE_NAMES.map((name) => Number(features[name].toFixed(DECIMALS)));
    return [[documents.indexOf(questions[question].document), question, kind, ...numbers]];
  });
  rows.sort((a, b) => a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
  const lines = [["document", "question", "case", ...FEATURE_NAMES], ...rows].map((row) => `${row.join(",")}\n`);
  writeFileSync(out, lines.join(""));
  console.log(`${out}: ${rows.length} cases`);
} finally {
  await subject.close();
}
