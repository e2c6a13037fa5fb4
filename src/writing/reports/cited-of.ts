import type { Section, Sentence } from "../../search/about/sections.js";
import type { CitedSentence } from "../../verify/statements/check-cited.js";

export function citedOf({ source }: Pick<Section, "source">, sentences: readonly Sentence[]): CitedSentence[] {
  return sentences.map(({ passage, sentence }) => ({ source, passage, sentence }));
}
