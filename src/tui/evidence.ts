import type { Citation, RankedPassage } from "../core/answer.js";

/** Something of an answer that can be opened in its document. */
export type Evidence =
  | {
      readonly kind: "citation";
      readonly number: number;
      readonly source: Citation;
      /** The passage that it was taken from, where the answer has it. */
      readonly passage: RankedPassage | undefined;
    }
  | { readonly kind: "passage"; readonly number: number; readonly source: RankedPassage };
