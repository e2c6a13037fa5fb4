import type { z } from "zod";

/** A count of Unicode code points from the start of a document's text. What users and clients see. */
export type CodePointOffset = number & z.core.$brand<"CodePointOffset">;
export type DocumentId = string & z.core.$brand<"DocumentId">;
export type PassageId = string & z.core.$brand<"PassageId">;

export const codePointOffset = (value: number): CodePointOffset => value as CodePointOffset;
export const asDocumentId = (value: string): DocumentId => value as DocumentId;
export const asPassageId = (value: string): PassageId => value as PassageId;
