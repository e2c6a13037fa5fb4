import type { CheckedCitation, Verdict, Verification, VerifiedSentence } from "../../contract/verification.js";
import { oneLine, printableLine, shorten } from "../../core/text.js";
import { count, place, remarksOn } from "../../core/wording.js";
import { headingAfter } from "./answer.js";
import type { Style } from "./style.js";

const QUOTE_CHARACTERS = 300;

/** Verdicts for people: each sentence with the passages that it was held against and what they don't cover. */
export function formatVerification({ statements, citations, coverage }: Verification, style: Style): string {
  const sentences = statements.flatMap((statement) => statement.sentences);
  const blocks = [
    ...sentences.map((sentence) => sentenceLines(sentence, style).join("\n")),
    ...(citations.length > 0 ? [citations.map((citation) => citationLine(citation, style)).join("\n")] : []),
  ];
  const searched =
    statements.length > 0 ? [style.faint(`Searched ${count(coverage.documents_searched, "document")}.`)] : [];
  return [...blocks, ...searched].join("\n\n");
}

function sentenceLines(verified: VerifiedSentence, style: Style): string[] {
  const { sentence, verdict, strength, passages } = verified;
  const lines = [`${verdictWord(verdict, style)} (${strength.toFixed(2)}): ${style.strong(oneLine(sentence))}`];
  for (const passage of passages) {
    lines.push(
      `  ${style.link(style.accent(place(passage)), passage.path)}: ${shorten(oneLine(passage.quote), QUOTE_CHARACTERS)}${style.faint(headingAfter(passage))}`,
    );
  }
  return [...lines, ...remarksOn(verified).map((remark) => `  ${oneLine(remark)}`)];
}

function verdictWord(verdict: Verdict, style: Style): string {
  if (verdict === "supported") return style.accent(verdict);
  return verdict === "contradicted" ? style.failure(verdict) : style.warning(verdict);
}

function citationLine({ id, path, state, place: now, problem, quote }: CheckedCitation, style: Style): string {
  const word =
    state === "valid" ? style.accent(state) : state === "moved" ? style.warning(state) : style.failure(state);
  const at = printableLine(now ? `${now.path}:${now.line_start}` : path);
  const from = now && now.path !== path ? style.faint(` (was in ${printableLine(path)})`) : "";
  const why = problem === null ? "" : ` (${printableLine(problem)})`;
  return `${word} [${printableLine(id)}] ${at}${from}: ${shorten(oneLine(quote), 120)}${why}`;
}
