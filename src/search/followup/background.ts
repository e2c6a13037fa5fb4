import { TURNS_READ } from "../../contract/limits.js";
import type { PastTurn } from "../../core/past-turns.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { isFunctionWord } from "../../language/en/lexicon.js";
import { analyse, analyseQuestion } from "../../language/en/text-analysis.js";
import { compoundsOf, isCapitalised } from "../../language/en/tokens.js";
import type { IndexReader } from "../../store/index-store.js";
import type { Sources } from "../library.js";
import { type Mention, mentionsOf } from "./mentions.js";

/** Characters of a document on either side of a cited passage that tell how its names are used. */
const SURROUNDINGS = 6_000;
const CITED_SENTENCES = 2;

/** A question or a quoted sentence, its names with capitals, and what it speaks of. */
export interface Said {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** What a conversation has spoken of so far. */
export interface Background {
  /** The last question. */
  readonly last: Said;
  /** The sentences that answered it, best first. */
  readonly cited: readonly Said[];
  /** The questions before it, latest first. */
  readonly older: readonly Said[];
  /** Text around what was cited. */
  readonly text: string;
  /** By lower case: words that the text writes with a capital within a sentence, and only so. */
  readonly names: ReadonlyMap<string, string>;
}

/** `null` where nothing was said before. */
export async function backgroundOf(
  history: readonly PastTurn[],
  { reader, sources }: { readonly reader: IndexReader; readonly sources: Sources },
): Promise<Background | null> {
  const turns = history.slice(-TURNS_READ).filter(({ question }) => question.trim() !== "");
  const last = turns.at(-1);
  if (!last) return null;
  const cited: { text: string; before: string | null; overlap: number }[] = [];
  const around: string[] = [];
  const asked = new Set(analyseQuestion(last.question).map(({ term }) => term));
  for (const turn of turns.slice(-2)) {
    for (const passage of await reader.passages(turn.passageIds)) {
      const source = await sources.get(passage.documentId);
      if (!source) continue;
      around.push(source.text.slice(Math.max(0, passage.start - SURROUNDINGS), passage.end + SURROUNDINGS));
      if (turn !== last) continue;
      for (const [i, sentence] of passage.sentences.entries()) {
        const text = sliceSpan(source.text, sentence);
        const held = new Set(analyse(text).map(({ term }) => term));
        const previous = passage.sentences[i - 1];
        const before = previous ? sliceSpan(source.text, previous) : null;
        cited.push({ text, before, overlap: [...asked].filter((term) => held.has(term)).length });
      }
    }
  }
  const text = [...new Set(around)].join("\n");
  const names = namesIn(text);
  const best = cited.sort((a, b) => b.overlap - a.overlap).slice(0, CITED_SENTENCES);
  const questions = turns.map(({ question }) => said(withCapitals(singleSpaced(question), names)));
  return {
    last: questions.at(-1)!,
    // "She runs the shop": who she is stands in the sentence before.
    cited: [...best.map(({ text }) => text), best[0]?.before ?? ""].map((sentence) =>
      said(withoutCapital(singleSpaced(sentence), names)),
    ),
    older: questions.slice(0, -1).reverse(),
    text,
    names,
  };
}

/** A question typed in lower case, with the capitals that the documents give its names. */
export function withCapitals(question: string, names: ReadonlyMap<string, string>): string {
  let capitalised = question;
  for (const word of compoundsOf(question)) {
    const name = names.get(word.lower);
    const isKind = /\b(?:which|what|an?|how many|how much)\s+$/iu.test(question.slice(0, word.start));
    if (!name || isKind || isCapitalised(word) || isFunctionWord(word.lower)) continue;
    capitalised = capitalised.slice(0, word.start) + name + capitalised.slice(word.end);
  }
  return capitalised;
}

/** A sentence's first word has a capital even where it is no name. */
function withoutCapital(sentence: string, names: ReadonlyMap<string, string>): string {
  const [first] = compoundsOf(sentence);
  if (!first || names.has(first.lower) || /^\P{Ll}+$|^\S+ \p{Lu}/u.test(sentence.slice(first.start))) return sentence;
  return sentence.slice(0, first.start) + lowerFirst(sentence.slice(first.start));
}

function said(text: string): Said {
  return { text, mentions: mentionsOf(text) };
}

function namesIn(text: string): Map<string, string> {
  const names = new Map<string, string>();
  const common = new Set<string>();
  const words = compoundsOf(text);
  for (const [i, word] of words.entries()) {
    if (!isCapitalised(word)) {
      common.add(word.lower);
      continue;
    }
    const before = words[i - 1];
    const isWithin = before !== undefined && /^,?[ \n]$/u.test(text.slice(before.end, word.start));
    if (isWithin && word.text.length > 1) names.set(word.lower, word.text);
  }
  for (const word of common) names.delete(word);
  return names;
}

/** One way to read a follow-up as a question that stands on its own. */
export interface Reading {
  readonly text: string;
  /** How well grammar and the order of mentions speak for it; higher is better, 0 is neutral. */
  readonly prior: number;
}

/** A question without its mark and without what an earlier reading has hung on it. */
export function statementOf(question: string): string {
  return question
    .replace(/[\s?!.]+$/u, "")
    .replace(/, and (?:why|when|where|who|how)(?: not| else| many| much| long| often)?$/u, "");
}

export function lowerFirst(text: string): string {
  return /^\p{Lu}(?:\p{Ll}|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
