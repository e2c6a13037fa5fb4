import type { Answer, Location, RankedPassage } from "../../contract/answer.js";
import { quotedDocuments } from "../../core/answer-walk.js";
import { howRead } from "../../core/past-turns.js";
import { oneLine, printable, printableLine, shorten } from "../../core/text.js";
import { heading, isListCut, madeOfWords, place, placeNames } from "../../core/wording.js";
import { coverageLines } from "./coverage.js";
import { answerExplanationLines, scoreLines } from "./explanation.js";
import type { Style } from "./style.js";

/** An answer for people: its sentences with numbered citations, the sources, the passages around them. */
export function formatAnswer(answer: Answer, style: Style): string {
  const body = answer.answer ? answeredLines(answer, style) : notFoundLines(answer, style);
  const explanation = answer.explanation ? ["", ...answerExplanationLines(answer.explanation, style), ""] : [];
  return [
    ...readingLines(answer, style),
    ...body,
    ...explanation,
    ...coverageLines(answer.coverage, answer.status === "answered", style, answer.kind === "content"),
  ].join("\n");
}

/** How a question was read that is a follow-up, or names its documents. */
function readingLines(answer: Answer, style: Style): string[] {
  const { as, of } = howRead(answer);
  return [
    ...(as === null ? [] : [style.faint(`read as: ${printable(as)}`)]),
    ...(of === null ? [] : [style.faint(`asked of: ${of}`)]),
  ];
}

function answeredLines(answer: Answer, style: Style): string[] {
  const lines: string[] = [];
  for (const { name, sentences } of quotedDocuments(answer)) {
    if (name !== null) lines.push(style.faint(`${oneLine(name)}:`));
    for (const { text, numbers, context } of sentences) {
      const marks = numbers.map((number) => `[${number}]`).join("");
      if (context !== null) lines.push(style.faint(`… ${oneLine(context)}`));
      lines.push(numbers.length > 0 ? `${style.strong(oneLine(text))} ${style.accent(marks)}` : oneLine(text));
    }
  }
  if (isListCut(answer)) lines.push(style.faint("footnote status --files lists all of them."));
  if (answer.citations.length === 0) return lines;
  lines.push("", "Sources");
  for (const [i, citation] of answer.citations.entries()) {
    lines.push(
      `${style.accent(`[${i + 1}]`)} ${style.link(place(citation), citation.path)}${style.faint(headingAfter(citation))}`,
    );
  }
  lines.push("", "Passages", ...answer.passages.flatMap((passage) => passageLines(passage, style)));
  const madeOf = madeOfWords(answer);
  if (madeOf !== null) return [...lines, "", style.faint(`${madeOf}.`)];
  const { label, probability } = answer.confidence;
  lines.push("", style.faint(`Confidence: ${label}${probability === null ? "" : ` (${probability.toFixed(2)})`}`));
  return lines;
}

function notFoundLines(answer: Answer, style: Style): string[] {
  const lines = [style.strong("Not found in these documents."), answer.not_found?.reason ?? ""];
  const missing = answer.not_found?.missing_terms ?? [];
  if (missing.length > 0) lines.push(`Words that occur nowhere: ${missing.map(printable).join(", ")}`);
  const nearest = answer.not_found?.nearest ?? [];
  if (nearest.length > 0)
    lines.push("", "Nearest passages", ...nearest.flatMap((passage) => passageLines(passage, style)));
  return lines;
}

/**
 * The passage's line and, where it was asked for, how its score came about.
 * @param shownPath what stands for the document's path [the path itself]
 */
export function passageLines(passage: RankedPassage, style: Style, shownPath = passage.path): string[] {
  const { explanation, score } = passage;
  return [passageLine(passage, style, shownPath), ...(explanation ? scoreLines(score, explanation, style) : [])];
}

/** `path:line: quote`, as editors and grep's readers understand it; line and place are the quote's own. */
function passageLine(passage: RankedPassage, style: Style, shownPath: string): string {
  const [first] = passage.highlights;
  const points = Array.from(passage.text);
  const quote = first ? points.slice(first.start, first.end).join("") : passage.text;
  const line_start = passage.line_start + countLineEnds(points.slice(0, first?.start ?? 0).join(""));
  const where = style.link(style.accent(`${printableLine(shownPath)}:${line_start}`), passage.path);
  // Behind the second colon, as grep's readers want nothing but a number before it.
  const within = placeNames(first?.place ?? passage).join(", ");
  return `${where}: ${within === "" ? "" : `(${within}) `}${shorten(oneLine(quote), 200)}`;
}

/** As lines are counted everywhere: `\n`, `\r\n` and a lone `\r` each end one. */
export function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** A passage's title and sections behind its place. */
export function headingAfter(location: Location): string {
  return `  ${heading(location)}`;
}
