import { randomInt } from "node:crypto";
import type { Answer } from "../contract/answer.js";
import type { DocumentId } from "../contract/ids.js";
import { type Span, sliceSpan } from "../core/spans.js";
import { singleSpaced } from "../core/text.js";
import type { Library } from "../search/library.js";
import { pathMatcher } from "../search/question/filter.js";
import type { CitedSentence } from "../verify/statements/check-cited.js";

/** Passages that a model is given sentences of, at most. */
export const MAX_WRITTEN_PASSAGES = 40;
/** Letters that make no words. */
const LETTERS = "bcdfghjkmnpqrtvwxz";
const ID_LETTERS = 3;

/** Sentences that speak to a model instead of to people are not given to one; they can still be quoted. */
const ORDERS =
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,60}\b(?:instructions?|prompts?|rules|guidelines)\b|\b(?:system prompt|you are (?:an?|now an?) (?:ai|assistant|language model|chatbot)|as an ai (?:assistant|model)|new instructions?:)/iu;

/** A sentence that a model is given, under an id that no document can know: it is drawn for one prompt. */
export interface GivenSentence extends CitedSentence {
  readonly id: string;
  /** On one line. */
  readonly text: string;
  /** The row that names the columns of its table; `null` for what is no row. */
  readonly columns: string | null;
}

/** Where sentences of a document stand that a model may be given; code points. */
export type Place = Pick<Answer["passages"][number], "document_id" | "start" | "end">;

/** What a model may be given at once. */
export interface Allowance {
  /** Characters of all sentences together: the default of settings is some 3,000 tokens. */
  readonly most: number;
  /** Paths of which nothing is given: files, folders ending in `/`, globs. */
  readonly exclude: readonly string[];
}

/** The sentences of some places, each once, the best place first, within what a model may be given. */
export async function materialOf(
  places: readonly Place[],
  { reader, sources }: Pick<Library, "reader" | "sources">,
  may: Allowance,
): Promise<GivenSentence[]> {
  const found = new Map<string, CitedSentence>();
  for (const { document_id, start, end } of places) {
    const source = await sources.get(document_id as DocumentId);
    if (!source) continue;
    const [from, to] = [source.map.toUtf16(start), source.map.toUtf16(end)];
    for (const passage of await reader.passagesOf(source.document.id)) {
      for (const sentence of passage.sentences) {
        const key = `${source.document.id} ${sentence.start}`;
        if (sentence.start < from || sentence.end > to || found.has(key)) continue;
        found.set(key, { source, passage, sentence });
      }
    }
  }
  return givenOf([...found.values()], may);
}

/** Those of some sentences that a model may be given, the first ones, within what it is given at once. */
export function givenOf(sentences: readonly CitedSentence[], { most, exclude }: Allowance): GivenSentence[] {
  const isExcluded = pathMatcher(exclude);
  const given: CitedSentence[] = [];
  let characters = 0;
  for (const one of sentences) {
    const { source, sentence } = one;
    const { path, file } = source.document;
    if (sentence.kind === "heading" || isExcluded(path) || isExcluded(file)) continue;
    if (ORDERS.test(sliceSpan(source.text, sentence))) continue;
    characters += sentence.end - sentence.start;
    if (characters > most) break;
    given.push(one);
  }
  return withIds(given);
}

function withIds(sentences: readonly CitedSentence[]): GivenSentence[] {
  const taken = new Set<string>();
  const texts = sentences.map(({ source, sentence }) => oneLineOf(source.text, sentence));
  const draw = (): string => {
    const id = Array.from({ length: ID_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    if (taken.has(id) || texts.some((text) => text.includes(`[${id}`))) return draw();
    taken.add(id);
    return id;
  };
  return sentences.map((one, i) => {
    const { header } = one.sentence;
    const isHeader = header !== null && header.start === one.sentence.start;
    const columns = header !== null && !isHeader ? oneLineOf(one.source.text, header) : null;
    return { ...one, id: draw(), text: texts[i]!, columns };
  });
}

function oneLineOf(text: string, where: Span): string {
  return singleSpaced(sliceSpan(text, where));
}
