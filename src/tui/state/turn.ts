import type { Answer, Citation, SearchResults, Written } from "../../contract/answer.js";
import type { Filters } from "../../contract/filters.js";
import type { Miss } from "../../contract/miss.js";
import type { Verification } from "../../contract/verification.js";
import type { WritingSent, WrittenSentence } from "../../contract/written.js";
import type { Changes } from "../../core/conversation/recheck.js";
import type { GrowingReport } from "../../core/report-walk.js";
import type { AskedReport } from "../input/asked-report.js";

export type Outcome =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "verified"; readonly verification: Verification }
  | { readonly kind: "found"; readonly results: SearchResults }
  | { readonly kind: "missed"; readonly miss: Miss }
  | ReportOutcome
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

export interface Failure {
  readonly message: string;
  readonly hint: string;
}

/** A report, as far as it has come. */
export interface ReportOutcome {
  readonly kind: "report";
  readonly asked: AskedReport;
  readonly growing: GrowingReport;
  /** How the writing stands; `null`: it is quoted only. */
  readonly stage: Words["stage"] | null;
  readonly failure: Failure | null;
}

/** Which documents are asked. */
export interface ActiveFilter {
  /** As it was written. */
  readonly line: string;
  readonly filters: Filters;
}

/** An answer in words, as far as it has come. */
export interface Words {
  /** `stopped`: by the user; what was proven before stays. `refused`: there was nothing to write of. */
  readonly stage: "writing" | "written" | "stopped" | "failed" | "refused";
  readonly sentences: readonly WrittenSentence[];
  /** `w1`, `w2`, …: what the sentences cite. */
  readonly citations: readonly Citation[];
  /** What was sent for it, and where; `null` before. */
  readonly sent: WritingSent | null;
  /** All that is told of it at its end; `null` before, and where it was stopped. */
  readonly written: Written | null;
  readonly failure: Failure | null;
}

export interface Turn {
  readonly id: number;
  readonly question: string;
  /** Asked again as it was typed: undoes how the turn before was read. */
  readonly isLiteral: boolean;
  readonly outcome: Outcome;
  /** Which documents were asked [all]. */
  readonly filter?: ActiveFilter;
  /** What the index lacks of the folder was said before [false]. */
  readonly isStaleSaid?: boolean;
  /** The answer in words, where a model was asked for them. */
  readonly words?: Words;
  /** When it was asked, in milliseconds since 1970 [not known]. */
  readonly askedAt?: number;
  /** What it is called where it is kept, if it was reopened from there. */
  readonly keptId?: string;
  /** What has become of its citations since it was kept [nothing]. */
  readonly changes?: Changes;
}
