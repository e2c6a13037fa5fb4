import type { Answer } from "../../contract/answer.js";
import { citationNumbers } from "../../core/numbering.js";
import { type Line, type Segment, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";

const INDENT: Line = [seg("  ")];

interface AnswerLayout {
  readonly lines: readonly Line[];
  /** Rows of each sentence, end-exclusive. */
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
export function answerLines({ answer, citations }: Answer, view: AnswerView): AnswerLayout {
  const { width, shown, superscripts, standingOf, below } = view;
  const numbers = citationNumbers(citations);
  const { sentences = [], documents = [] } = answer ?? {};
  const lines: Line[] = [];
  const anchors: { from: number; to: number }[] = [];
  let next = 0;
  for (const document of documents) {
    const own = sentences.slice(next, Math.min(next + document.sentences, shown));
    // Who says what matters where several speak.
    if (documents.length > 1 && own.length > 0) {
      lines.push(...wrap([seg(`${sanitizeProse(document.title)}:`, "muted")], width, INDENT));
    }
    for (const [index, { text, context, citations: ids }] of own.entries()) {
      const at = next + index;
      const standing = standingOf(at);
      const main: Token = standing === "selected" ? "selected" : "text";
      const before = context === null ? [] : [seg(`${sanitizeProse(context)} `, "muted")];
      // The names of columns stand above their row.
      const isRow = typeof citations.find(({ id }) => id === ids[0])?.row === "number";
      const rest = gutterOf(standing === "selected" ? "none" : standing);
      const rows = isRow && before.length > 0 ? wrap(before, width, [rest]) : [];
      const mark = citationMark(
        ids.flatMap((id) => numbers.get(id) ?? []),
        superscripts,
      );
      const quoted = [...(isRow ? [] : before), seg(sanitizeProse(text), main), seg(mark, "citation")];
      rows.push(...wrap(quoted, width, [gutterOf(standing)], [rest]), ...below(at));
      anchors.push({ from: lines.length, to: lines.length + rows.length });
      lines.push(...rows);
    }
    next += document.sentences;
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
