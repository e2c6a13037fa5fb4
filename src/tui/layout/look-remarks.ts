import type { VerifiedSentence } from "../../contract/verification.js";
import { askedRemark } from "../../core/wording.js";

/** That it is no statement, what speaks against it, and what its passages lack: a sentence each. */
export function remarksOn({ sentence, uncovered, contradictions }: VerifiedSentence): string[] {
  const said = contradictions.map(({ kind, stated, found }) => {
    if (stated === "") return `The passage denies it: “${found}”`;
    if (found === "") return `The passage does not deny it: “${stated}”`;
    return `Another ${kind}: the statement says “${stated}”, the passage “${found}”`;
  });
  const asked = askedRemark(sentence) ?? [];
  const missing = uncovered.map(({ kind, text }) => `${kind} “${text}”`);
  return [asked, said, missing.length > 0 ? `Not covered: ${missing.join(", ")}` : []].flat();
}
