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
/** Of all sentences together: some 3,000 tokens, so that the models of small machines read them whole. */
export const MAX_CHARACTERS = 12_000;
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
type Place = Pick<Answer["passages"][number], "document_id" | "start" | "end">;

/**
 * The sentences of some places, each once, the best place first, within what a model is given at once.
 * @param exclude paths of which nothing is given: files, folders ending in `/`, globs
 */
export async function materialOf(
  places: readonly Place[],
  { reader, sources }: Pick<Library, "reader" | "sources">,
  exclude: readonly string[] = [],
): Promise<GivenSentence[]> {
  const isExcluded = pathMatcher(exclude);
  const found = new Map<string, CitedSentence>();
  let characters = 0;
  for (const { document_id, start, end } of places) {
    const source = await sources.get(document_id as DocumentId);
    if (!source || isExcluded(source.document.path) || isExcluded(source.document.file)) continue;
    const [from, to] = [source.map.toUtf16(start), source.map.toUtf16(end)];
    for (const passage of await reader.passagesOf(source.document.id)) {
      for (const sentence of passage.sentences) {
        const key = `${source.document.id} ${sentence.start}`;
        if (ORDERS.test(sliceSpan(source.text, sentence))) continue;
        if (sentence.kind === "heading" || sentence.start < from || sentence.end > to || found.has(key)) continue;
        characters += sentence.end - sentence.start;
        if (characters > MAX_CHARACTERS) return withIds([...found.values()]);
        found.set(key, { source, passage, sentence });
      }
    }
  }
  return withIds([...found.values()]);
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
