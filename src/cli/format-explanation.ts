import type { AnswerExplanation, GateExplanation, ScoreExplanation, ScorePart } from "../core/explanation.js";
import { printable } from "../core/printable.js";
import { oneLine, shorten } from "./one-line.js";
import type { Style } from "./style.js";

const SENTENCE_CHARACTERS = 90;
const FEATURE_LABELS: Readonly<Record<string, string>> = {
  passage_cosine: "nearest passage (cosine)",
  sentence_cosine: "nearest sentence (cosine)",
  keyword_share: "best share of the words' weight",
  terms_found: "share of the words found",
  missing_idf: "rarest missing word",
  gap: "lead over the other passages",
};

/** The parts of a score, and what they were made of. */
export function scoreLines(score: number, { passage, sentence, keywords }: ScoreExplanation, style: Style): string[] {
  const words = keywords.terms.map(({ word, score: part }) => `${printable(word)} ${part.toFixed(2)}`);
  const row = (name: string, part: ScorePart, raw: string) =>
    `  ${style.faint(name.padEnd(9))} ${part.contribution.toFixed(3)}  ${style.faint(`${raw}, scaled to ${part.scaled.toFixed(2)}, times ${part.weight}`)}`;
  return [
    `  ${style.faint("score".padEnd(9))} ${style.strong(score.toFixed(3))}`,
    row("vector", passage, `cosine ${passage.cosine.toFixed(3)}`),
    row("sentence", sentence, `cosine ${sentence.cosine.toFixed(3)}`),
    style.faint(`              “${shorten(oneLine(sentence.text), SENTENCE_CHARACTERS)}”`),
    row("keywords", keywords, `BM25 ${keywords.bm25.toFixed(2)}`),
    ...(words.length > 0 ? [style.faint(`              ${words.join(" · ")}`)] : []),
  ];
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
