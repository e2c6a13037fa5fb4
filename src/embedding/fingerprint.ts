import { isDeepStrictEqual } from "node:util";
import type { ModelFingerprint } from "./embedder.js";

/** What differs between the model of an index and the one of the settings, in words for `index_model`. */
export interface FingerprintDifference {
  readonly found: string;
  readonly expected: string;
}

/** `null` when vectors of both can be compared. */
export function fingerprintDifference(
  found: ModelFingerprint,
  expected: ModelFingerprint,
): FingerprintDifference | null {
  if (isDeepStrictEqual(found, expected)) return null;
  if (found.model !== expected.model) return { found: found.model, expected: expected.model };
  const names = Object.keys(expected) as (keyof ModelFingerprint)[];
  const differing = names.filter((name) => found[name] !== expected[name]);
  const describe = (fingerprint: ModelFingerprint) => {
    const parts = differing.map((name) => `${name} ${JSON.stringify(fingerprint[name])}`);
    return `${fingerprint.model} (${parts.join(", ")})`;
  };
  return { found: describe(found), expected: describe(expected) };
}
