import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Answer } from "../contract/answer.js";
import type { Filters } from "../contract/filters.js";
import type { CitedSpan, Judgement } from "../contract/judgement.js";
import { FootnoteError } from "../core/errors/errors.js";
import { isMissing, problemOf } from "../core/file-problems.js";
import { replaceFile } from "../store/disk/busy-files.js";
import { parseEvidence, parseFilters, QUESTIONS_FILE, readLines } from "./labelled-set.js";

const REJECTED_FILE = "rejected.jsonl";

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

interface KeptJudgement {
  /** Where it stands, under the folder as it was given. */
  readonly file: string;
  /** Nothing was kept there before. */
  readonly isFirst: boolean;
}

/**
 * Adds a judgement to a labelled set: a right answer as a question with its evidence (that of the document which it
 * cites most, as a label is of one document), a right refusal as a question without, a wrong answer as one that is
 * not to be given again. Replaces what was said of the same question before.
 * @param folder of the set, relative to `cwd`; made where it is missing
 * @throws FootnoteError output_unwritable
 */
export async function keepJudgement(folder: string, judgement: Judgement, cwd: string): Promise<KeptJudgement> {
  const path = resolve(cwd, folder);
  try {
    await mkdir(path, { recursive: true });
    const [right, wrong] = [join(path, QUESTIONS_FILE), join(path, REJECTED_FILE)];
    const kept = { right: await linesOf(right), wrong: await linesOf(wrong) };
    const others = (lines: readonly string[]) => lines.filter((line) => questionOf(line) !== judgement.question);
    const added = JSON.stringify(judgement.isRight ? labelOf(judgement) : rejectionOf(judgement));
    await replace(right, kept.right, [...others(kept.right), ...(judgement.isRight ? [added] : [])]);
    await replace(wrong, kept.wrong, [...others(kept.wrong), ...(judgement.isRight ? [] : [added])]);
    const file = join(folder, judgement.isRight ? QUESTIONS_FILE : REJECTED_FILE);
    return { file, isFirst: kept.right.length === 0 && kept.wrong.length === 0 };
  } catch (cause) {
    throw new FootnoteError("output_unwritable", { path, problem: problemOf(cause) }, { cause });
  }
}

function labelOf({ question, filters, cited }: Judgement): object {
  const document = mostCited(cited);
  const evidence = cited
    .filter((span) => span.document === document)
    .map(({ start, end, quote }) => ({ start, end, quote }));
  return { question, ...(filters && { filters }), document, evidence };
}

function rejectionOf({ question, filters, cited }: Judgement): object {
  return { question, ...(filters && { filters }), rejected: cited };
}

function mostCited(cited: readonly CitedSpan[]): string | null {
  const characters = new Map<string, number>();
  for (const { document, start, end } of cited) {
    characters.set(document, (characters.get(document) ?? 0) + end - start);
  }
  const [best] = [...characters].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A line that someone has broken stays as it is: `footnote eval` says which one it is. */
function questionOf(line: string): unknown {
  try {
    return Object(JSON.parse(line)).question;
  } catch {
    return undefined;
  }
}

async function replace(file: string, before: readonly string[], lines: readonly string[]): Promise<void> {
  if (before.length === 0 && lines.length === 0) return;
  // Another chat may be doing the same.
  const fresh = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(fresh, lines.map((line) => `${line}\n`).join(""), { flag: "wx" });
    await replaceFile(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
