import type { Answer } from "../../contract/answer.js";
import { quotedDocuments } from "../../core/answer-walk.js";
import { type Line, type Segment, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";

const INDENT: Line = [seg("  ")];

interface AnswerLayout {
  readonly lines: readonly Line[];
  /** Rows of each sentence that is a quote, end-exclusive. */
  readonly anchors: readonly { readonly from: number; readonly to: number }[];
}

interface AnswerView {
  readonly width: number;
  /** How many sentences are on show. */
  readonly shown: number;
  readonly superscripts: boolean;
  readonly standingOf: (sentence: number) => Standing;
  /** What follows a sentence. */
  readonly below: (sentence: number) => readonly Line[];
}

/** The sentences of an answer with the numbers of their citations; those of one document stand together. */
export function answerLines(answer: Answer, view: AnswerView): AnswerLayout {
  const { width, shown, superscripts, standingOf, below } = view;
  const lines: Line[] = [];
  const anchors: { from: number; to: number }[] = [];
  for (const { name, sentences } of quotedDocuments(answer)) {
    const own = sentences.filter(({ at }) => at < shown);
    if (name !== null && own.length > 0) lines.push(...wrap([seg(`${sanitizeProse(name)}:`, "muted")], width, INDENT));
    for (const { at, text, context, numbers, isUnderContext } of own) {
      const standing = standingOf(at);
      const main: Token = standing === "selected" ? "selected" : "text";
      const before = context === null ? [] : [seg(`${sanitizeProse(context)} `, "muted")];
      const rest = gutterOf(standing === "selected" ? "none" : standing);
      const rows = isUnderContext ? wrap(before, width, [rest]) : [];
      const mark = citationMark(numbers, superscripts);
      const quoted = [...(isUnderContext ? [] : before), seg(sanitizeProse(text), main), seg(mark, "citation")];
      rows.push(...wrap(quoted, width, [gutterOf(standing)], [rest]), ...below(at));
      // What is no quote can't be selected.
      if (numbers.length > 0) anchors.push({ from: lines.length, to: lines.length + rows.length });
      lines.push(...rows);
    }
  }
  return { lines, anchors };
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const NO_BREAK_SPACE = "\u00a0";

/** The numbers of a sentence's citations, as they follow its last word: `¹` or `¹ ²`, else ` [1] [2]`. */
export function citationMark(numbers: readonly number[], superscripts: boolean): string {
  if (!superscripts) return numbers.map((number) => `${NO_BREAK_SPACE}[${number}]`).join("");
  return numbers
    .map((number) => Array.from(String(number), (digit) => SUPERSCRIPTS[Number(digit)]).join(""))
    .join(NO_BREAK_SPACE);
}

/** What an item is to the selection: itself, what belongs to it, or neither. */
export type Standing = "selected" | "related" | "none";

/** The two columns before an item. */
export function gutterOf(standing: Standing): Segment {
  if (standing === "selected") return seg("▸ ", "selected");
  return standing === "related" ? seg("┃ ", "related") : seg("  ");
}
