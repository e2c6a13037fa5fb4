import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Citation, Location, RankedPassage } from "../../contract/answer.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { citationNumbers, numberedSentences } from "../../core/numbering.js";
import { EXPORT_MARK } from "../../core/own-files.js";
import { wasReadOtherwise } from "../../core/past-turns.js";
import { printable, shorten, singleSpaced } from "../../core/text.js";
import { place } from "../../core/wording.js";
import type { Evidence } from "../state/evidence.js";
import { evidenceOf, type Turn } from "../state/state.js";

const NEAREST_CHARACTERS = 120;

/**
 * A conversation as Markdown: each question with its answer, whose numbers lead to the quotes beneath it. Text of
 * documents can't become markup.
 * @param on the day, as `2026-01-31`
 */
export function exportConversation(turns: readonly Turn[], on: string): string {
  return [`# Footnote, ${on}`, ...turns.flatMap(turnBlocks), ""].join("\n\n").replace(/\n+$/, "\n");
}

function turnBlocks(turn: Turn): string[] {
  const { outcome } = turn;
  const heading = `## ${plain(turn.question)}`;
  const sources = evidenceOf(turn).map(sourceLine).join("\n");
  switch (outcome.kind) {
    case "answer": {
      const { answer } = outcome;
      const { interpreted_question: read, citations, not_found, coverage } = answer;
      const reading = wasReadOtherwise(answer) ? [`Read as: ${plain(read)}`] : [];
      if (answer.answer === null) {
        const reason = `Not found in these documents. ${plain(not_found?.reason ?? "")}`.trim();
        const nearest = (not_found?.nearest ?? []).map(nearestLine).join("\n");
        return [heading, ...reading, reason, ...(nearest === "" ? [] : [`Nearest passages:\n\n${nearest}`])];
      }
      const numbers = citationNumbers(citations);
      const sentences = answer.answer.sentences.map(({ text, context, citations: ids }) => {
        const marks = ids.map((id) => `[${numbers.get(id)}]`).join("");
        return `${context === null ? "" : `${plain(context)} `}${plain(text)} ${marks}`;
      });
      const cited = citations.map((source, index) => citationLine(source, index + 1)).join("\n");
      const stale = coverage.stale !== null && coverage.stale.length > 0;
      const remark = stale ? ["The index was out of date when this was asked."] : [];
      return [heading, ...reading, sentences.join("\n"), cited, ...remark];
    }
    case "verified": {
      const lines = numberedSentences(outcome.verification).map(({ sentence: { sentence, verdict }, numbers }) => {
        const marks = numbers.map((number) => `[${number}]`).join("");
        return `- **${verdict}**: ${plain(sentence)} ${marks}`.trimEnd();
      });
      return [heading, lines.join("\n"), ...(sources === "" ? [] : [sources])];
    }
    case "found":
      return [heading, sources === "" ? "No passages." : sources];
    case "missed":
      return [heading, plain(outcome.miss.reason), ...(sources === "" ? [] : [sources])];
    case "failed":
    case "cancelled":
      return [];
  }
}

function sourceLine(evidence: Evidence): string {
  return evidence.kind === "citation"
    ? citationLine(evidence.source, evidence.number)
    : quoted(evidence.source, evidence.number, evidence.source.text);
}

/** Where something near stands, with its first line: it is no answer, and only to be found again. */
function nearestLine({ text, ...location }: RankedPassage): string {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? "";
  return quoted(location, location.rank, shorten(singleSpaced(first), NEAREST_CHARACTERS));
}

function citationLine(citation: Citation, number: number): string {
  return quoted(citation, number, citation.quote);
}

/** `1. care.txt:3-5 (page 2): “…”`, with the lines' range. */
function quoted(location: Location, number: number, text: string): string {
  const { line_start, line_end } = location;
  const first = place(location);
  const where = line_end === line_start ? first : first.replace(`:${line_start}`, `:${line_start}-${line_end}`);
  return `${number}. ${plain(where)}\n   > ${plain(text)}`;
}

/** What Markdown makes a link of without being told to: addresses of pages and of mail. */
const ADDRESS = /(?:[a-z][a-z\d+.-]*:\/\/|www\.|mailto:|xmpp:)[^\s`]*[\p{L}\p{N}/=_-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

/**
 * On one line, with every character that Markdown or HTML could take for its own escaped. Addresses become code: some
 * programs make links of them even when they are escaped.
 */
function plain(text: string): string {
  const line = singleSpaced(printable(text)).trim();
  let plainFrom = 0;
  let escaped = "";
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    escaped += `${escapedCharacters(line.slice(plainFrom, index))}\`${address}\``;
    plainFrom = index + address.length;
  }
  return escapedStart(escaped + escapedCharacters(line.slice(plainFrom)));
}

function escapedCharacters(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&");
}

/** Lists, rules, underlined headings and tables begin with these. */
function escapedStart(line: string): string {
  return line.replace(/^[-+=:]/, "\\$&").replace(/^(\d+)([.)])(?= |$)/, "$1\\$2");
}

interface ExportRequest {
  readonly turns: readonly Turn[];
  /** As it was given, relative to `cwd`; `null`: a name with the day. */
  readonly path: string | null;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes a conversation as Markdown and gives the file's name. @throws FootnoteError export_exists, output_unwritable */
export async function writeExport({ turns, path, isForced, cwd, at }: ExportRequest): Promise<string> {
  const day = new Date(at).toISOString().slice(0, 10);
  const name = path ?? `footnote-${day}.md`;
  try {
    await writeFile(resolve(cwd, name), `${EXPORT_MARK}\n\n${exportConversation(turns, day)}`, {
      flag: isForced ? "w" : "wx",
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST")
      throw new FootnoteError("export_exists", { path: name }, { cause });
    throw new FootnoteError("output_unwritable", { path: name, problem: problemOf(cause) }, { cause });
  }
  return name;
}
