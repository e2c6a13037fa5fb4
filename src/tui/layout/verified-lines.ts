import type { Verdict, Verification, VerifiedSentence } from "../../contract/verification.js";
import { numberedSentences } from "../../core/numbering.js";
import { type Line, seg, wrap } from "../lines.js";
import { sanitizeProse } from "../sanitize.js";
import type { Token } from "../theme.js";
import { remarksOn } from "./look-remarks.js";

const VERDICTS: Readonly<Record<Verdict, { readonly mark: string; readonly token: Token }>> = {
  supported: { mark: "●", token: "good" },
  partial: { mark: "◐", token: "warning" },
  contradicted: { mark: "✗", token: "error" },
  unsupported: { mark: "○", token: "warning" },
};

const INDENT: Line = [seg("  ")];

/** A statement's sentences, each with its verdict, the numbers of what it was held against, and what is missing. */
export function verifiedLines(verification: Verification, width: number): Line[] {
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
