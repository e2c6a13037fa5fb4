import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Answer, Citation, Location, RankedPassage } from "../../src/contract/answer.js";

/** Counts as a client would that knows nothing of Footnote: in code points of the file's own text. */
class FileText {
  readonly points: readonly string[];
  readonly hash: string;

  constructor(corpus: string, path: string) {
    const bytes = readFileSync(join(corpus, path));
    this.points = Array.from(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    this.hash = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  }

  slice(start: number, end: number): string {
    return this.points.slice(start, end).join("");
  }

  /** 1-based line of a code point. */
  lineOf(offset: number): number {
    return 1 + (this.slice(0, offset + 1).match(/\r\n|\r|\n/g)?.length ?? 0) - (this.endsLine(offset) ? 1 : 0);
  }

  private endsLine(offset: number): boolean {
    return /[\r\n]/.test(this.points[offset] ?? "");
  }
}

/** Every quote, highlight and passage equals its slice of the file, and its lines are the ones it stands on. */
export function expectSlices(corpus: string, { citations, passages, not_found, answer }: Answer): void {
  for (const citation of citations) expectCitation(corpus, citation);
  for (const passage of [...passages, ...(not_found?.nearest ?? [])]) expectPassage(corpus, passage);
  const quotes = new Map(citations.map(({ id, quote }) => [id, quote]));
  for (const sentence of answer?.sentences ?? []) {
    expect(sentence.citations.length).toBeGreaterThan(0);
    expect(quotes.get(sentence.citations[0]!)).toBe(sentence.text);
    if (sentence.context !== null) expect(sentence.context).not.toBe("");
  }
}

function expectCitation(corpus: string, citation: Citation): void {
  const file = new FileText(corpus, citation.path);
  const { start, end, quote, selector, content_hash } = citation;
  expect(quote).not.toBe("");
  expect(quote).toBe(file.slice(start, end));
  expect(selector.exact).toBe(quote);
  expect(selector.prefix).toBe(file.slice(Math.max(0, start - Array.from(selector.prefix).length), start));
  expect(selector.suffix).toBe(file.slice(end, end + Array.from(selector.suffix).length));
  expect(content_hash).toBe(file.hash);
  expectLines(file, citation);
}

export function expectPassage(corpus: string, passage: RankedPassage): void {
  const file = new FileText(corpus, passage.path);
  expect(passage.text).toBe(file.slice(passage.start, passage.end));
  expect(passage.highlights.length).toBeGreaterThan(0);
  const points = Array.from(passage.text);
  for (const { start, end } of passage.highlights) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(points.length);
    expect(points.slice(start, end).join("")).toBe(file.slice(passage.start + start, passage.start + end));
  }
  expectLines(file, passage);
}

function expectLines(file: FileText, { start, end, line_start, line_end }: Location): void {
  expect([line_start, line_end]).toEqual([file.lineOf(start), file.lineOf(end - 1)]);
}

/** A passage with its surroundings is one run of its file's text. */
export function expectRun(
  corpus: string,
  { path, start, end, before, text, after }: Location & { before: string; text: string; after: string },
): void {
  const file = new FileText(corpus, path);
  const from = start - Array.from(before).length;
  expect(text).toBe(file.slice(start, end));
  expect(before + text + after).toBe(file.slice(from, end + Array.from(after).length));
}
