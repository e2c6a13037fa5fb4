import type { ScoreExplanation, ScorePart } from "../contract/explanation.js";
import { singleSpaced } from "./text.js";

/** A row of what people read of an explanation; the terminal and the chat dress it their own way. */
export interface ExplanationRow {
  /** Empty for a row that goes on about the one before. */
  readonly label: string;
  readonly value: string;
  /** May hold text of the document, as it stands there. */
  readonly note: string;
}

const SENTENCE_CHARACTERS = 90;

/** The parts of a score, and what they were made of. */
export function scoreRows(
  score: number,
  { passage, sentence, keywords, proximity, reader }: ScoreExplanation,
): ExplanationRow[] {
  const words = keywords.terms.map(({ word, score: part }) => `${word} ${part.toFixed(2)}`);
  return [
    { label: "score", value: score.toFixed(3), note: "" },
    partRow("vector", passage, `cosine ${passage.cosine.toFixed(3)}`),
    partRow(
      "sentence",
      sentence,
      `cosine ${sentence.cosine.toFixed(3)} and ${sentence.words.toFixed(3)} for its words`,
    ),
    { label: "", value: "", note: `“${beginning(sentence.text)}”` },
    partRow("keywords", keywords, `BM25 ${keywords.bm25.toFixed(2)}`),
    ...(words.length > 0 ? [{ label: "", value: "", note: words.join(" · ") }] : []),
    partRow("proximity", proximity, "words that stand together"),
    ...(reader.weight > 0 ? [partRow("reader", reader, "how surely it sees the answer")] : []),
  ];
}

function partRow(label: string, { contribution, scaled, weight }: ScorePart, raw: string): ExplanationRow {
  return {
    label,
    value: contribution.toFixed(3),
    note: `${raw}, scaled to ${scaled.toFixed(2)}, times ${Number(weight.toFixed(3))}`,
  };
}

function beginning(sentence: string): string {
  const points = Array.from(singleSpaced(sentence));
  return points.length <= SENTENCE_CHARACTERS
    ? points.join("")
    : `${points.slice(0, SENTENCE_CHARACTERS - 1).join("")}…`;
}
