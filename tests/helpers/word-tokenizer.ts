import type { TokenIds, Tokenizer } from "../../src/embedding/embedder.js";

/** One token a word or punctuation mark. Like the model's, its tokens don't change where a text is cut at white space. */
export class WordTokenizer implements Tokenizer {
  readonly #ids = new Map<string, number>();
  /** Every text that was tokenised. */
  readonly seen: string[] = [];

  tokenize(text: string): TokenIds {
    this.seen.push(text);
    return Array.from(text.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu), ([word]) => {
      const id = this.#ids.get(word) ?? this.#ids.size;
      this.#ids.set(word, id);
      return id;
    });
  }
}
