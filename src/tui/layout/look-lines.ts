import type { Miss } from "../../contract/miss.js";
import type { Verdict, Verification, VerifiedSentence } from "../../contract/verification.js";
import { numberedSentences } from "../../core/answer-walk.js";
import { whyNoPassage } from "../../core/quoted-phrases.js";
import { count, remarksOn } from "../../core/wording.js";
import { EMPTY_LINE, type Line, seg, wrap } from "../lines.js";
import type { Evidence } from "../state/evidence.js";
import type { Outcome } from "../state/state.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";

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

const VERDICTS: Readonly<Record<Verdict, { readonly mark: string; readonly token: Token }>> = {
  supported: { mark: "●", token: "good" },
  partial: { mark: "◐", token: "warning" },
  contradicted: { mark: "✗", token: "error" },
  unsupported: { mark: "○", token: "warning" },
};

const INDENT: Line = [seg("  ")];

/** A statement's sentences, each with its verdict, the numbers of what it was held against, and what is missing. */
function verifiedLines(verification: Verification, width: number): Line[] {
  return numberedSentences(verification).flatMap(({ sentence, numbers }) => [
    ...sentenceLines(sentence, numbers, width),
    ...remarkLines(sentence, width),
  ]);
}

function sentenceLines({ sentence, verdict }: VerifiedSentence, numbers: readonly number[], width: number): Line[] {
  const { mark, token } = VERDICTS[verdict];
  const marks = numbers.map((number) => seg(`\u00a0[${number}]`, "citation"));
  const lead = [seg(`${mark} `, token)];
  return wrap([seg(`${verdict}: `, token), seg(sanitizeProse(sentence)), ...marks], width, lead, INDENT);
}

function remarkLines(sentence: VerifiedSentence, width: number): Line[] {
  return remarksOn(sentence).flatMap((remark) => wrap([seg(sanitizeProse(remark), "muted")], width, [seg("    ")]));
}

/** Why a document is not in the answer to a question. */
export function missedLines({ question, path, reason, hint, stale, evidence }: Miss, width: number): Line[] {
  const row = (text: string, token: "text" | "muted" | "warning" = "text") =>
    wrap([seg(sanitizeProse(text), token)], width, INDENT);
  const lacking = evidence?.words.filter(({ forms }) => forms.length === 0).map(({ word }) => word) ?? [];
  return [
    ...wrap([seg(sanitizeProse(path), "heading"), seg(` · ${sanitizeProse(question)}`, "muted")], width, INDENT),
    EMPTY_LINE,
    ...row(reason),
    ...(hint === null ? [] : row(hint, "muted")),
    ...(lacking.length > 0 ? row(`Words of the question that it lacks: ${lacking.join(", ")}`, "muted") : []),
    ...(stale === null ? [] : row(`The file was ${stale} after it was indexed.`, "warning")),
  ];
}
