import type { Answer } from "../../contract/answer.js";
import { citationNumbers } from "../../core/numbering.js";
import { type Line, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { Token } from "../theme.js";
import { citationMark } from "./citation-mark.js";
import { gutterOf, type Standing } from "./standing.js";

const INDENT: Line = [seg("  ")];

export interface AnswerLayout {
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
