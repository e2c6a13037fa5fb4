import { whyNoPassage } from "../../core/quoted-phrases.js";
import { count } from "../../core/wording.js";
import type { Evidence } from "../evidence.js";
import { EMPTY_LINE, type Line, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { Outcome } from "../state.js";
import { missedLines } from "./missed-lines.js";
import { verifiedLines } from "./verified-lines.js";

export type Look = Extract<Outcome, { kind: "verified" | "found" | "missed" }>;

/** What a command has brought, above what can be opened of it. */
export function lookLines(outcome: Look, width: number): Line[] {
  switch (outcome.kind) {
    case "verified":
      return [...verifiedLines(outcome.verification, width), EMPTY_LINE, searched(outcome.verification.coverage)];
    case "found": {
      const { question, passages, coverage } = outcome.results;
      const found = seg(passages.length === 0 ? "  No passage found" : `  ${count(passages.length, "passage")}`);
      const why = passages.length > 0 ? null : whyNoPassage(question, coverage.documents_searched);
      return [
        [found, seg(` · searched ${count(coverage.documents_searched, "document")}`, "muted")],
        ...(why === null ? [] : wrap([seg(sanitizeProse(why))], width, [seg("  ")])),
      ];
    }
    case "missed":
      return missedLines(outcome.miss, width);
  }
}

const HEADINGS: Readonly<Record<Look["kind"], string>> = {
  verified: "Held against",
  found: "Passages",
  missed: "Its best passage",
};

export function lookHeading({ kind }: Look): (evidence: Evidence) => string {
  return () => HEADINGS[kind];
}

function searched({ documents_searched }: { readonly documents_searched: number }): Line {
  return [seg(`  searched ${count(documents_searched, "document")}`, "muted")];
}
