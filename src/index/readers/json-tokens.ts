/** A piece of JSON: a mark of structure, a string, or another value. Offsets are UTF-16 indexes. */
export interface JsonToken {
  readonly kind: "{" | "}" | "[" | "]" | ":" | "," | "string" | "value";
  readonly start: number;
  readonly end: number;
}

const WHITE = /\s*/y;
const VALUE = /-?\d[\d.eE+-]*|true|false|null/y;
const MARKS = "{}[]:,";

/** The tokens of `text` from `at` to `end`; `undefined` in the place of what is no JSON, which ends them. */
export function* jsonTokens(text: string, at: number, end: number): Generator<JsonToken | undefined> {
  for (let from = at; ; ) {
    WHITE.lastIndex = from;
    WHITE.test(text);
    const start = WHITE.lastIndex;
    if (start >= end) return;
    const character = text[start]!;
    if (MARKS.includes(character)) {
      from = start + 1;
      yield { kind: character as JsonToken["kind"], start, end: from };
    } else if (character === '"') {
      from = stringEnd(text, start);
      yield from > end ? undefined : { kind: "string", start, end: from };
    } else {
      VALUE.lastIndex = start;
      from = VALUE.test(text) ? VALUE.lastIndex : Number.POSITIVE_INFINITY;
      yield from > end ? undefined : { kind: "value", start, end: from };
    }
    if (from > end) return;
  }
}

/** Behind the closing quote; infinite for a string without one. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return Number.POSITIVE_INFINITY;
}
