import { FootnoteError } from "../../core/errors/errors.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import type { Library } from "../../search/library.js";
import { type CitedCheck, CitedChecker, type CitedSentence } from "../../verify/statements/check-cited.js";

/** From this share of common words on, both ways, two sentences that don't say the same speak of the same. */
const SAME_SUBJECT = 0.5;
/** Less will do where a number, date or negation stands in another one's place. */
const SAME_SUBJECT_IF_CLASH = 0.35;

/** Whether one sentence says what another one says, or says it otherwise; `null` where they speak of different things. */
export type SentenceRelation = "agree" | "differ" | null;

/** Holds sentences of two documents against each other: by their facts and words, and by the reader where words differ. */
export class Relater {
  readonly #checker: CitedChecker;

  constructor(library: Library) {
    this.#checker = new CitedChecker(library);
  }

  async relate(one: CitedSentence, other: CitedSentence, signal?: AbortSignal): Promise<SentenceRelation> {
    if (plainOf(one) === plainOf(other)) return "agree";
    const [there, back] = [await this.#check(one, other, signal), await this.#check(other, one, signal)];
    if (!there || !back) return null;
    if (there.objection === null || back.objection === null) return "agree";
    const shared = Math.min(there.content, back.content);
    if (shared >= SAME_SUBJECT) return "differ";
    const isOtherwise = [there, back].some(({ clashes, objection }) => clashes || objection === "denied");
    return isOtherwise && shared >= SAME_SUBJECT_IF_CLASH ? "differ" : null;
  }

  /** `null` for a sentence that is too long to be held against anything. */
  async #check(stated: CitedSentence, cited: CitedSentence, signal?: AbortSignal): Promise<CitedCheck | null> {
    try {
      return await this.#checker.check(textOf(stated), [cited], signal);
    } catch (error) {
      if (error instanceof FootnoteError && error.code === "request_invalid") return null;
      throw error;
    }
  }
}

function textOf({ source, sentence }: CitedSentence): string {
  return singleSpaced(sliceSpan(source.text, sentence));
}

function plainOf(sentence: CitedSentence): string {
  return textOf(sentence).toLowerCase();
}
