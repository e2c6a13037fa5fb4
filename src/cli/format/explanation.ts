import type { AnswerExplanation, GateExplanation, ScoreExplanation } from "../../contract/explanation.js";
import { scoreRows } from "../../core/explanation-rows.js";
import { oneLine, printable } from "../../core/text.js";
import type { Style } from "./style.js";

const FEATURE_LABELS: Readonly<Record<string, string>> = {
  sentence_cosine: "nearest sentence (cosine)",
  sentence_gap: "its lead over the best 50",
  sentence_share: "most words in one sentence",
  terms_found: "words in the best passages",
  proximity: "words that stand together",
  keywords_share: "keywords of the best passage",
  rarest_missing: "rarest word that is nowhere",
  reader_answers: "reader: a window answers",
  reader_lead: "reader: lead of the answer",
  reader_second: "reader: the next best window",
  reader_first: "reader: the nearest window",
  reader_mean: "reader: all windows",
  reader_nearness: "nearness of the best window",
};

/** How a passage got its score. */
export function scoreLines(score: number, explanation: ScoreExplanation, style: Style): string[] {
  return scoreRows(score, explanation).map(({ label, value, note }) => {
    const line = `  ${style.faint(label.padEnd(9))} ${value.padEnd(6)} ${style.faint(oneLine(note))}`;
    return note === "" ? line.trimEnd() : line;
  });
}

/** What every passage had to hold, and what the evidence gate saw. */
export function answerExplanationLines({ phrases, gate }: AnswerExplanation, style: Style): string[] {
  const required = phrases.map((phrase) => `“${printable(phrase)}”`).join(", ");
  return [
    ...(required ? [`Every passage had to hold ${required}.`] : []),
    ...(gate ? gateLines(gate, style) : ["The evidence gate judged nothing."]),
  ];
}

export function gateLines(
  { bias, features, logit, probability, answered_from }: GateExplanation,
  style: Style,
): string[] {
  const rows = features.map(({ name, value, contribution }): [string, string, number] => [
    FEATURE_LABELS[name] ?? name,
    value.toFixed(3),
    contribution,
  ]);
  const all: [string, string, number][] = [...rows, ["to begin with", "", bias], ["together", "", logit]];
  const verdict = `probability ${probability.toFixed(3)}; it answers from ${answered_from}`;
  return [
    `Evidence gate: ${verdict}`,
    ...all.map(([label, value, part]) =>
      style.faint(
        `  ${label.padEnd(32)} ${value.padStart(7)}  ${`${part < 0 ? "−" : "+"}${Math.abs(part).toFixed(3)}`.padStart(8)}`,
      ),
    ),
  ];
}
