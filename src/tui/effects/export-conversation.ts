import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Answer, Citation, Location, RankedPassage } from "../../contract/answer.js";
import { numberedSentences, quotedDocuments } from "../../core/answer-walk.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { EXPORT_MARK } from "../../core/own-files.js";
import { howRead } from "../../core/past-turns.js";
import { emptyWords, QUOTED_ONLY, relationHeading, reportParts, unprovenIn } from "../../core/report-walk.js";
import { printable, shorten, singleSpaced, upperFirst } from "../../core/text.js";
import {
  confidenceWords,
  heading,
  madeOfWords,
  place,
  stoppedWords,
  titleOf,
  unprovenWords,
  writtenByWords,
} from "../../core/wording.js";
import type { Evidence } from "../state/evidence.js";
import { evidenceOf, type Outcome, type Turn } from "../state/state.js";
import type { ReportOutcome, Words } from "../state/turn.js";

const NEAREST_CHARACTERS = 120;

/**
 * A conversation as Markdown: each question with its filter and its answer, whose numbers lead to the quotes beneath
 * it, and how sure it is. Text of documents can't become markup.
 * @param on the day, as `2026-01-31`
 */
export function exportConversation(turns: readonly Turn[], on: string): string {
  return [`# Footnote, ${on}`, ...turns.flatMap(turnBlocks), ""].join("\n\n").replace(/\n+$/, "\n");
}

function turnBlocks(turn: Turn): string[] {
  const { filter, outcome } = turn;
  if (outcome.kind === "failed" || outcome.kind === "cancelled") return [];
  const asked = filter === undefined ? [] : [`Only asked: ${plain(filter.line)}`];
  return [`## ${plain(turn.question)}`, ...asked, ...outcomeBlocks(turn, outcome)];
}

function outcomeBlocks(turn: Turn, outcome: Exclude<Outcome, { kind: "failed" | "cancelled" }>): string[] {
  const sources = evidenceOf(turn).map(sourceLine).join("\n");
  switch (outcome.kind) {
    case "answer":
      return [...answerBlocks(outcome.answer), ...(turn.words === undefined ? [] : wordsBlocks(turn.words))];
    case "verified": {
      const lines = numberedSentences(outcome.verification).map(({ sentence: { sentence, verdict }, numbers }) => {
        return `- **${verdict}**: ${plain(sentence)} ${marks(numbers)}`.trimEnd();
      });
      return [lines.join("\n"), ...(sources === "" ? [] : [sources])];
    }
    case "found":
      return [sources === "" ? "No passages." : sources];
    case "report":
      return [...reportBlocks(outcome), ...(sources === "" ? [] : ["### Sources", sources])];
    case "missed":
      return [plain(outcome.miss.reason), ...(sources === "" ? [] : [sources])];
  }
}

function answerBlocks(answer: Answer): string[] {
  const { citations, confidence, not_found, coverage } = answer;
  const { as, of } = howRead(answer);
  const reading = [
    ...(as === null ? [] : [`Read as: ${plain(as)}`]),
    ...(of === null ? [] : [`Asked of: ${plain(of)}`]),
  ];
  if (answer.answer === null) {
    const reason = `Not found in these documents. ${plain(not_found?.reason ?? "")}`.trim();
    const nearest = (not_found?.nearest ?? []).map(nearestLine).join("\n");
    return [...reading, reason, ...(nearest === "" ? [] : [`Nearest passages:\n\n${nearest}`])];
  }
  const said = quotedDocuments(answer).map(({ name, sentences }) => {
    const lines = sentences.map(({ text, context, numbers }) => {
      const stop = answer.kind === "content" ? "" : ":";
      return `${context === null ? "" : `${plain(context)}${stop} `}${plain(text)} ${marks(numbers)}`.trimEnd();
    });
    return [...(name === null ? [] : [`${plain(name)}:`]), ...lines].join("\n");
  });
  const cited = citations.map((source, index) => citationLine(source, index + 1)).join("\n");
  const sure = answer.kind === "content" ? confidenceWords(confidence) : madeOfWords(answer);
  const isStale = coverage.stale !== null && coverage.stale.length > 0;
  const remark = isStale ? ["The index was out of date when this was asked."] : [];
  const basis = sure === null ? [] : [`${upperFirst(sure)}.`];
  return [...reading, ...said, ...(cited === "" ? [] : [cited]), ...basis, ...remark];
}

/** What a model wrote of it, as far as it is proven, with the quotes that prove it. */
function wordsBlocks({ citations, failure, sentences, sent, stage, written }: Words): string[] {
  const shown = sentences.filter(({ verdict }) => verdict !== "left_out");
  if (sentences.length === 0) return [];
  const said = shown.map(({ verdict, text, citations: ids }) => {
    const before = verdict === "replaced" ? "Quoted: " : "";
    return `${before}${plain(text)} ${ids.map((id) => `[${id}]`).join("")}`.trimEnd();
  });
  const sources = citations.map((source) => {
    return `- [${source.id}] ${plain(`${place(source, true)} · ${heading(source)}`)}\n  > ${plain(source.quote)}`;
  });
  const end = [
    ...unprovenWords(sentences).map((words) => `${words}.`),
    ...(failure === null ? [] : [plain(failure.message)]),
    ...(stage === "stopped" ? [plain(stoppedWords(sent))] : []),
    ...(written === null ? [] : [`${plain(writtenByWords(written))}.`]),
  ];
  return ["### In words", said.join("\n"), sources.join("\n"), end.join("\n")].filter((block) => block !== "");
}

/** A report by its parts; of two documents, what the first says before what the second does. */
function reportBlocks({ growing, failure }: ReportOutcome): string[] {
  const { report } = growing;
  const parts = reportParts(report);
  const subject = report.documents.map(({ path, title }, of) => {
    const side = report.task === "comparison" ? `${"AB"[of]}: ` : "";
    return `${side}${plain(titleOf({ path, title }))} (${plain(path)})`;
  });
  const about = report.about === null ? [] : [`About: ${plain(report.about)}`];
  const said = parts.flatMap(({ heading: words, relation, sides }, i) => {
    const isNew = relation !== null && parts[i - 1]?.relation !== relation;
    const above = relation === null ? plain(words.join(" › ")) : isNew ? relationHeading(parts, relation) : "";
    const lines = sides.flatMap(({ of, sentences }) =>
      sentences.map(({ text, verdict, numbers }) => {
        const side = relation === null ? "" : `${"AB"[of]}: `;
        const before = verdict === "replaced" ? "Quoted: " : "";
        return `- ${side}${before}${plain(text)} ${marks(numbers)}`;
      }),
    );
    return [...(above === "" ? [] : [`### ${above}`]), lines.join("\n")];
  });
  const end = [
    ...unprovenIn(growing).map((words) => `${words}.`),
    ...(failure === null ? [] : [plain(failure.message)]),
    report.written === null ? `${QUOTED_ONLY}.` : `${plain(writtenByWords(report.written))}.`,
  ];
  return [
    [...subject, ...about].join("\\\n"),
    ...(parts.length === 0 ? [`${emptyWords(report)}.`] : said),
    end.join("\n"),
  ];
}

function marks(numbers: readonly number[]): string {
  return numbers.map((number) => `[${number}]`).join("");
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

/** `1. care.txt:3-5 (page 2) · Care › Watering` and, beneath it, the quote. */
function quoted(location: Location, number: number, text: string): string {
  return `${number}. ${plain(`${place(location, true)} · ${heading(location)}`)}\n   > ${plain(text)}`;
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
