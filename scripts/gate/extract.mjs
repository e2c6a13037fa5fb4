// Writes what the evidence gate sees of a labelled set: one line a case, numbers only. Neither a question's text nor a
// document's name is kept, so the features of a set that may not be published may be.
//
//   node scripts/gate/extract.mjs SET_FOLDER OUT.csv [--corpus FOLDER] [--index FOLDER] [--most N]
//
// Columns: number of the question in questions.jsonl, case (answerable, unanswerable, paragraph_removed), `quoted` (1
// where the sentences that would be quoted hold half of a piece of the evidence), then the features, whichever
// `FEATURE_NAMES` lists; empty where there is none. Needs `npm run build`. The index (--index) is kept and used again.
// --most takes the first N questions with an answer, and the first N without.
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mergeSettings } from "../../dist/core/settings.js";
import { askGateCases } from "../../dist/eval/gate-cases.js";
import { readLabelledSet } from "../../dist/eval/labelled-set.js";
import { openSubject } from "../../dist/eval/local-subject.js";
import { measureAnswer } from "../../dist/eval/metrics/answer-metrics.js";
import { FEATURE_NAMES } from "../../dist/search/gate/evidence-features.js";

const DECIMALS = 4;
const PASSAGES = 8;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: "string" },
    index: { type: "string", default: ".footnote/gate" },
    most: { type: "string", default: "1000000" },
  },
});
const [set, out] = positionals;
if (!set || !out) throw new Error("Give the folder of a labelled set and the file to write.");

const all = await readLabelledSet(set);
const isAnswered = ({ evidence }) => evidence.length > 0;
const first = (some) => some.slice(0, Number(values.most));
const questions = [...first(all.filter(isAnswered)), ...first(all.filter((one) => !isAnswered(one)))];
const corpus = resolve(values.corpus ?? join(set, "corpus"));
const settings = { ...mergeSettings([]), index: values.index };
// Without the gate's verdict, so that what would be quoted is known of every question.
const subject = await openSubject({ settings, cwd: process.cwd(), corpus, without: new Set(["gate"]) });
try {
  const quoted = [];
  for (const labelled of questions) {
    if (!isAnswered(labelled)) quoted.push(0);
    else quoted.push(measureAnswer(labelled, await subject.ask(labelled.question, PASSAGES, labelled.filters)).hit);
  }
  const cases = await askGateCases(questions, subject, "paragraphs");
  const rows = cases.flatMap(({ kind, question, judgement: { features } }) => {
    // Where nothing at all was found there is nothing to learn from.
    if (!features) return [];
    const numbers = FEATURE_NAMES.map((name) =>
      features[name] === null ? "" : Number(features[name].toFixed(DECIMALS)),
    );
    return [[all.indexOf(questions[question]), kind, kind === "answerable" ? quoted[question] : 0, ...numbers]];
  });
  rows.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  const lines = [["question", "case", "quoted", ...FEATURE_NAMES], ...rows].map((row) => `${row.join(",")}\n`);
  writeFileSync(out, lines.join(""));
  console.log(`${out}: ${rows.length} cases`);
} finally {
  await subject.close();
}
