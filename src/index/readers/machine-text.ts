import type { Block } from "../../core/document.js";
import { type Span, span } from "../../core/spans.js";
import { count } from "../../core/wording.js";
import { textBlock } from "./blocks.js";
import type { ReadResult } from "./document-reader.js";
import type { FormatName } from "./formats.js";

type MachineKind =
  | "base64"
  | "encoded bytes"
  | "a hex dump"
  | "a sequence of letters"
  | "minified code or data"
  | "bare numbers";

/** How many lines in a row make such a text: fewer may be a key, a checksum or a table that someone asks for. */
const MIN_LINES: Readonly<Record<MachineKind, number>> = {
  base64: 4,
  "encoded bytes": 4,
  "a hex dump": 4,
  "a sequence of letters": 4,
  "minified code or data": 1,
  "bare numbers": 500,
};
/** A line so long counts as many. UTF-16 length. */
const LONG_LINE = 1000;

const MIN_TOKEN = 40;
const MIN_CODE_LINE = 500;
const MAX_CODE_SPACES = 0.06;
const MIN_CODE_MARKS = 0.1;
const MIN_DUMP_BYTES = 8;
/** Lists of names and the usage of a program have a space behind these; code that was made short has none. */
const PARTS: ReadonlySet<number> = new Set(Array.from(",;)]>|}\\", (mark) => mark.charCodeAt(0)));
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const LETTERS = /^(?:[A-Z*-]+|[a-z]+)$/;
/** Of the records of Intel's and Motorola's files. */
const RECORD_MARK = /^(?::|S(?=\d))/;
const HEX = /^[0-9a-fA-F]+$/;
/** The parts of a dump: bytes and words of 16 to 64 bits, as in `7f45 4c46` and `0x7f,`. */
const DUMPED = /(?<![\w.+#-])(?:0x)?(?:[0-9a-fA-F]{2}|[0-9a-fA-F]{4}|[0-9a-fA-F]{8}|[0-9a-fA-F]{16})(?![\w.-])/g;
/** An offset that is no word of a dump by its length. */
const ODD_OFFSET = /^(?:[0-9a-fA-F]{5,7}|[0-9a-fA-F]{9,15})[:\s]\s*/;
/** A drawing's lines and curves (SVG). */
const PATH = /^[MLHVCSQTAZmlhvcsqtaz\d\s.,eE+-]*$/;
const NO_NUMBERS = /[^\d\s.,;:|+\-eE()[\]{}/*%]|[eE]{2}/;

/**
 * Takes out of a document what no person wrote: base64, dumps, minified code, long runs of bare numbers. It becomes a
 * `rule`, which is in no passage, and is told of as not read. A file with nothing else is unreadable.
 */
export function withoutMachineText(result: ReadResult, format: FormatName): ReadResult {
  if (result.status === "unreadable" || format === "whole") return result;
  const { text, blocks } = result;
  const found = new MachineLines(text, format).find(blocks);
  if (found.spans.length === 0) return result;
  const rest = cutOut(text, blocks, found.spans);
  const told = [...found.lines].map(([kind, lines]) => `${count(lines, "line")} of ${kind}`);
  if (rest.every(({ kind }) => kind === "rule")) {
    return { status: "unreadable", reason: `holds nothing but ${told.join(" and ")}, which no person wrote` };
  }
  return { ...result, blocks: rest, unread: [...(result.unread ?? []), ...told] };
}

interface Found {
  /** In order and without overlap. */
  readonly spans: readonly Span[];
  readonly lines: ReadonlyMap<MachineKind, number>;
}

/** Looks for runs of lines of one kind, over the edges of blocks. */
class MachineLines {
  readonly #spans: Span[] = [];
  readonly #lines = new Map<MachineKind, number>();
  #run: { kind: MachineKind; spans: Span[]; weight: number } | null = null;

  constructor(
    private readonly text: string,
    private readonly format: FormatName,
  ) {}

  find(blocks: readonly Block[]): Found {
    for (const block of blocks) {
      if (block.kind === "rule") continue;
      for (let start: number = block.start; start < block.end; ) {
        const lineEnd = this.text.indexOf("\n", start);
        const end = lineEnd < 0 || lineEnd > block.end ? block.end : lineEnd;
        this.#line(start, end, block);
        start = end + 1;
      }
    }
    this.#endRun();
    return { spans: this.#spans, lines: this.#lines };
  }

  #line(start: number, end: number, block: Block): void {
    const line = this.text.slice(start, end).trim();
    if (line === "") return;
    const kind = this.#kindOf(line, block);
    if (kind !== this.#run?.kind) this.#endRun();
    if (kind === null) return;
    this.#run ??= { kind, spans: [], weight: 0 };
    this.#run.spans.push(span(start, end));
    this.#run.weight += line.length >= LONG_LINE ? MIN_LINES[kind] : 1;
  }

  #endRun(): void {
    const run = this.#run;
    this.#run = null;
    if (run === null || run.weight < MIN_LINES[run.kind]) return;
    for (const found of run.spans) this.#spans.push(found);
    this.#lines.set(run.kind, (this.#lines.get(run.kind) ?? 0) + run.spans.length);
  }

  #kindOf(line: string, { header, kind }: Block): MachineKind | null {
    const run = this.#run?.kind;
    if (isToken(line)) {
      if (isSequence(line)) return "a sequence of letters";
      if (isDumpedToken(line)) return "a hex dump";
      if (isBase64(line)) return "base64";
      if (isBase85(line, run === "encoded bytes")) return "encoded bytes";
      // The last line is short, and one of zeros has no disorder.
      if (run === "base64" && BASE64.test(line)) return run;
      if (run === "a sequence of letters" && LETTERS.test(line)) return run;
    }
    if (isDump(line, run === "a hex dump")) return "a hex dump";
    if (isUuencoded(line)) return "encoded bytes";
    const isData = this.format === "json" || this.format === "csv" || header !== undefined;
    if (isData) return null;
    // Paragraphs of links have the marks of code.
    const mayBeCode = kind === "code" || (kind !== "table_row" && this.format !== "markdown");
    if (mayBeCode && isMinified(line)) return "minified code or data";
    return isNumbers(line) ? "bare numbers" : null;
  }
}

function isToken(line: string): boolean {
  return !/\s/.test(line);
}

/** Letters, digits and capitals change at every other character; in words, paths and names they hardly do. */
function isBase64(line: string): boolean {
  if (line.length < MIN_TOKEN || !BASE64.test(line)) return false;
  const { changes, upper, lower, digits } = disorderOf(line);
  const least = line.length / 20;
  return changes > line.length * 0.3 && upper > least && lower > least && digits > 0;
}

/** The same with marks among them, as in the streams of PostScript and the patches of git. */
function isBase85(line: string, goesOn: boolean): boolean {
  if ((line.length < MIN_TOKEN && !goesOn) || /[^!-~]/.test(line)) return false;
  const { changes, upper, lower, digits, marks } = disorderOf(line);
  // One line in many has less disorder, or no digit.
  if (goesOn) return changes > line.length * 0.5;
  return changes > line.length * 0.6 && Math.min(upper, lower, digits, marks) > line.length / 30;
}

/** A full line: it begins with its length, and the spaces at its end may be gone. */
function isUuencoded(line: string): boolean {
  return (
    line.startsWith("M") && line.length > 61 - 4 && line.length <= 61 && !/[^ -`]/.test(line) && /[^\w\s]{2}/.test(line)
  );
}

/** How many letters, digits and marks a line of ASCII has, and how often one kind follows another. */
function disorderOf(line: string) {
  let [changes, upper, lower, digits] = [0, 0, 0, 0];
  let before = -1;
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    const kind = code >= 97 && code <= 122 ? 0 : code >= 65 && code <= 90 ? 1 : code >= 48 && code <= 57 ? 2 : 3;
    if (kind === 0) lower++;
    else if (kind === 1) upper++;
    else if (kind === 2) digits++;
    if (kind !== before) changes++;
    before = kind;
  }
  return { changes, upper, lower, digits, marks: line.length - upper - lower - digits };
}

/** As proteins and genes are written. */
function isSequence(line: string): boolean {
  return line.length >= MIN_TOKEN && LETTERS.test(line) && /[^aeiouAEIOU]{4}/.test(line);
}

/** Of more digits than the names of commits have, which people list. */
function isDumpedToken(line: string): boolean {
  if (line.length <= MIN_TOKEN || !HEX.test(line.replace(RECORD_MARK, ""))) return false;
  const digits = line.match(/\d/g)?.length ?? 0;
  return digits > line.length / 4 && digits < line.length;
}

/** @param goesOn whether the line before was one: a line of zeros looks like years or counts */
function isDump(whole: string, goesOn: boolean): boolean {
  const line = whole.replace(ODD_OFFSET, "");
  const parts = line.match(DUMPED);
  if (parts === null || parts.length < MIN_DUMP_BYTES) return false;
  const second = parts[1]!;
  const bytes = parts.reduce((sum, part) => sum + part.replace("0x", "").length / 2, 0);
  const held = parts.reduce((sum, part) => sum + part.length, 0);
  const withLetters = parts.filter((part) => /[a-fA-F]/.test(part.replace("0x", ""))).length;
  const alike = parts.filter((part) => part.length === second.length).length >= parts.length - 2;
  // Beside the bytes there is often what they are as characters.
  const filled = held + bytes >= line.replace(/[\s,:{}|]/g, "").length * 0.9;
  return alike && filled && (withLetters >= 2 || second.startsWith("0x") || goesOn);
}

function isMinified(whole: string): boolean {
  if (whole.length < MIN_CODE_LINE) return false;
  const line = whole.replace(/\b\w+:\/\/[^\s)>\]"'`]+/g, "");
  let [spaces, parted, marks, beyond] = [0, 0, 0, 0];
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (code === 32 || code === 9) {
      spaces++;
      if (PARTS.has(line.charCodeAt(index - 1))) parted++;
    } else if (code > 126) beyond++;
    else if (!isWordy(code)) marks++;
  }
  const { length } = line;
  return (
    length >= MIN_CODE_LINE / 2 &&
    beyond < length * 0.05 &&
    spaces < length * MAX_CODE_SPACES &&
    parted <= spaces / 2 &&
    marks > length * MIN_CODE_MARKS
  );
}

/** Letters, digits, and what stands in paths and names: `-`, `.`, `/`, `_`. */
function isWordy(code: number): boolean {
  return (code >= 45 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
}

function isNumbers(line: string): boolean {
  if (!/\d/.test(line)) return false;
  return !NO_NUMBERS.test(line) || (line.length >= LONG_LINE && PATH.test(line) && isMostlyDigits(line));
}

function isMostlyDigits(line: string): boolean {
  return (line.match(/\d/g)?.length ?? 0) > line.length / 2;
}

/** The blocks without these spans, which become rules. */
function cutOut(text: string, blocks: readonly Block[], spans: readonly Span[]): Block[] {
  const rest: Block[] = [];
  let next = 0;
  for (const block of blocks) {
    let from: number = block.start;
    const keep = (kind: Block["kind"], start: number, end: number) => {
      const piece = textBlock(text, kind, start, end, block.section);
      if (piece !== undefined) rest.push({ ...block, kind, ...span(piece.start, piece.end) });
    };
    for (; next < spans.length && spans[next]!.start < block.end; next++) {
      const { start, end } = spans[next]!;
      if (start > from) keep(block.kind, from, start);
      keep("rule", start, end);
      from = end;
    }
    if (from < block.end) keep(block.kind, from, block.end);
  }
  return rest;
}
