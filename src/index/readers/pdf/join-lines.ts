import { type TextLine, textOfLine } from "./text-run.js";

const WORD = /[\p{L}\p{M}’'-]+/gu;
const BROKEN = /(\p{L}+)[-\u2010\u00ad]$/u;
/** First parts of compounds whose hyphen is seldom that of a line end. */
const COMPOUND = new Set(
  "self well non ex all half high low long short three two one anti cross post pre so".split(" "),
);

/** Joins lines into running text; words that were parted at a line end become whole where that is safe. */
export class LineJoiner {
  readonly #words = new Set<string>();

  /** @param lines all of the document: its other words show which way a parted one is written */
  constructor(lines: Iterable<TextLine>) {
    for (const line of lines) {
      for (const [word] of textOfLine(line).matchAll(WORD)) this.#words.add(word.toLowerCase());
    }
  }

  join(lines: readonly string[]): string {
    let joined = "";
    for (const line of lines) joined = this.append(joined, line);
    return joined.replaceAll("\u00ad", "");
  }

  append(text: string, line: string): string {
    if (text === "") return line;
    const start = BROKEN.exec(text)?.[1];
    const end = /^\p{Ll}[\p{L}\p{M}]*/u.exec(line)?.[0];
    if (start === undefined || end === undefined) return `${text} ${line}`;
    return (this.#isHyphen(start.toLowerCase(), end, text.at(-1)!) ? text : text.slice(0, -1)) + line;
  }

  /** Whether the hyphen is part of the word. */
  #isHyphen(start: string, end: string, hyphen: string): boolean {
    if (hyphen === "\u00ad" || this.#words.has(start + end)) return false;
    return this.#words.has(`${start}-${end}`) || COMPOUND.has(start);
  }
}
