import { FootnoteError } from "../core/errors/errors.js";

/**
 * JSON may escape half of a surrogate pair, which no document can hold and no model reads.
 * @throws FootnoteError question_not_text
 */
export function assertText(texts: readonly string[]): void {
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) throw new FootnoteError("question_not_text", {});
}
