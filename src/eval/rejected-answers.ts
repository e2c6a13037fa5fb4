import { join } from "node:path";
import type { Answer } from "../contract/answer.js";
import type { Filters } from "../contract/filters.js";
import type { CitedSpan } from "../contract/judgement.js";
import { parseEvidence, parseFilters, readLines } from "./labelled-set.js";

export const REJECTED_FILE = "rejected.jsonl";

/** An answer that a person called wrong. What the right one is isn't known, so it counts in no other figure. */
export interface RejectedAnswer {
  readonly question: string;
  /** Which documents were asked [all]. */
  readonly filters?: Filters;
  /** What it cited; empty for a refusal that was wrong. */
  readonly rejected: readonly CitedSpan[];
}

export interface RejectionMetrics {
  readonly questions: number;
  /** Share of them that get the rejected answer again: half of a rejected citation, or the refusal. */
  readonly again: number;
}

/** The answers of a labelled set that are not to be given again; none where it has no such file. @throws FootnoteError set_invalid */
export async function readRejected(folder: string): Promise<RejectedAnswer[]> {
  return (await readLines(join(folder, REJECTED_FILE), parseRejected)) ?? [];
}

export function isGivenAgain({ rejected }: RejectedAnswer, { status, citations }: Answer): boolean {
  if (rejected.length === 0) return status === "not_found";
  return citations.some(({ path, start, end }) =>
    rejected.some((one) => {
      const shared = Math.min(end, one.end) - Math.max(start, one.start);
      return path === one.document && shared >= (one.end - one.start) / 2;
    }),
  );
}

function parseRejected(value: unknown): RejectedAnswer {
  const { question, filters, rejected } = Object(value) as Record<string, unknown>;
  if (typeof question !== "string") throw new TypeError("'question' is not text");
  if (!Array.isArray(rejected)) throw new TypeError("'rejected' is not a list");
  return { question, ...parseFilters(filters), rejected: rejected.map(parseSpan) };
}

function parseSpan(value: unknown): CitedSpan {
  const { document } = Object(value) as Record<string, unknown>;
  if (typeof document !== "string") throw new TypeError("'document' of what is rejected is not text");
  return { document, ...parseEvidence(value) };
}
