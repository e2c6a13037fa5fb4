import { numberedSentences } from "../../core/numbering.js";
import { whyNoPassage } from "../../core/quoted-phrases.js";
import { count } from "../../core/wording.js";
import type { Look } from "../layout/look-lines.js";
import { remarksOn } from "../layout/look-remarks.js";
import { missedLines } from "../layout/missed-lines.js";
import { plainText } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { ReaderScreen } from "../state.js";
import { evidenceSpoken } from "./spoken-evidence.js";

/** Of a document that is read from its beginning. */
const MAX_LINES = 40;

/** What a command has brought, before the sources of it. */
export function lookSpoken(outcome: Look): string[] {
  switch (outcome.kind) {
    case "verified":
      return numberedSentences(outcome.verification).flatMap(({ sentence: one, numbers }) => {
        const names = numbers.length === 0 ? "No source." : `Held against source ${numbers.join(", ")}.`;
        return [`${one.verdict}: ${sanitizeProse(one.sentence)} ${names}`, ...remarksOn(one).map(sanitizeProse)];
      });
    case "found": {
      const { question, passages, coverage } = outcome.results;
      if (passages.length > 0) return [`${count(passages.length, "passage")}:`];
      const why = whyNoPassage(question, coverage.documents_searched);
      return ["No passage found.", ...(why === null ? [] : [sanitizeProse(why)])];
    }
    case "missed":
      return plainText(missedLines(outcome.miss, Number.POSITIVE_INFINITY))
        .split("\n")
        .map((row) => row.trim())
        .filter((row) => row !== "");
  }
}

/** A document that was asked for by name: the passage at its line, or its beginning. */
export function documentSpoken({ title, trail, at, view }: ReaderScreen): string[] {
  const evidence = trail[at];
  if (evidence !== undefined) return evidenceSpoken(evidence);
  if (view === null) return [];
  const lines = view.text.split("\n");
  const path = sanitizeProse(title);
  const left = lines.length - MAX_LINES;
  const end = left > 0 ? `${count(left, "line")} more: /show ${path}:${MAX_LINES + 1} reads on.` : `End of ${path}.`;
  return [`${path}:`, ...lines.slice(0, MAX_LINES).map((line) => sanitizeProse(line)), end];
}
