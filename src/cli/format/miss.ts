import type { DocumentEvidence, DocumentWord, Miss } from "../../contract/miss.js";
import { oneLine, printable, printableLine, shorten } from "../../core/text.js";
import { headingAfter } from "./answer.js";
import { gateLines, scoreLines } from "./explanation.js";
import type { Style } from "./style.js";

const EXCERPT_CHARACTERS = 200;
const FORMS_SHOWN = 4;

/** Why a document was missed, for people. */
export function formatWhyNot({ path, reason, hint, stale, evidence }: Miss, style: Style): string {
  const lines = [style.strong(printableLine(path)), printableLine(reason)];
  if (hint !== null) lines.push(hint);
  if (stale !== null && evidence) lines.push(style.warning(`The file was ${stale} after it was indexed.`));
  if (evidence) lines.push("", ...evidenceLines(evidence, style));
  return lines.join("\n");
}

function evidenceLines(evidence: DocumentEvidence, style: Style): string[] {
  const { best, fused, words, gate, answered } = evidence;
  return [
    "Best passage",
    `${style.accent(`${printableLine(best.path)}:${best.line_start}`)}${style.faint(headingAfter(best))}`,
    `  ${shorten(oneLine(best.text), EXCERPT_CHARACTERS)}`,
    "",
    "How far it came",
    ...stageLines(evidence, style),
    ...(fused ? ["", "Its score", ...scoreLines(fused.score, fused.explanation, style)] : []),
    "",
    "Words of the question",
    ...words.map((word) => wordLine(word, style)),
    "",
    ...(gate
      ? gateLines(gate, style)
      : [`Evidence gate: ${answered ? "not trained for this model" : "nothing to judge"}`]),
  ];
}

function stageLines(evidence: DocumentEvidence, style: Style): string[] {
  const { vector, sentence, keywords, fused, placement, cited, phrases, passages_searched } = evidence;
  const of = (rank: number, all: number) => `${rank.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  const row = (stage: string, text: string) => `  ${style.faint(stage.padEnd(9))} ${text}`;
  const shown = {
    shown: () => `as number ${(placement as { rank: number }).rank}`,
    merged: () => `as a part of number ${(placement as { rank: number }).rank}`,
    below: () => "no",
    not_ranked: () => "no",
  }[placement.state]();
  return [
    ...phrases.map(({ phrase, in_best_passage }) =>
      row("phrase", `“${printable(phrase)}” ${in_best_passage ? "is in it" : "is not in it"}`),
    ),
    row("vector", `${of(vector.rank, passages_searched)}, cosine ${vector.cosine.toFixed(3)}`),
    row("sentence", `${of(sentence.rank, passages_searched)}, cosine ${sentence.cosine.toFixed(3)}`),
    row(
      "keywords",
      keywords.rank === null
        ? "none of the words"
        : `${of(keywords.rank, passages_searched)}, BM25 ${keywords.bm25.toFixed(2)}`,
    ),
    row("together", fused ? `${of(fused.rank, fused.candidates)} candidates` : "not a candidate"),
    row("shown", shown),
    row("quoted", cited ? "yes" : "no"),
  ];
}

function wordLine({ word, forms, in_best_passage }: DocumentWord, style: Style): string {
  const name = printable(word).padEnd(16);
  if (forms.length === 0) return `  ${name} ${style.warning("nowhere in the document")}`;
  const more = forms.length > FORMS_SHOWN ? ", …" : "";
  const there = `${forms.slice(0, FORMS_SHOWN).map(printable).join(", ")}${more}`;
  return `  ${name} ${there}${in_best_passage ? "" : style.faint(" (elsewhere in the document)")}`;
}
