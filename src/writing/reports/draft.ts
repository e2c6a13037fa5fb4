import type { Relation, Report } from "../../contract/report.js";
import type { StoredDocument } from "../../store/index-store.js";
import type { CitedSentence } from "../../verify/statements/check-cited.js";

/** What is quoted of one document under one heading. */
export interface DraftPlace {
  readonly document: StoredDocument;
  /** Without the document's title. */
  readonly heading: readonly string[];
  readonly quotes: readonly CitedSentence[];
}

/** What a model is to write of a part, and the sentences that it may be given for it. */
export interface DraftPrompt {
  readonly question: string;
  readonly instruction: string;
  readonly material: readonly CitedSentence[];
}

/** A section, or a row of a comparison. */
export interface DraftPart {
  /** `null` for a section. */
  readonly relation: Relation | null;
  /** One, or in a row the first document's and the second's: `null` for the one that says nothing of it. */
  readonly places: readonly (DraftPlace | null)[];
  /** `null` where a quote says all there is to say. */
  readonly prompt: DraftPrompt | null;
}

/** A report as documents alone make it, before a model is asked. */
export interface Draft extends Pick<Report, "task" | "about"> {
  readonly documents: readonly StoredDocument[];
  readonly parts: readonly DraftPart[];
}
