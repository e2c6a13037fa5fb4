import type { VerifiedSentence } from "../../core/verification.js";

/** What speaks against a sentence, and what its passages lack: a sentence each. */
export function remarksOn({ uncovered, contradictions }: VerifiedSentence): string[] {
  const said = contradictions.map(({ kind, stated, found }) => {
    if (stated === "") return `The passage denies it: “${found}”`;
    if (found === "") return `The passage does not deny it: “${stated}”`;
    return `Another ${kind}: the statement says “${stated}”, the passage “${found}”`;
  });
  const missing = uncovered.map(({ kind, text }) => `${kind} “${text}”`);
  return missing.length > 0 ? [...said, `Not covered: ${missing.join(", ")}`] : said;
}
