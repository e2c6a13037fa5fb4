import { type Span, span } from "../../core/spans.js";
import { splitGraphemes } from "../lines.js";
import type { DocumentView } from "./document-view.js";

/** Text as a search compares it, with where each of its characters comes from. */
interface FoldedText {
  readonly text: string;
  /** String index in the source for each index of `text`, and for its end. */
  readonly sources: Uint32Array;
}

/** More are not looked for: nobody walks through them. */
export const MAX_MATCHES = 9_999;

const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const LAST_PRINTABLE = 0x7e;
const LAST_ASCII = 0x7f;

/** The document that is open is searched again and again. */
const folded = new WeakMap<Searched, FoldedText>();

/** A document, kept as long as it is open. */
type Searched = Pick<DocumentView, "text">;

/**
 * Every place of a document's text that reads like the query: without regard to case, to how letters are composed, and
 * to line ends and runs of spaces. In order, without overlap, at most `MAX_MATCHES`; an empty query is found nowhere.
 */
export function findText(document: Searched, query: string): readonly Span[] {
  const wanted = foldText(query.trim()).text;
  if (wanted === "") return [];
  const { text, sources } = foldOnce(document);
  const matches: Span[] = [];
  let from = text.indexOf(wanted);
  while (from !== -1 && matches.length < MAX_MATCHES) {
    const last = from + wanted.length - 1;
    matches.push(span(sources[from] as number, endOf(sources, last)));
    from = text.indexOf(wanted, last + 1);
  }
  return matches;
}

/** Where the source goes on after the character that the folded one at `last` comes from. */
function endOf(sources: Uint32Array, last: number): number {
  let next = last + 1;
  while (sources[next] === sources[last]) next++;
  return sources[next] as number;
}

function foldOnce(document: Searched): FoldedText {
  const known = folded.get(document) ?? foldText(document.text);
  folded.set(document, known);
  return known;
}

/** Text that folds letter by letter is taken in long stretches: a document may have millions of characters. */
function foldText(source: string): FoldedText {
  const result = new FoldedParts(source.length);
  let plainFrom = 0;
  for (let at = 0; at < source.length; ) {
    const isSpace = isSpaceAt(source, at);
    let end = at;
    let isPlain = true;
    for (; end < source.length && isSpaceAt(source, end) === isSpace; end++) {
      const code = source.charCodeAt(end);
      isPlain &&= code >= SPACE && code <= LAST_PRINTABLE;
    }
    if (!isPlain || (isSpace && end - at > 1)) {
      result.addPlain(source, plainFrom, at);
      if (isSpace) result.add(" ", at);
      else addGraphemes(result, source.slice(at, end), at);
      plainFrom = end;
    }
    at = end;
  }
  result.addPlain(source, plainFrom, source.length);
  return result.end(source.length);
}

class FoldedParts {
  readonly #parts: string[] = [];
  #sources: Uint32Array;
  #length = 0;

  constructor(expected: number) {
    this.#sources = new Uint32Array(expected + 1);
  }

  /** A text that stands for what is at one place of the source. */
  add(text: string, at: number): void {
    this.#parts.push(text);
    this.#makeRoom(text.length);
    this.#sources.fill(at, this.#length, this.#length + text.length);
    this.#length += text.length;
  }

  /** A stretch of the source in ASCII. */
  addPlain(source: string, from: number, to: number): void {
    if (from === to) return;
    this.#parts.push(source.slice(from, to).toLowerCase());
    this.#makeRoom(to - from);
    for (let at = from; at < to; at++) this.#sources[this.#length++] = at;
  }

  end(sourceLength: number): FoldedText {
    this.#makeRoom(1);
    this.#sources[this.#length] = sourceLength;
    return { text: this.#parts.join(""), sources: this.#sources.subarray(0, this.#length + 1) };
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#sources.length) return;
    const larger = new Uint32Array(2 * (this.#length + more));
    larger.set(this.#sources);
    this.#sources = larger;
  }
}

function addGraphemes(result: FoldedParts, run: string, index: number): void {
  let at = index;
  for (const grapheme of splitGraphemes(run)) {
    // To upper case first: so that ß meets SS, and a final sigma the others.
    result.add(grapheme.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC"), at);
    at += grapheme.length;
  }
}

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= LAST_ASCII) return code === SPACE || (code >= TAB && code <= CARRIAGE_RETURN);
  return /\s/u.test(text[at] as string);
}
