import type { RankedPassage } from "../../contract/answer.js";
import { type Span, span } from "../../core/spans.js";

/** A heading of a Markdown document, and the signs that make it one. */
export interface HeadingMark extends Span {
  readonly kind: "heading" | "sign";
}

const MARKDOWN = /\.(?:md|mdx|markdown)$/iu;
const HEADING = /(?<=^ {0,3})(#{1,6}[ \t]+)(\S.*)$/gmu;

/** Where headings stand in a passage of a Markdown document, in UTF-16 indexes of its text, which stays as it is. */
export function headingMarks({ text, path, section }: Pick<RankedPassage, "text" | "path" | "section">): HeadingMark[] {
  if (!MARKDOWN.test(path)) return [];
  // A passage that opens with a heading begins behind its sign.
  const [first = ""] = text.split(/\r?\n/u, 1);
  const opening: HeadingMark[] = section.includes(first) ? [{ ...span(0, first.length), kind: "heading" }] : [];
  const signed = [...text.matchAll(HEADING)].flatMap(({ index, 1: sign = "", 2: words = "" }): HeadingMark[] => {
    const at = index + sign.length;
    return [
      { ...span(index, at), kind: "sign" },
      { ...span(at, at + words.length), kind: "heading" },
    ];
  });
  return [...opening, ...signed];
}
