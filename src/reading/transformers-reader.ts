import { fileURLToPath } from "node:url";
import type { PreTrainedModel } from "@xenova/transformers";
import { LRUCache } from "lru-cache";
import { FootnoteError } from "../core/errors/errors.js";
import { span } from "../core/spans.js";
import { int64Row, loadSession } from "../embedding/load-files.js";
import { type Model, openModel } from "../embedding/model.js";
import type { ModelSettings } from "../embedding/model-settings.js";
import { bestSpan } from "./best-span.js";
import type { Reader, Reading } from "./reader.js";

/** The reader that ships with Footnote. */
export const READER_MODEL: ModelSettings = {
  name: "footnote-reader",
  path: fileURLToPath(new URL("../../models", import.meta.url)),
  tokenizer: "Xenova/e5-small-v2",
  allowRemote: false,
  dtype: "q8",
  pooling: "cls",
  queryPrefix: "",
  passagePrefix: "",
};

/** It was trained on pairs of this many tokens at most. */
const MAX_TOKENS = 192;
/** Most of them that a question may take. */
const MAX_ASKED_TOKENS = 64;
/** The lead of a span in a window without a word. */
const NOTHING_READ = -20;
/** Readings that are remembered: the windows of some hundred questions. */
const REMEMBERED = 4000;

/** A question and a window as the model reads them. */
interface Pair {
  readonly ids: readonly number[];
  /** Number of the window's first token. */
  readonly from: number;
  /** Of each of the window's tokens: where its word stands in the window's text, UTF-16. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

/** The shipped reader, loaded: its session computes in this thread. */
export class TransformersReader implements Reader {
  readonly #remembered = new LRUCache<string, Reading>({ max: REMEMBERED });
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | null = null;
  /** What begins a pair, and what ends each part of it. */
  readonly #begin: number;
  readonly #end: number;

  private constructor(
    private readonly opened: Model,
    private readonly session: PreTrainedModel,
  ) {
    const [begin, end] = opened.tokenizer.querySequence("").ids as [number, number];
    this.#begin = begin;
    this.#end = end;
  }

  /** @throws FootnoteError model_missing, model_damaged, model_failed */
  static async load(settings: ModelSettings = READER_MODEL): Promise<TransformersReader> {
    const opened = await openModel(settings);
    return new TransformersReader(opened, await loadSession(settings, 1));
  }

  get weights(): string {
    return this.opened.fingerprint.weights;
  }

  /** Calls are answered one after the other: two at once would each take twice as long. */
  async read(asked: string, window: string, signal?: AbortSignal): Promise<Reading> {
    const key = `${asked}\n${window}`;
    const known = this.#remembered.get(key);
    if (known) return known;
    if (this.#closed) throw new FootnoteError("interrupted", {});
    const reading = this.#last.then(async () => {
      signal?.throwIfAborted();
      return this.#compute(asked, window);
    });
    this.#last = reading.catch(() => {});
    const made = await reading;
    this.#remembered.set(key, made);
    return made;
  }

  close(): Promise<void> {
    this.#closed ??= this.#last.then(async () => {
      await this.session.dispose();
    });
    return this.#closed;
  }

  async #compute(asked: string, window: string): Promise<Reading> {
    const { ids, from, words } = this.#pairOf(asked, window);
    const output = await this.session({
      input_ids: int64Row(ids.length, (at) => ids[at]!),
      attention_mask: int64Row(ids.length, () => 1),
      token_type_ids: int64Row(ids.length, (at) => (at < from ? 0 : 1)),
    });
    const spans = output.span.data as Float32Array;
    const notHere = spans[0]! + spans[1]!;
    const best = bestSpan(spans, from, from + words.length);
    const [supports, contradicts, open] = softmax(output.support.data as Float32Array);
    return {
      answers: Number(output.answerable.data[0]),
      lead: best ? best.logit - notHere : NOTHING_READ,
      span: best && span(words[best.first - from]!.start, words[best.last - from]!.end),
      supports: supports!,
      contradicts: contradicts!,
      open: open!,
    };
  }

  #pairOf(asked: string, window: string): Pair {
    const { tokenizer } = this.opened;
    const ids = [this.#begin, ...tokenizer.tokenize(asked).slice(0, MAX_ASKED_TOKENS), this.#end];
    const from = ids.length;
    const words: { start: number; end: number }[] = [];
    for (const { index, 0: text } of window.matchAll(/\S+/g)) {
      // The last token is kept for the end; of a word that is longer than what is left, its beginning is read.
      const room = MAX_TOKENS - 1 - ids.length;
      if (room <= 0) break;
      for (const token of tokenizer.tokenize(text).slice(0, room)) {
        ids.push(token);
        words.push({ start: index, end: index + text.length });
      }
    }
    ids.push(this.#end);
    return { ids, from, words };
  }
}

function softmax(logits: Float32Array): number[] {
  const most = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
