import { printable } from "../../core/text.js";
import type { SupportMetrics } from "../../eval/labelled-statements.js";
import type { Change } from "../../eval/metrics/baseline.js";
import type { Group } from "../../eval/metrics/breakdown.js";
import type { Calibration } from "../../eval/metrics/calibration.js";
import type { FeatureMetrics } from "../../eval/metrics/gate-metrics.js";
import { headlinesOf } from "../../eval/metrics/headlines.js";
import type { KindGroup, PairLoss } from "../../eval/metrics/kinds.js";
import type { Move } from "../../eval/metrics/outcomes.js";
import type { WritingMetrics } from "../../eval/metrics/writing-metrics.js";
import type { EvalReport } from "../../eval/run-eval.js";

type Row = readonly string[];

/** The figures as tables; shares in percent. @param changes since the baseline, as are moves of single questions [none] */
export function formatEval(report: EvalReport, changes: readonly Change[] = [], moves: readonly Move[] = []): string {
  const { questions, gate, by, kinds, pairs, rejected } = report;
  const wrong = rejected === null ? "" : `; ${rejected.questions} with an answer that was called wrong`;
  const title = `${questions} questions; the gate: ${gate.answerable} answerable, ${gate.unanswerable} not${wrong}`;
  const parts = [title, table(headlineRows(report, changes))];
  for (const [title, isWorse] of [
    ["worse than in the baseline", true],
    ["better than in the baseline", false],
  ] as const) {
    const some = moves.filter((move) => move.isWorse === isWorse);
    if (some.length > 0) parts.push(table([[title, "", "was", "is"], ...some.map(moveRow)]));
  }
  if (kinds.length > 0) parts.push(table(kindRows(kinds)));
  if (pairs.length > 0) parts.push(table(pairRows(pairs)));
  for (const [name, groups] of [
    ["document", by.document],
    ["pieces of evidence", by.pieces],
    ["characters of evidence", by.evidence],
  ] as const) {
    if (groups.length > 0) parts.push(table(groupRows(name, groups)));
  }
  if (report.support) parts.push(table(statementRows(report.support)));
  if (report.writing) parts.push(table(writingRows(report.writing)));
  if (report.calibration) parts.push(table(labelRows(report.calibration)));
  if (report.features.length > 0) parts.push(table(featureRows(report.features)));
  return parts.join("\n\n");
}

function headlineRows(report: EvalReport, changes: readonly Change[]): Row[] {
  const before = new Map(changes.map((change) => [change.name, change]));
  const compared = changes.length > 0;
  const rows = headlinesOf(report).map(({ name, title, value }) => {
    const change = before.get(name);
    const difference = change ? 100 * (change.now - change.before) : null;
    const moved = [percent(change?.before ?? null), difference === null ? "–" : signed(difference)];
    return [title, percent(value), ...(compared ? moved : [])];
  });
  const characters = [
    ...(report.retrieval ? [["characters retrieved", report.retrieval.characters.toFixed(0)]] : []),
    ...(report.answers ? [["sentences cited", report.answers.sentences.toFixed(1)]] : []),
    ...(report.answers ? [["characters cited", report.answers.characters.toFixed(0)]] : []),
  ];
  return [...(compared ? [["", "now", "before", "change"]] : []), ...rows, ...characters];
}

function moveRow({ case: name, feature, before, now }: Move): Row {
  return [printable(name), feature, ...[before, now].map((value) => String(value ?? "–"))];
}

function kindRows(kinds: readonly KindGroup[]): Row[] {
  const head = ["kind", "questions", "right document", "hit@1", "recall", "characters", "refused", "false"];
  const rows = kinds.map(({ name, questions, document1, hit1, recall, characters, false_refusals, false_answers }) => [
    printable(name),
    String(questions),
    ...[document1, hit1, recall].map(percent),
    characters?.toFixed(0) ?? "–",
    ...[false_refusals, false_answers].map(percent),
  ]);
  return [head, ...rows];
}

function pairRows(pairs: readonly PairLoss[]): Row[] {
  const rows = pairs.map(({ kind, against, pairs, recall, hit1 }) => [
    printable(`${kind}, against ${against}`),
    String(pairs),
    ...[recall, hit1].map(percent),
  ]);
  return [["points lost", "pairs", "recall", "hit@1"], ...rows];
}

function statementRows({ kinds }: SupportMetrics): Row[] {
  const rows = kinds.map(({ kind, statements, supported, contradicted }) => [
    printable(kind),
    String(statements),
    ...[supported, contradicted].map(percent),
  ]);
  return [["statements", "", "supported", "contradicted"], ...rows];
}

function writingRows(writing: WritingMetrics): Row[] {
  const { questions, failed, sentences, reasons, citations, inexact, refusals, refusals_broken } = writing;
  const number = (value: number | null, digits: number) => value?.toFixed(digits) ?? "–";
  return [
    ["answers written", String(questions)],
    ["  … broken off", String(failed)],
    ["sentences", String(sentences)],
    ["  shown as proven", percent(writing.proven)],
    ["  replaced by a quote", percent(writing.replaced)],
    ["  left out", percent(writing.left_out)],
    ...reasons.map(({ verdict, reason, sentences }) => [
      `  … ${verdict === "replaced" ? "replaced" : "left out"}: ${reason}`,
      String(sentences),
    ]),
    ["proven ones that verify supports", percent(writing.supported)],
    ["  … contradicts", percent(writing.contradicted)],
    ["  … that don't pass again", String(writing.unrepeated)],
    ["citations", String(citations)],
    ["  … that are no exact span", String(inexact)],
    ["answers with a proven sentence", percent(writing.any_proven)],
    ["  … that cite all the evidence", percent(writing.complete)],
    ["refusals", String(refusals)],
    ["  … written to all the same", String(refusals_broken)],
    ["tokens read, a question", number(writing.prompt_tokens, 0)],
    ["tokens written, a question", number(writing.completion_tokens, 0)],
    ["seconds, a question", number(writing.seconds, 1)],
  ];
}

function groupRows(by: string, groups: readonly Group[]): Row[] {
  const head = [by, "questions", "recall", "hit@1", "MRR", "nDCG@10", "cited", "refused", "false", "… harder"];
  const rows = groups.map((group) => {
    const { recall, hit1, mrr, ndcg10, cited_hit, false_refusals, false_answers, false_answers_paragraph } = group;
    const shares = [recall, hit1, mrr, ndcg10, cited_hit, false_refusals, false_answers, false_answers_paragraph];
    return [printable(group.name), String(group.questions), ...shares.map(percent)];
  });
  return [head, ...rows];
}

function labelRows({ labels }: Calibration): Row[] {
  const rows = labels.map(({ label, answers, probability, answerable, right }) => [
    label,
    String(answers),
    ...[probability, answerable, right].map(percent),
  ]);
  return [["confidence", "answers", "it says", "answerable", "right"], ...rows];
}

function featureRows(features: readonly FeatureMetrics[]): Row[] {
  const rows = features.map((one) => [one.name, percent(one.document_removed), percent(one.paragraph_removed)]);
  return [["AUROC of one feature alone", "document", "paragraphs"], ...rows];
}

/** The first column to the left, the others to the right. */
function table(rows: readonly Row[]): string {
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const cell = (text: string, i: number) => (i === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[i]! + 2));
  return rows.map((row) => row.map(cell).join("").trimEnd()).join("\n");
}

function percent(value: number | null): string {
  return value === null ? "–" : (100 * value).toFixed(1);
}

function signed(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;
}
