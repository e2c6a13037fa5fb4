declare const brand: unique symbol;

/** An index into a JavaScript string. What all code inside Footnote counts in. */
export type Utf16Index = number & { readonly [brand]: "Utf16Index" };

export const utf16Index = (value: number): Utf16Index => value as Utf16Index;

/** Characters `start` to `end` of a document's text, 0-based, end-exclusive, in UTF-16 indexes. */
export interface Span {
  readonly start: Utf16Index;
  readonly end: Utf16Index;
}

export function span(start: number, end: number): Span {
  return { start: utf16Index(start), end: utf16Index(end) };
}

export function sliceSpan(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** The same without white space around it. */
export function trimmed(text: string, start: number, end: number): Span {
  const slice = text.slice(start, end);
  const from = start + slice.length - slice.trimStart().length;
  return span(from, from + slice.trim().length);
}
