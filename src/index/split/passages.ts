import { MAX_PASSAGE_CHARACTERS } from "../../contract/limits.js";
import { partOver } from "../../core/cell-range.js";
import { type Block, type Document, type Place, placeOf } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";
import type { TokenIds, Tokenizer } from "../../embedding/embedder.js";
import type { SplitterSettings } from "../../store/index-store.js";
import { type Budget, fitSentence, type TokenizedSentence } from "./cut-sentence.js";
import { sentencesOf } from "./sentences.js";

/** Grows with every change to the readers or the splitter that makes other passages of the same file. */
export const SPLITTER_VERSION = 5;

/** What the model reads of a passage at most, and how much of the passage before it is said again. */
export const DEFAULT_SPLITTER: SplitterSettings = { version: SPLITTER_VERSION, maxTokens: 200, overlapTokens: 64 };

/** Most tokens of what the model reads before a passage; a longer header is cut. At most a third of the budget. */
const MAX_CONTEXT_TOKENS = 64;

/** A sentence of a passage, and where it stands: a passage may go on over pages and rows. */
export interface PlacedSentence extends TokenizedSentence, Place {
  /** The row that names the columns of a table's row. */
  readonly header: Span | null;
}

/** A run of whole sentences, with their tokens, and where its first one stands. */
export interface Passage extends Span, Place {
  readonly sentences: readonly PlacedSentence[];
  /** Tokens that the model reads before the sentences and that are not part of the text here: the header of a table. */
  readonly context: TokenIds;
  /** Of the text below its headings, if it starts with some. */
  readonly section: readonly string[];
}

/**
 * Splits a document into passages of whole consecutive sentences. A section starts a new passage, headings in a row
 * one together; elsewhere a passage says the last sentences of the one before it again, up to `overlapTokens`.
 * A sentence over the budget is cut and its pieces are sentences. Every passage has a sentence that is in none before.
 * What the tokenizer reads as nothing (zero-width spaces, U+FFFD) is in no passage: no budget would ever end one.
 * Each passage is made when it is asked for: a large document takes many seconds.
 */
export function* splitPassages(
  document: Pick<Document, "text" | "blocks">,
  tokenizer: Tokenizer,
  settings: Omit<SplitterSettings, "version"> = DEFAULT_SPLITTER,
): Generator<Passage> {
  const budget = { tokens: settings.maxTokens, characters: MAX_PASSAGE_CHARACTERS };
  const units = unitsOf(document, tokenizer, budget);
  /** Pieces of a unit that was cut, the first one last. */
  const pieces: Unit[] = [];
  const next = (): Unit | undefined => pieces.pop() ?? units.next().value;
  let open: Unit[] = [];
  for (let unit = next(); unit !== undefined; unit = next()) {
    if (open.length > 0 && startsSection(open.at(-1)!, unit)) {
      yield passageOf(open);
      open = [];
    } else if (open.length > 0 && !fits(open, unit, budget)) {
      const cut = isHeading(open.at(-1)!) ? cutBelow(document.text, open, unit, tokenizer, budget) : undefined;
      if (cut !== undefined) {
        pieces.push(...cut);
        continue;
      }
      yield passageOf(open);
      open = overlap(open, unit, budget, settings.overlapTokens);
    }
    open.push(unit);
  }
  if (open.length > 0) yield passageOf(open);
}

/** The sentences of a document, tokenised and cut to the budget. */
function* unitsOf(
  { text, blocks }: Pick<Document, "text" | "blocks">,
  tokenizer: Tokenizer,
  budget: Budget,
): Generator<Unit, undefined> {
  const contexts = new Contexts(tokenizer, budget.tokens);
  for (const block of blocks) {
    const context = contexts.of(block);
    const room = { ...budget, tokens: budget.tokens - context.length };
    for (const sentence of sentencesOf(text, block)) {
      for (const piece of fitSentence(text, sentence, tokenizer, room)) {
        if (piece.tokens.length > 0) yield { sentence: piece, block, context };
      }
    }
  }
}

interface Unit {
  readonly sentence: TokenizedSentence;
  readonly block: Block;
  /** What the model reads first if a passage starts here. */
  readonly context: TokenIds;
}

/** The contexts of blocks as tokens. The rows of a table share theirs. */
class Contexts {
  readonly #tokens = new Map<string, TokenIds>();
  readonly #limit: number;

  constructor(
    private readonly tokenizer: Tokenizer,
    maxTokens: number,
  ) {
    this.#limit = Math.min(MAX_CONTEXT_TOKENS, Math.floor(maxTokens / 3));
  }

  of({ context }: Block): TokenIds {
    if (context === undefined) return [];
    let tokens = this.#tokens.get(context);
    if (tokens === undefined) {
      tokens = this.tokenizer.tokenize(context.slice(0, MAX_PASSAGE_CHARACTERS)).slice(0, this.#limit);
      this.#tokens.set(context, tokens);
    }
    return tokens;
  }
}

function startsSection(last: Unit, next: Unit): boolean {
  if (isHeading(last)) return false;
  const before = last.block.section;
  const after = next.block.section;
  return isHeading(next) || (before !== after && before.join("\n") !== after.join("\n"));
}

function fits(passage: readonly Unit[], unit: Unit, budget: Budget): boolean {
  const characters = unit.sentence.end - passage[0]!.sentence.start;
  const tokens = passage[0]!.context.length + tokensOf(passage) + unit.sentence.tokens.length;
  return characters <= budget.characters && tokens <= budget.tokens;
}

/** Cuts a sentence that does not fit below headings in two, of which one does: the last piece first. */
function cutBelow(
  text: string,
  headings: readonly Unit[],
  { sentence, ...unit }: Unit,
  tokenizer: Tokenizer,
  budget: Budget,
): Unit[] | undefined {
  const room = {
    tokens: budget.tokens - tokensOf(headings),
    characters: budget.characters - (sentence.start - headings[0]!.sentence.start),
  };
  if (sentence.kind === "heading" || room.tokens < 1 || room.characters < 1) return undefined;
  const [first, second] = fitSentence(text, sentence, tokenizer, room);
  if (first === undefined || second === undefined) return undefined;
  const rest = { ...span(second.start, sentence.end), kind: sentence.kind };
  const restRoom = { ...budget, tokens: budget.tokens - unit.context.length };
  return [...fitSentence(text, rest, tokenizer, restRoom).reverse(), first].flatMap((piece) =>
    piece.tokens.length > 0 ? { ...unit, sentence: piece } : [],
  );
}

/** The last sentences of a passage that are said again before `unit`: never all of them, and none of its headings. */
function overlap(passage: readonly Unit[], unit: Unit, budget: Budget, overlapTokens: number): Unit[] {
  let from = passage.length;
  while (from > 1 && !isHeading(passage[from - 1]!)) {
    const repeated = passage.slice(from - 1);
    if (tokensOf(repeated) > overlapTokens || !fits(repeated, unit, budget)) break;
    from--;
  }
  return passage.slice(from);
}

function passageOf(units: readonly Unit[]): Passage {
  const first = units[0]!;
  const { section } = (units.find((unit) => !isHeading(unit)) ?? units.at(-1)!).block;
  const sentences = units.map(({ sentence, block }): PlacedSentence => {
    return { ...sentence, ...placeOf(block), header: block.header ?? null };
  });
  return {
    ...span(first.sentence.start, sentences.at(-1)!.end),
    sentences,
    context: first.context,
    section,
    ...placeOf(first.block),
    part: partOver(sentences.map(({ part }) => part)),
  };
}

function isHeading(unit: Unit): boolean {
  return unit.sentence.kind === "heading";
}

function tokensOf(units: readonly Unit[]): number {
  let tokens = 0;
  for (const { sentence } of units) tokens += sentence.tokens.length;
  return tokens;
}
