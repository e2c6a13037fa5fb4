import type { NameFact } from "../../language/en/facts.js";
import type { Word } from "../../language/en/statement-words.js";

/**
 * A sentence's first word, settled by how the documents write it: a name where they have it in capitals inside of
 * sentences, or not at all; none where they have it in small letters.
 * @param isKnown whether any document holds a term
 */
export function settleFirstWord(
  names: readonly NameFact[],
  isKnown: (term: string) => boolean,
  sentences: readonly (readonly Word[])[],
): NameFact[] {
  const weak = names.find(({ value }) => value.weak);
  if (!weak) return [...names];
  const [term] = weak.value.keys;
  const written = sentences.flatMap((words) => words.slice(1)).filter((word) => word.term === term);
  if (written.some(({ text }) => /^\p{Ll}/u.test(text))) return names.filter((name) => name !== weak);
  if (isKnown(term!) && written.length === 0) return [...names];
  return names.map((name) => (name === weak ? { ...name, value: { ...name.value, weak: false } } : name));
}
