import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import type { PastTurn } from "../../core/past-turns.js";
import { upperFirst } from "../../core/text.js";
import type { Embedder } from "../../embedding/embedder.js";
import { dot } from "../../embedding/pooling.js";
import type { Library } from "../library.js";
import { interpretQuestion, type Question } from "../question/question.js";
import { readPronouns } from "./antecedents.js";
import { type Background, backgroundOf, type Reading, withCapitals } from "./background.js";
import { readBare, readMissingNoun } from "./bare-questions.js";
import { type Alike, readFragment, withoutOpener } from "./fragments.js";
import { unresolved } from "./unresolved-pronouns.js";

/** How much the probability that the corpus answers a reading counts beside its grammar. */
const EVIDENCE = 0.7;

/** UTF-16 length. */
const MAX_TURN_CHARACTERS = 500;
/** An answer has three citations, or the items of a list. */
const PASSAGES_OF_A_TURN = 8;

/** One way to read a question in its conversation. */
export interface FollowUp {
  /** That stands on its own. */
  readonly question: Question;
  /** How well grammar speaks for it. */
  readonly prior: number;
}

/** Reads a question in its conversation. None for one that stands on its own already. */
export async function readFollowUp(
  asked: Question,
  history: readonly PastTurn[],
  library: Library,
): Promise<readonly FollowUp[]> {
  // Longer texts are no follow-ups, and nobody's follow-up leans on one.
  if (asked.asked.length > MAX_TURN_CHARACTERS) return [];
  const background = await backgroundOf(history.filter(isShort).map(withFewPassages), library);
  if (!background) return [];
  const question = withCapitals(asked.text, background.names);
  const readings = await readingsOf(question, background, alikeBy(library.embedder));
  return readings
    .filter(({ text }) => text.length <= MAX_QUESTION_CHARACTERS)
    .map(({ text, prior }) => ({ question: { ...interpretQuestion(upperFirst(text)), asked: asked.asked }, prior }));
}

/**
 * Which of several readings grammar and evidence speak for most.
 * @param probabilities that the corpus answers each; 0 where nothing tells
 */
export function strongest(readings: readonly FollowUp[], probabilities: readonly number[]): number {
  const scores = readings.map(({ prior }, i) => prior + EVIDENCE * probabilities[i]!);
  return scores.indexOf(Math.max(...scores));
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

/** How much alike the model takes texts to be. */
function alikeBy(embedder: Embedder): Alike {
  return async (text, others) => {
    const vector = await embedder.embedQuery(text);
    const vectors = await Promise.all(others.map((other) => embedder.embedQuery(other)));
    return vectors.map((other) => dot(other, vector));
  };
}
