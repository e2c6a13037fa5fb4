import type { Embedder, TokenIds } from "../../embedding/embedder.js";
import { dot, normalise } from "../../embedding/pooling.js";
import { type Word, wordsOf } from "../../language/en/tokens.js";

/** A word with its vector in its sentence: unit length, without what all words of the model share. */
interface PlacedWord extends Word {
  readonly vector: Float32Array;
}

/**
 * Sentences about this and that. What their vectors have in common is the direction in which all vectors of a model
 * point, whatever a word means; without it, unlike words are seen to be unlike.
 */
const ANYTHING = [
  "The committee will meet again in spring to discuss the budget for roads and schools.",
  "Add two cups of flour, stir the dough well, and bake it until it is golden.",
  "She played the violin for an hour while rain fell on the roof of the small house.",
  "Each pump has a valve that must be closed before the filter is removed.",
  "Patients who slept less than six hours a night reported more pain after surgery.",
  "The tenant shall pay the rent on the first day of every month.",
  "Wolves crossed the frozen river and followed the herd to the north.",
  "Our sales grew by a tenth last year, although prices of steel and energy rose.",
];

/** How near words come to words of another text in what they mean there, read by the model in their sentences. */
export class WordVectors {
  readonly #texts = new Map<string, Promise<readonly PlacedWord[]>>();

  constructor(private readonly embedder: Embedder) {}

  /**
   * For the word that starts at each of `starts` (UTF-16 indexes in `text`): the cosine with the nearest word of
   * `others`, by those indexes. A word behind what the model reads of a text has none.
   */
  async nearest(text: string, starts: readonly number[], others: readonly string[]): Promise<Map<number, number>> {
    const asked = (await this.#wordsOf(text)).filter(({ start }) => starts.includes(start));
    const found = (await Promise.all(others.map((other) => this.#wordsOf(other)))).flat().filter(({ stop }) => !stop);
    return new Map(
      asked.map(({ start, vector }) => [start, Math.max(-1, ...found.map((word) => dot(vector, word.vector)))]),
    );
  }

  #wordsOf(text: string): Promise<readonly PlacedWord[]> {
    let words = this.#texts.get(text);
    if (!words) {
      words = this.#read(text);
      this.#texts.set(text, words);
    }
    return words;
  }

  async #read(text: string): Promise<readonly PlacedWord[]> {
    const common = await commonDirection(this.embedder);
    const { pieces, words } = this.#cut(text);
    const { sentences } = await this.embedder.embedPassage({ context: [], sentences: pieces });
    const { dimensions } = this.embedder.fingerprint;
    return words.map(({ word, piece }) => {
      const vector = sentences.slice(piece * dimensions, (piece + 1) * dimensions);
      const along = dot(vector, common);
      return { ...word, vector: normalise(vector.map((x, i) => x - along * (common[i] as number))) };
    });
  }

  /** Words and what stands between them, each as a piece of its own, as far as the model reads. */
  #cut(text: string): { pieces: TokenIds[]; words: { word: Word; piece: number }[] } {
    const pieces: TokenIds[] = [];
    const words: { word: Word; piece: number }[] = [];
    let room = this.embedder.passageTokenLimit;
    let end = 0;
    for (const word of wordsOf(text)) {
      const between = this.embedder.tokenize(text.slice(end, word.start));
      const own = this.embedder.tokenize(text.slice(word.start, word.end));
      room -= between.length + own.length;
      if (room < 0) break;
      words.push({ word, piece: pieces.push(between, own) - 1 });
      end = word.end;
    }
    return { pieces, words };
  }
}

/** Made once for each model. */
const DIRECTIONS = new WeakMap<Embedder, Promise<Float32Array>>();

function commonDirection(embedder: Embedder): Promise<Float32Array> {
  let direction = DIRECTIONS.get(embedder);
  if (!direction) {
    direction = meanDirection(embedder);
    DIRECTIONS.set(embedder, direction);
  }
  return direction;
}

async function meanDirection(embedder: Embedder): Promise<Float32Array> {
  const sum = new Float32Array(embedder.fingerprint.dimensions);
  for (const sentence of ANYTHING) {
    const { vector } = await embedder.embedPassage({ context: [], sentences: [embedder.tokenize(sentence)] });
    vector.forEach((x, i) => {
      sum[i] = (sum[i] as number) + x;
    });
  }
  return normalise(sum);
}
