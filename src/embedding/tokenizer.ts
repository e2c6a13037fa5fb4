import { AutoTokenizer, type PreTrainedTokenizer } from "@xenova/transformers";
import type { PassageInput, TokenIds, Tokenizer, TokenSequence } from "./embedder.js";
import { loadFiles } from "./load-files.js";
import type { ModelSettings } from "./model-settings.js";

/** The model's tokenizer: cuts texts into tokens, and puts around them what the model wants to read. */
export class ModelTokenizer implements Tokenizer {
  /** Tokens that the model reads at once, special ones included. */
  readonly maxTokens: number;
  /** Special tokens around a text (BERT: [CLS], [SEP]). */
  readonly #before: TokenIds;
  readonly #after: TokenIds;
  readonly #queryPrefix: TokenIds;
  readonly #passagePrefix: TokenIds;
  readonly #words: WordCache | null;

  private constructor(
    private readonly tokenizer: PreTrainedTokenizer,
    { queryPrefix, passagePrefix }: ModelSettings,
  ) {
    const limit = Number(tokenizer.config?.model_max_length ?? 512);
    this.maxTokens = Math.min(Number.isFinite(limit) && limit > 0 ? limit : 512, 8192);
    const bare = tokenizer.encode("a", { add_special_tokens: false });
    const dressed = tokenizer.encode("a");
    const at = dressed.indexOf(bare[0] as number);
    this.#before = dressed.slice(0, at);
    this.#after = dressed.slice(at + bare.length);
    this.#words = WordCache.suits(tokenizer) ? new WordCache((word) => this.#encode(word)) : null;
    this.#queryPrefix = this.tokenize(queryPrefix);
    this.#passagePrefix = this.tokenize(passagePrefix);
  }

  /** @throws FootnoteError model_failed */
  static async load(settings: ModelSettings): Promise<ModelTokenizer> {
    return new ModelTokenizer(await loadTokenizer(settings), settings);
  }

  /** Tokens that a passage may have: what the model reads at once, less prefix and special tokens. */
  get passageTokenLimit(): number {
    return this.#roomAfter(this.#passagePrefix);
  }

  /** Tokens without special ones, never truncated. */
  tokenize(text: string): TokenIds {
    return this.#words ? this.#words.tokenize(text) : this.#encode(text);
  }

  /** A question longer than the model reads is cut at its end. */
  querySequence(question: string): TokenSequence {
    const tokens = this.tokenize(question).slice(0, this.#roomAfter(this.#queryPrefix));
    return { ids: [...this.#before, ...this.#queryPrefix, ...tokens, ...this.#after], sentences: [] };
  }

  /** @throws RangeError for a passage longer than the model reads, as cutting it would leave text unsearchable */
  passageSequence({ context, sentences }: PassageInput): TokenSequence {
    const ids = [...this.#before, ...this.#passagePrefix, ...context];
    const ranges = sentences.map((tokens) => {
      const from = ids.length;
      for (const id of tokens) ids.push(id);
      return { from, to: ids.length };
    });
    ids.push(...this.#after);
    if (ids.length > this.maxTokens) {
      throw new RangeError(`a passage of ${ids.length} tokens; the model reads ${this.maxTokens}`);
    }
    return { ids, sentences: ranges };
  }

  #roomAfter(prefix: TokenIds): number {
    return this.maxTokens - this.#before.length - prefix.length - this.#after.length;
  }

  #encode(text: string): number[] {
    return this.tokenizer.encode(text, { add_special_tokens: false });
  }
}

const loading = new Map<string, Promise<PreTrainedTokenizer>>();

/** The embedder's and the reader's are one, and mostly loaded at once. */
function loadTokenizer(settings: ModelSettings): Promise<PreTrainedTokenizer> {
  const name = settings.tokenizer ?? settings.name;
  const key = JSON.stringify([settings.path, name]);
  let tokenizer = loading.get(key);
  if (!tokenizer) {
    const forget = () => loading.delete(key);
    tokenizer = loadFiles(settings, () => AutoTokenizer.from_pretrained(name));
    loading.set(key, tokenizer);
    tokenizer.then(forget, forget);
  }
  return tokenizer;
}

const MAX_WORDS = 100_000;
/** Longer ones are no words and hardly come again; kept, they would take a gigabyte. */
const MAX_WORD_LENGTH = 40;

/**
 * Remembers the tokens of each word between white space. Exact for BERT's pre-tokenizer, which cuts at white space
 * before anything else; 2.5 times as fast as tokenizing whole texts, on ordinary prose.
 */
class WordCache {
  readonly #words = new Map<string, TokenIds>();

  constructor(private readonly encode: (word: string) => TokenIds) {}

  static suits(tokenizer: PreTrainedTokenizer): boolean {
    const inner = (tokenizer as { _tokenizer?: { pre_tokenizer?: { config?: { type?: string } } } })._tokenizer;
    return inner?.pre_tokenizer?.config?.type === "BertPreTokenizer";
  }

  tokenize(text: string): TokenIds {
    const ids: number[] = [];
    for (const word of text.split(/\s+/)) {
      if (word !== "") for (const id of this.#tokensOf(word)) ids.push(id);
    }
    return ids;
  }

  #tokensOf(word: string): TokenIds {
    if (word.length > MAX_WORD_LENGTH) return this.encode(word);
    let ids = this.#words.get(word);
    if (!ids) {
      ids = this.encode(word);
      if (this.#words.size >= MAX_WORDS) this.#words.clear();
      this.#words.set(word, ids);
    }
    return ids;
  }
}
