import { type Span, span } from "../core/spans.js";
import type { Library, Source } from "../search/library.js";
import type { IndexReader } from "../store/index-store.js";
import { CitedChecker, type CitedSentence } from "../verify/statements/check-cited.js";
import type { Objection } from "../verify/statements/cited-guards.js";
import { readLines } from "./labelled-set.js";

/** A sentence that a language model may have written of others, and whether they say so. */
export interface WrittenSentence {
  readonly question: string;
  readonly sentence: string;
  /** What it was written of; offsets are code points. */
  readonly given: readonly { readonly document: string; readonly start: number; readonly quote: string }[];
  readonly isRight: boolean;
  /** What is wrong with it (`number`, `cause`); `right` for a right one. */
  readonly kind: string;
}

/** The sentences of one kind, and how many of them were shown as proven. */
export interface WrittenGroup {
  readonly kind: string;
  readonly sentences: number;
  readonly proven: number;
}

export interface WrittenMetrics {
  /** Share of the right ones that are shown; `null` without any. */
  readonly right_proven: number | null;
  readonly wrong_proven: number | null;
  readonly kinds: readonly WrittenGroup[];
}

/** The written sentences of a file; none without it. @throws FootnoteError set_invalid */
export async function readWrittenSentences(path: string): Promise<WrittenSentence[]> {
  return (await readLines(path, parseWritten)) ?? [];
}

function parseWritten(value: unknown): WrittenSentence {
  const { question, sentence, given, label, kind } = Object(value) as Record<string, unknown>;
  if (typeof question !== "string") throw new TypeError("'question' is not text");
  if (typeof sentence !== "string") throw new TypeError("'sentence' is not text");
  if (label !== "right" && label !== "wrong") throw new TypeError("'label' is neither right nor wrong");
  if (typeof kind !== "string") throw new TypeError("'kind' is not text");
  if (!Array.isArray(given) || given.length === 0) throw new TypeError("'given' is empty");
  return { question, sentence, given, isRight: label === "right", kind };
}

/** What the check says of each; `null` for one that is proven. */
export async function checkWritten(
  written: readonly WrittenSentence[],
  library: Library,
): Promise<(Objection | null)[]> {
  const checker = new CitedChecker(library);
  const objections: (Objection | null)[] = [];
  for (const { sentence, given } of written) {
    const cited = await Promise.all(given.map((one) => citedSentences(one, library)));
    objections.push((await checker.check(sentence, cited.flat())).objection);
  }
  return objections;
}

/** The sentences of the index that a quote holds, one or more. @throws TypeError for a quote that no document holds */
export async function citedSentences(
  { document, quote }: WrittenSentence["given"][number],
  { reader, sources }: Library,
): Promise<CitedSentence[]> {
  const stored = reader.info.documents.find(({ path }) => path === document);
  const source = stored && (await sources.get(stored.id));
  const at = source ? source.text.indexOf(quote) : -1;
  const found = source && at >= 0 ? await sentencesAt(source, span(at + 2, at + quote.length - 2), reader) : [];
  if (found.length === 0) throw new TypeError(`${document} does not hold "${quote}"`);
  return found;
}

/** The sentences of the index that reach into a part of a document's text. @param where in UTF-16 units */
export async function sentencesAt(source: Source, where: Span, reader: IndexReader): Promise<CitedSentence[]> {
  const found = new Map<number, CitedSentence>();
  for (const passage of await reader.passagesOf(source.document.id)) {
    for (const sentence of passage.sentences) {
      const isThere = sentence.end > where.start && sentence.start < where.end;
      if (isThere && !found.has(sentence.start)) found.set(sentence.start, { source, passage, sentence });
    }
  }
  return [...found.values()];
}

/** @param objections one a sentence, in their order */
export function measureWritten(
  written: readonly WrittenSentence[],
  objections: readonly (Objection | null)[],
): WrittenMetrics {
  const groupOf = (kind: string, holds: (one: WrittenSentence) => boolean): WrittenGroup => {
    const own = objections.filter((_, at) => holds(written[at]!));
    return { kind, sentences: own.length, proven: own.filter((objection) => objection === null).length };
  };
  const share = ({ sentences, proven }: WrittenGroup) => (sentences > 0 ? proven / sentences : null);
  const kinds = [...new Set(written.map(({ kind }) => kind))];
  return {
    right_proven: share(groupOf("right", ({ isRight }) => isRight)),
    wrong_proven: share(groupOf("wrong", ({ isRight }) => !isRight)),
    kinds: kinds.map((kind) => groupOf(kind, (one) => one.kind === kind)),
  };
}
