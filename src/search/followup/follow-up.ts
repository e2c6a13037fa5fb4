import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import type { PastTurn } from "../../core/past-turns.js";
import { singleSpaced } from "../../core/text.js";
import { dot } from "../../embedding/pooling.js";
import type { IndexReader, PassageFilter } from "../../store/index-store.js";
import { judge } from "../gate/evidence-gate.js";
import type { Library, Sources } from "../library.js";
import { interpretQuestion } from "../question/question.js";
import { rankPassages } from "../rank/rank-passages.js";
import { readPronouns } from "./antecedents.js";
import { type Background, backgroundOf, type Reading, upperFirst, withCapitals } from "./background.js";
import { readBare, readMissingNoun } from "./bare-questions.js";
import { type Alike, readFragment, withoutOpener } from "./fragments.js";
import { unresolved } from "./unresolved-pronouns.js";

/** How much the probability that the corpus answers a reading counts beside its grammar. */
const EVIDENCE = 0.7;

/** UTF-16 length. */
const MAX_TURN_CHARACTERS = 500;
/** An answer has three citations, or the items of a list. */
const PASSAGES_OF_A_TURN = 8;

/**
 * Reads a question in its conversation and gives it as one that stands on its own. A question that does so already is
 * given back as it is.
 */
export async function readFollowUp(
  asked: string,
  history: readonly PastTurn[],
  library: { readonly reader: IndexReader; readonly sources: Sources },
  { weigh, alike }: Judges,
): Promise<string> {
  // Longer texts are no follow-ups, and nobody's follow-up leans on one.
  if (asked.length > MAX_TURN_CHARACTERS) return asked;
  const background = await backgroundOf(history.filter(isShort).map(withFewPassages), library);
  if (!background) return asked;
  const question = withCapitals(singleSpaced(asked), background.names);
  const found = await readingsOf(question, background, alike);
  const readings = found.filter(({ text }) => text.length <= MAX_QUESTION_CHARACTERS);
  if (readings.length === 0) return asked;
  if (readings.length === 1) return upperFirst(readings[0]!.text);
  const weighed = await Promise.all(
    readings.map(async ({ text, prior }) => ({ text, score: prior + EVIDENCE * (await weigh(text)) })),
  );
  return upperFirst(weighed.reduce((best, next) => (next.score > best.score ? next : best)).text);
}

function isShort({ question }: PastTurn): boolean {
  return question.length <= MAX_TURN_CHARACTERS;
}

function withFewPassages({ question, passageIds }: PastTurn): PastTurn {
  return { question, passageIds: passageIds.slice(0, PASSAGES_OF_A_TURN) };
}

async function readingsOf(question: string, background: Background, alike: Alike): Promise<Reading[]> {
  const plain = withoutOpener(question);
  const bare = readBare(plain, background);
  if (bare.length > 0) return bare;
  const missing = readMissingNoun(plain, background);
  if (missing.length > 0) return missing;
  const pronouns = unresolved(plain);
  if (pronouns.length === 0) return readFragment(question, background, alike);
  const placed: Reading[] = [];
  for (const reading of readPronouns(plain, pronouns, background)) {
    // "And after that?": what the pronoun stands for still has to find its place in the question before.
    const placings = await readFragment(`and ${reading.text}`, background, alike);
    placed.push(...placings.map(({ text, prior }) => ({ text, prior: prior + reading.prior })));
    if (placings.length === 0) placed.push(reading);
  }
  return placed;
}

/** What the corpus and the model say of readings. */
interface Judges {
  /** Probability that the corpus answers a question; 0 where nothing tells. */
  readonly weigh: (question: string) => Promise<number>;
  readonly alike: Alike;
}

export function judgesOf(library: Library, filter: PassageFilter | undefined): Judges {
  const { embedder } = library;
  return {
    weigh: async (question) => {
      const ranking = await rankPassages(interpretQuestion(question), library, filter);
      return judge(ranking, embedder.fingerprint).confidence.probability ?? 0;
    },
    alike: async (text, others) => {
      const vector = await embedder.embedQuery(text);
      const vectors = await Promise.all(others.map((other) => embedder.embedQuery(other)));
      return vectors.map((other) => dot(other, vector));
    },
  };
}
