import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Filters } from "../contract/filters.js";
import { type CodePointOffset, codePointOffset } from "../contract/ids.js";
import { FootnoteError } from "../core/errors/errors.js";
import { isMissing, problemOf } from "../core/file-problems.js";

/** Characters of a document that answer a question, in code points, end-exclusive. */
export interface Evidence {
  readonly start: CodePointOffset;
  readonly end: CodePointOffset;
  readonly quote: string;
}

export interface LabelledQuestion {
  readonly question: string;
  /** Which documents it is asked of [all]. */
  readonly filters?: Filters;
  /** Path within the corpus; `null` for a question that it does not answer. */
  readonly document: string | null;
  readonly evidence: readonly Evidence[];
  /** What sort of question it is, in the set's own words; figures are also given by it [none]. */
  readonly kind?: string;
  /** A number that it shares with another question that asks the same, to be compared with [none]. */
  readonly pair?: number;
}

export const QUESTIONS_FILE = "questions.jsonl";

/** Reads the questions of a labelled set. @param mayBeEmpty [false] @throws FootnoteError set_invalid, naming the line */
export async function readLabelledSet(folder: string, { mayBeEmpty = false } = {}): Promise<LabelledQuestion[]> {
  const path = join(folder, QUESTIONS_FILE);
  const questions = await readLines(path, parseQuestion);
  if (mayBeEmpty) return questions ?? [];
  if (questions === null) throw invalid(path, "no such file or folder");
  if (questions.length === 0) throw invalid(path, "it holds no questions");
  return questions;
}

/** A value a line, blank lines left out; `null` without the file. @throws FootnoteError set_invalid, naming the line */
export async function readLines<Value>(path: string, parse: (value: unknown) => Value): Promise<Value[] | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw invalid(path, problemOf(cause), cause);
  }
  return text.split("\n").flatMap((line, i) => {
    // Also without the mark of UTF-8, which editors on Windows begin a file with.
    const value = line.trim();
    if (value === "") return [];
    try {
      return [parse(JSON.parse(value))];
    } catch (cause) {
      throw invalid(path, `line ${i + 1}: ${problemOf(cause)}`, cause);
    }
  });
}

function invalid(path: string, problem: string, cause?: unknown): FootnoteError {
  return new FootnoteError("set_invalid", { path, problem }, { cause });
}

function parseQuestion(value: unknown): LabelledQuestion {
  const { question, filters, document, evidence, kind, pair } = Object(value) as Record<string, unknown>;
  if (typeof question !== "string") throw new TypeError("'question' is not text");
  if (typeof document !== "string" && document !== null) throw new TypeError("'document' is neither text nor null");
  if (!Array.isArray(evidence)) throw new TypeError("'evidence' is not a list");
  if (kind !== undefined && typeof kind !== "string") throw new TypeError("'kind' is not text");
  if (pair !== undefined && !Number.isInteger(pair)) throw new TypeError("'pair' is not a whole number");
  return {
    question,
    ...parseFilters(filters),
    document,
    evidence: evidence.map(parseEvidence),
    ...(kind !== undefined && { kind }),
    ...(pair !== undefined && { pair: pair as number }),
  };
}

const LISTS: readonly string[] = ["paths", "types", "documentIds", "from", "to", "subject"] satisfies (keyof Filters)[];
const DATES: readonly string[] = [
  "modifiedAfter",
  "modifiedBefore",
  "sentAfter",
  "sentBefore",
] satisfies (keyof Filters)[];

/** The filters of a question, as `+` and `-` of the chat keep them. */
export function parseFilters(value: unknown): { readonly filters?: Filters } {
  if (value === undefined) return {};
  const isText = (one: unknown) => typeof one === "string";
  for (const [name, filter] of Object.entries(Object(value))) {
    const isList = LISTS.includes(name) && Array.isArray(filter) && filter.every(isText);
    if (!isList && !(DATES.includes(name) && isText(filter)))
      throw new TypeError(`'filters' can't hold this '${name}'`);
  }
  return { filters: value as Filters };
}

export function parseEvidence(value: unknown): Evidence {
  const { start, end, quote } = Object(value) as Record<string, unknown>;
  if (!Number.isInteger(start) || !Number.isInteger(end) || (start as number) >= (end as number)) {
    throw new TypeError("'evidence' needs whole numbers with start < end");
  }
  if (typeof quote !== "string") throw new TypeError("'quote' of the evidence is not text");
  return { start: codePointOffset(start as number), end: codePointOffset(end as number), quote };
}
