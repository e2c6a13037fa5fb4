import { createHash } from "node:crypto";
import { asPassageId, type DocumentId } from "../../contract/ids.js";
import { type Document, placeOf } from "../../core/document.js";
import { sliceSpan } from "../../core/spans.js";
import { mapYielding } from "../../core/yield.js";
import type { PassageInput, TokenIds, Tokenizer } from "../../embedding/embedder.js";
import type { Model } from "../../embedding/model.js";
import type { SplitterSettings, StoredPassage, StoredSentence } from "../../store/index-store.js";
import { type Passage, splitPassages } from "../split/passages.js";
import type { Work } from "./expected-work.js";

/** A passage with an identity, and what the model is to read of it. */
export interface PreparedPassage {
  readonly stored: StoredPassage;
  readonly input: PassageInput;
  /** The titles that it stands under and doesn't say itself: it is found by their words too. */
  readonly titles: string;
}

/** Tokens of titles that the model reads before a passage, at most. */
const MAX_TITLE_TOKENS = 40;

/**
 * Splits a document into passages. The same text in the same document has the same id, wherever it moves in it.
 * It ends one passage behind the limit: what makes millions of them must not be split to its end.
 * @throws the signal's reason when it is aborted
 */
export async function preparePassages(
  document: Document,
  model: Model,
  splitter: SplitterSettings,
  signal?: AbortSignal,
  limit = Number.POSITIVE_INFINITY,
): Promise<PreparedPassage[]> {
  const maxTokens = Math.min(splitter.maxTokens, model.tokenizer.passageTokenLimit);
  const seen = new Map<string, number>();
  const passages = splitPassages(document, model.tokenizer, { ...splitter, maxTokens });
  const prepare = (passage: Passage, ordinal: number): PreparedPassage => {
    const text = sliceSpan(document.text, passage);
    const repetition = seen.get(text) ?? 0;
    seen.set(text, repetition + 1);
    const titles = [document.title, ...passage.section];
    // The model does not read a file's name: a file that is renamed keeps its vectors.
    const input = inputOf(passage, model.tokenizer, titlesOf(document.titled ? titles : passage.section, text));
    const stored: StoredPassage = {
      id: passageIdOf(document.id, text, repetition),
      documentId: document.id,
      ordinal,
      start: passage.start,
      end: passage.end,
      sentences: passage.sentences.map(({ tokens, ...sentence }): StoredSentence => sentence),
      section: passage.section,
      ...placeOf(passage),
      inputHash: hashOf(input),
    };
    return { stored, input, titles: titlesOf(titles, text) };
  };
  return mapYielding(firstOf(passages, limit + 1), prepare, signal);
}

function* firstOf<Item>(items: Iterable<Item>, limit: number): Generator<Item> {
  let left = limit;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

/** Those of the titles above a passage that its text doesn't say itself; may be empty. */
export function titlesOf(titles: readonly string[], text: string): string {
  return [...new Set(titles)].filter((title) => !text.includes(title)).join(". ");
}

/** How many tokens the model reads of a passage. */
export function tokensOf({ input: { context, sentences } }: Pick<PreparedPassage, "input">): number {
  return sentences.reduce((sum, tokens) => sum + tokens.length, context.length);
}

/** What it takes to embed them. */
export function workOf(prepared: readonly PreparedPassage[]): Work {
  return { passages: prepared.length, tokens: prepared.reduce((sum, passage) => sum + tokensOf(passage), 0), pages: 0 };
}

/** What the model reads: titles, as far as there is room for them, then the passage's own context and sentences. */
export function inputOf(
  { context, sentences }: Pick<Passage, "context"> & { readonly sentences: readonly { readonly tokens: TokenIds }[] },
  tokenizer: Tokenizer & { readonly passageTokenLimit: number },
  titles: string,
): PassageInput {
  const used = sentences.reduce((sum, { tokens }) => sum + tokens.length, context.length);
  const room = Math.min(MAX_TITLE_TOKENS, tokenizer.passageTokenLimit - used);
  const titleTokens = titles === "" ? [] : tokenizer.tokenize(`${titles}.`).slice(0, Math.max(0, room));
  return { context: [...titleTokens, ...context], sentences: sentences.map(({ tokens }) => tokens) };
}

function passageIdOf(documentId: DocumentId, text: string, repetition: number) {
  const hash = createHash("sha256").update(`${documentId}\0${repetition}\0${text}`).digest("hex");
  return asPassageId(`p${hash.slice(0, 16)}`);
}

/** Of the tokens, and of where one sentence ends and the next begins, as that decides the sentence vectors. */
function hashOf({ context, sentences }: PassageInput): string {
  const hash = createHash("sha256");
  for (const tokens of [context, ...sentences]) hash.update(Uint32Array.of(tokens.length, ...tokens));
  return hash.digest("hex");
}
