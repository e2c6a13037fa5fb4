import type { Facts } from "../../language/en/facts.js";
import { CONJUNCTIONS, isFunctionWord, PREPOSITIONS } from "../../language/en/lexicon.js";
import type { Word } from "../../language/en/tokens.js";
import type { Relation, WordNet } from "../../language/en/wordnet.js";

/** What says a word in other words, the surest first; "opposite" and "other" say something else in its place. */
export const SAYS: readonly Relation[] = ["form", "same", "broader"];
export const SAYS_ELSE: readonly Relation[] = ["opposite", "other"];

/**
 * What a sentence says of a word that a statement has and it has not: knowledge of words, which doesn't take near for
 * same. Something else counts only where the statement leaves it out: it stands in its place.
 * @param at number of the statement's word
 */
export function saidOtherwise(stated: Facts, at: number, found: Facts, net: WordNet): Relation {
  const own = formsAt(stated.words, at);
  const said = new Set(stated.words.map(({ term }) => term));
  // "No animals" of "no dogs", "all animals" of "all dogs": a kind says more there, not less.
  const isWide = stated.negations.length > 0 || WIDE.test(stated.text);
  const relations = new Set<Relation>();
  found.words.forEach(({ stop, term }, there) => {
    if (stop) return;
    for (const one of own) {
      for (const other of formsAt(found.words, there)) {
        const relation = net.relation(one, other);
        if (relation === "broader" && isWide) continue;
        if (SAYS.includes(relation) || !said.has(term)) relations.add(relation);
      }
    }
  });
  return [...SAYS, ...SAYS_ELSE].find((relation) => relations.has(relation)) ?? "none";
}

/**
 * Whether a word that nothing says may be a paraphrase's, or names something that isn't there: "in a hotel", "distilled".
 * @param at number of the statement's word
 */
export function addsSomething({ words }: Facts, at: number, net: WordNet): boolean {
  const { lower } = words[at]!;
  if (isLoose(lower)) return false;
  return net.isNominal(lower) || DETERMINERS.test(words[at - 1]?.lower ?? "");
}

/** "Cleaned" of "repaired", with the same words around it. @param at number of the statement's word */
export function isInPlaceOf({ words }: Facts, at: number, found: Facts): boolean {
  if (isLoose(words[at]!.lower)) return false;
  const said = new Set(words.map(({ term }) => term));
  const [before, behind] = [words[at - 1]?.term, words[at + 1]?.term];
  return found.words.some(
    ({ term, stop }, there) =>
      !stop &&
      !said.has(term) &&
      before !== undefined &&
      found.words[there - 1]?.term === before &&
      found.words[there + 1]?.term === behind,
  );
}

function isLoose(word: string): boolean {
  return isFunctionWord(word) || PREPOSITIONS.has(word) || CONJUNCTIONS.has(word) || LOOSE.test(word);
}

const DETERMINERS = /^(?:a|an|the|of|his|her|its|their|our|your|my)$/u;
/** Words that a sentence is built with. */
const LOOSE =
  /^(?:able|unable|after|amount|all|altogether|another|any|anyone|apart|as|before|both|case|cases|each|either|even|every|everyone|free|half|kind|many|more|most|much|must|number|once|one|only|other|own|part|people|person|place|possible|same|several|since|some|someone|such|sure|thing|together|time|times|twice|unless|way|whole|within|work)$/u;
const WIDE = /\b(?:all|any|every|each|no|none|only|always|never)\b/iu;

/** A word, and with the one behind it: "cut off". */
function formsAt(words: readonly Word[], at: number): string[] {
  const { lower } = words[at]!;
  const next = words[at + 1];
  const plain = lower.replace(/'s?$/u, "");
  return next ? [plain, `${plain} ${next.lower}`] : [plain];
}
