declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** An index into a JavaScript string. What all code inside Footnote counts in. */
export type Utf16Index = Branded<number, "Utf16Index">;
/** A count of Unicode code points from the start of a document's text. What users and clients see. */
export type CodePointOffset = Branded<number, "CodePointOffset">;
export type DocumentId = Branded<string, "DocumentId">;
export type PassageId = Branded<string, "PassageId">;

export const utf16Index = (value: number): Utf16Index => value as Utf16Index;
export const codePointOffset = (value: number): CodePointOffset => value as CodePointOffset;
export const asDocumentId = (value: string): DocumentId => value as DocumentId;
export const asPassageId = (value: string): PassageId => value as PassageId;

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
