import { dot } from "../embedding/pooling.js";
import { gateFor } from "../search/gate/evidence-gate.js";
import type { Library } from "../search/library.js";
import type { CitedSentence } from "../verify/statements/check-cited.js";
import type { Place } from "./material.js";

/**
 * What bears on a question comes this near to it, or is read so: cosine, and logit that an answer stands there. Chosen on
 * two of the sets in `tests/evals/written` for the models that ship, and measured on the third.
 */
const NEAR = 0.81;
const READ = -1;

/** Tells what answers a question from what is true and beside it. */
export class Bearing {
  readonly #isKnown: boolean;
  #vector: Promise<Float32Array> | undefined;

  /** @param quoted what the answer quotes, which bears on it whatever is found here */
  constructor(
    private readonly question: string,
    private readonly quoted: readonly Place[],
    private readonly library: Library,
  ) {
    const { embedder, readingModel } = library;
    const gate = gateFor(embedder.fingerprint.weights, readingModel?.weights ?? null);
    // Other models lay their cosines otherwise.
    this.#isKnown = !!gate?.embedder && !!gate.reader;
  }

  /** @param said what is said of the sentence, which may name what that doesn't [its own words] */
  async bears(cited: CitedSentence, said: string | null, signal?: AbortSignal): Promise<boolean> {
    const { readingModel } = this.library;
    if (!this.#isKnown || !readingModel || this.#isQuoted(cited)) return true;
    if ((await this.#nearness(cited)) >= NEAR) return true;
    const { source, sentence } = cited;
    for (const text of [source.text.slice(sentence.start, sentence.end), ...(said === null ? [] : [said])]) {
      if ((await readingModel.read(this.question, text, signal)).answers >= READ) return true;
    }
    return false;
  }

  #isQuoted({ source, sentence }: CitedSentence): boolean {
    const start = source.map.toCodePoint(sentence.start);
    return this.quoted.some(
      (place) => place.document_id === source.document.id && place.start <= start && start < place.end,
    );
  }

  /** 1 where the index has no vector of the sentence: then nothing is held against it. */
  async #nearness({ passage, sentence }: CitedSentence): Promise<number> {
    const { embedder, reader } = this.library;
    this.#vector ??= embedder.embedQuery(this.question);
    const rows = (await reader.embeddings([passage.inputHash])).get(passage.inputHash)?.sentences;
    const at = passage.sentences.findIndex(({ start }) => start === sentence.start);
    if (!rows || at < 0) return 1;
    const { dimensions } = embedder.fingerprint;
    return dot(rows.subarray(at * dimensions, (at + 1) * dimensions), await this.#vector);
  }
}
