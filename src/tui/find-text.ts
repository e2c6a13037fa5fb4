import { type Span, span } from "../core/spans.js";
import { splitGraphemes } from "./layout/lines.js";

/** Text as a search compares it, with where each of its characters comes from. */
interface FoldedText {
  readonly text: string;
  /** String index in the source for each index of `text`, and for its end. */
  readonly sources: Uint32Array;
}

/** More are not looked for: nobody walks through them. */
export const MAX_MATCHES = 9_999;

const folded = new Map<string, FoldedText>();
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Every place of a text that reads like the query: without regard to case, to how letters are composed, and to line
 * ends and runs of spaces. In order, without overlap, at most `MAX_MATCHES`; an empty query is found nowhere.
 */
export function findText(source: string, query: string): readonly Span[] {
  const wanted = foldText(query.trim()).text;
  if (wanted === "") return [];
  const { text, sources } = foldOnce(source);
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

/** The document that is open is searched again and again. */
function foldOnce(source: string): FoldedText {
  const known = folded.get(source);
  if (known !== undefined) return known;
  folded.clear();
  const fresh = foldText(source);
  folded.set(source, fresh);
  return fresh;
}

function foldText(source: string): FoldedText {
  const parts: string[] = [];
  const sources: number[] = [];
  const push = (text: string, at: number) => {
    parts.push(text);
    for (let i = 0; i < text.length; i++) sources.push(at);
  };
  for (const { 0: run, index } of source.matchAll(/\s+|\S+/gu)) {
    if (/^\s/u.test(run)) push(" ", index);
    else if (ASCII.test(run)) for (let i = 0; i < run.length; i++) push((run[i] as string).toLowerCase(), index + i);
    else pushGraphemes(run, index, push);
  }
  sources.push(source.length);
  return { text: parts.join(""), sources: Uint32Array.from(sources) };
}

function pushGraphemes(run: string, index: number, push: (text: string, at: number) => void): void {
  let at = index;
  for (const grapheme of splitGraphemes(run)) {
    // To upper case first: so that ß meets SS, and a final sigma the others.
    push(grapheme.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC"), at);
    at += grapheme.length;
  }
}
