import { sliceSpan } from "../../core/spans.js";
import { loadEnglishWords } from "../../language/en/english-words.js";
import { isFunctionWord } from "../../language/en/lexicon.js";
import type { Library } from "../library.js";
import { holdsPhrases } from "./phrases.js";

const SHORTEST_PART = 3;
/** Letters of a word beside one of grammar, and of each of two others: names are made of shorter ones ("Northfield"). */
const MIN_BESIDE_GRAMMAR = 4;
const MIN_BESIDE_ANOTHER = 5;
/** Passages that are looked at for whether two words follow one another. */
const WITNESSES = 64;

/**
 * Two words that were typed without the space between them: one of grammar and any other, two long ones, or two that
 * follow one another in a document.
 * @param typed in small letters
 * @returns with the space; `null` where it is no two words of the documents
 */
export async function wordsApart(typed: string, library: Library): Promise<string | null> {
  const cuts = Array.from({ length: Math.max(0, typed.length - 3) }, (_, i) => i + 2);
  const pairs = cuts
    .map((cut) => [typed.slice(0, cut), typed.slice(cut)] as const)
    .filter((pair) => pair.every((part) => part.length >= SHORTEST_PART || isFunctionWord(part)));
  const frequencies = await library.reader.frequencies(pairs.flat());
  const held = pairs.flatMap((pair, i) => {
    const both = [frequencies[2 * i]!, frequencies[2 * i + 1]!];
    const frequency = Math.min(...both);
    return frequency > 0 || (pair.some(isFunctionWord) && Math.max(...both) > 0) ? [{ pair, frequency }] : [];
  });
  const { isOrdinary } = await loadEnglishWords();
  const isWord = (part: string) => isOrdinary(part) || library.embedder.tokenize(part).length === 1;
  for (const { pair } of held.sort((a, b) => b.frequency - a.frequency)) {
    const [first, second] = pair;
    const apart = `${first} ${second}`;
    const arePlain =
      (isFunctionWord(first) && isLong(second, first)) ||
      (isFunctionWord(second) && isLong(first, second)) ||
      pair.every((part) => part.length >= MIN_BESIDE_ANOTHER);
    if ((arePlain && pair.every(isWord)) || (await stands(apart, library))) return apart;
  }
  return null;
}

function isLong(word: string, grammar: string): boolean {
  return word.length >= MIN_BESIDE_GRAMMAR || (isFunctionWord(word) && grammar.length >= MIN_BESIDE_GRAMMAR);
}

/** Whether a passage holds a phrase, as far as they are looked at. */
async function stands(phrase: string, { reader, sources }: Library): Promise<boolean> {
  for (const passage of await reader.passagesWithAll(phrase, {}, WITNESSES)) {
    const source = await sources.get(passage.documentId);
    if (source && holdsPhrases(sliceSpan(source.text, passage), [phrase])) return true;
  }
  return false;
}
