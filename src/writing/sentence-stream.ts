import { singleSpaced } from "../core/text.js";
import { sentenceBreaks } from "../index/split/sentence-breaks.js";

/** A sentence of a model, and the ids that it names. */
export interface RawSentence {
  readonly text: string;
  readonly ids: readonly string[];
}

/** More of a sentence is no sentence. UTF-16 length. */
const MAX_CHARACTERS = 2000;
/** Ids in brackets, one pair or several, and the full stop that may stand behind them. */
const CITED = /((?:\s*\[[^[\]\n]{1,120}\])+)\s*([.!?]?)(?=\s|$)/u;
const LIST_MARK = /^(?:[-*•]|\d{1,2}[.)])\s+/u;

/** Cuts what a model writes into sentences, each as soon as it is complete: with the ids behind it, or at a line's end. */
export class SentenceStream {
  #buffer = "";

  /** @param text the next piece */
  *add(text: string): Generator<RawSentence, void> {
    this.#buffer += text;
    yield* this.#cut(false);
  }

  /** What is left when nothing more comes. */
  *end(): Generator<RawSentence, void> {
    yield* this.#cut(true);
    yield* sentencesOf(this.#buffer, []);
    this.#buffer = "";
  }

  *#cut(isEnd: boolean): Generator<RawSentence, void> {
    for (;;) {
      const cited = CITED.exec(this.#buffer);
      const line = this.#buffer.indexOf("\n");
      // More ids may follow.
      const isOpen = cited !== null && !isEnd && cited.index + cited[0].length >= this.#buffer.trimEnd().length;
      if (cited && !isOpen && (line < 0 || cited.index < line)) {
        const [all, brackets, stop] = cited as unknown as [string, string, string];
        const text = this.#take(cited.index, cited.index + all.length);
        yield* sentencesOf(text + (/[.!?]["”’)]*$/u.test(text) ? "" : stop || "."), idsOf(brackets));
      } else if (line >= 0 && (!cited || line < cited.index)) {
        // Ids may begin the next line.
        if (!isEnd && this.#buffer.slice(line).trim() === "") return;
        if (/^\s*\[/u.test(this.#buffer.slice(line))) {
          if (!cited && !isEnd) return;
          this.#buffer = `${this.#buffer.slice(0, line)} ${this.#buffer.slice(line + 1)}`;
          continue;
        }
        yield* sentencesOf(this.#take(line, line + 1), []);
      } else if (this.#buffer.length > MAX_CHARACTERS) {
        yield { text: this.#take(this.#buffer.length, this.#buffer.length), ids: [] };
      } else return;
    }
  }

  #take(end: number, next: number): string {
    const text = this.#buffer.slice(0, end);
    this.#buffer = this.#buffer.slice(next);
    return text;
  }
}

/** Ids stand behind the last sentence; those before it name none. */
function* sentencesOf(text: string, ids: readonly string[]): Generator<RawSentence, void> {
  const plain = singleSpaced(text).replace(LIST_MARK, "").replaceAll("**", "");
  const cuts = [...sentenceBreaks(plain), plain.length];
  const pieces = cuts
    .map((to, i) => plain.slice(cuts[i - 1] ?? 0, to).trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  for (const [i, piece] of pieces.entries()) yield { text: piece, ids: i === pieces.length - 1 ? ids : [] };
}

function idsOf(brackets: string): string[] {
  return [...new Set(brackets.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])];
}
