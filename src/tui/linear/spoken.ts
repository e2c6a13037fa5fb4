import type { Answer, Location } from "../../contract/answer.js";
import { numberedSentences, quotedSentences } from "../../core/answer-walk.js";
import { howRead } from "../../core/past-turns.js";
import { whyNoPassage } from "../../core/quoted-phrases.js";
import {
  count,
  isListCut,
  madeOfWords,
  pageName,
  percentOf,
  remarksOn,
  sectionsOf,
  staleWords,
  titleOf,
} from "../../core/wording.js";
import { type Look, missedLines } from "../layout/look-lines.js";
import { BEING_INDEXED } from "../layout/notice-lines.js";
import { plainText } from "../lines.js";
import { type Evidence, numberOf } from "../state/evidence.js";
import { evidenceOf, type PastItem, type ReaderScreen, type Turn } from "../state/state.js";
import { turnWasReadOtherwise } from "../state/turns.js";
import { sanitizeProse } from "../terminal/sanitize.js";

/** What the chat says at its beginning. */
export function welcomeSpoken({ status, isBuilding }: Extract<PastItem, { kind: "welcome" }>): string[] {
  const { documents, passages, corpus } = status;
  const indexed = isBuilding ? [] : [count(documents, "document"), count(passages, "passage")];
  const facts = [...indexed, `folder ${sanitizeProse(corpus)}`];
  return [
    `Footnote. ${facts.join(", ")}.`,
    ...(isBuilding ? [BEING_INDEXED] : staleSpoken(status)),
    "Type a question. A number reads that source. /help lists the commands.",
  ];
}

/** A question's outcome, each thing with its name: nothing is said by place, colour or sign alone. */
export function turnSpoken(turn: Turn): string[] {
  const { outcome } = turn;
  if (outcome.kind === "cancelled") return ["Cancelled."];
  if (outcome.kind === "failed") {
    const { message, hint } = outcome.failure;
    return [`Error: ${sanitizeProse(message)} ${sanitizeProse(hint)}`, "Enter on an empty line tries again."];
  }
  // What is heard of a report is said by `report-spoken.ts`.
  if (outcome.kind === "report") return [];
  if (outcome.kind !== "answer") return [...lookSpoken(outcome), ...evidenceOf(turn).map(sourceSpoken)];
  const { answer } = outcome;
  const { as, of } = howRead(answer);
  const read = [
    ...(as === null ? [] : [`Read as: ${sanitizeProse(as)}`]),
    ...(of === null ? [] : [`Asked of: ${sanitizeProse(of)}.`]),
    ...(turnWasReadOtherwise(turn) ? ["/literal asks it as typed."] : []),
  ];
  const said = answer.status === "answered" ? answerSpoken(answer) : refusalSpoken(answer);
  const { words: _, ...quoted } = turn;
  const sources = evidenceOf(quoted).filter(({ kind }) => kind === "citation" || answer.status === "not_found");
  const stale = turn.isStaleSaid === true ? [] : staleSpoken(answer.coverage);
  return [...read, ...said, ...sources.map(sourceSpoken), ...stale];
}

function answerSpoken(answer: Answer): string[] {
  const { citations, confidence } = answer;
  const { probability } = confidence;
  const percent = probability === null ? "" : `, ${percentOf(probability).replace("%", " percent")}`;
  const sentences = quotedSentences(answer).map(({ text, context, numbers }) => {
    const stop = answer.kind === "content" ? "" : ":";
    const before = context === null ? "" : `${sanitizeProse(context)}${stop} `;
    if (numbers.length === 0) return `${before}${sanitizeProse(text)}`;
    const names = numbers.length === 1 ? `Source ${numbers[0]}.` : `Sources ${numbers.join(", ")}.`;
    return `${before}${sanitizeProse(text)} ${names}`;
  });
  const judged = answer.kind === "content" ? `, confidence ${confidence.label}${percent}` : "";
  const madeOf = madeOfWords(answer);
  return [
    madeOf === null ? `Answer${judged}:` : `${madeOf}:`,
    ...sentences,
    ...(isListCut(answer) ? ["/docs lists all of them."] : []),
    ...(citations.length > 0 ? [`${count(citations.length, "source")}:`] : []),
  ];
}

function refusalSpoken({ not_found }: Answer): string[] {
  if (not_found === null) return ["Not found in these documents."];
  const missing = not_found.missing_terms.map(sanitizeProse).join(", ");
  return [
    `Not found in these documents. ${sanitizeProse(not_found.reason)}`,
    ...(missing === "" ? [] : [`Words that occur nowhere: ${missing}.`]),
    ...(not_found.nearest.length > 0 ? ["Nearest passages:"] : []),
  ];
}

export function staleSpoken(of: Parameters<typeof staleWords>[0]): string[] {
  const words = staleWords(of);
  return words === "" ? [] : [`Note: ${sanitizeProse(words)} /index updates it.`];
}

/** Of a document that is read from its beginning. */
const MAX_LINES = 40;

/** What a command has brought, before the sources of it. */
function lookSpoken(outcome: Look): string[] {
  switch (outcome.kind) {
    case "verified":
      return numberedSentences(outcome.verification).flatMap(({ sentence: one, numbers }) => {
        const names = numbers.length === 0 ? "No source." : `Held against source ${numbers.join(", ")}.`;
        return [`${one.verdict}: ${sanitizeProse(one.sentence)} ${names}`, ...remarksOn(one).map(sanitizeProse)];
      });
    case "found": {
      const { question, passages, coverage } = outcome.results;
      if (passages.length > 0) return [`${count(passages.length, "passage")}:`];
      const why = whyNoPassage(question, coverage.documents_searched);
      return ["No passage found.", ...(why === null ? [] : [sanitizeProse(why)])];
    }
    case "missed":
      return plainText(missedLines(outcome.miss, Number.POSITIVE_INFINITY))
        .split("\n")
        .map((row) => row.trim())
        .filter((row) => row !== "");
  }
}

/** A document that was asked for by name: the passage at its line, or its beginning. */
export function documentSpoken({ title, trail, at, view }: ReaderScreen): string[] {
  const evidence = trail[at];
  if (evidence !== undefined) return evidenceSpoken(evidence);
  if (view === null) return [];
  const lines = view.text.split("\n");
  const path = sanitizeProse(title);
  const left = lines.length - MAX_LINES;
  const end = left > 0 ? `${count(left, "line")} more: /show ${path}:${MAX_LINES + 1} reads on.` : `End of ${path}.`;
  return [`${path}:`, ...lines.slice(0, MAX_LINES).map((line) => sanitizeProse(line)), end];
}

const EXCERPT_CHARACTERS = 160;

/** A source with its quote and what stands around it. */
export function evidenceSpoken(evidence: Evidence): string[] {
  const around = evidence.kind === "citation" ? evidence.passage?.text : evidence.source.text;
  const quote = evidence.kind === "citation" ? [`Quote: ${sanitizeProse(evidence.source.quote)}`] : [];
  const name = nameOf(evidence);
  const passage = around === undefined ? [] : [`Whole passage: ${sanitizeProse(around)}`];
  return [sourceSpoken(evidence), ...quote, ...passage, `End of ${name.toLowerCase()}.`];
}

/** Where a source stands and, of a passage, its beginning. */
export function sourceSpoken(evidence: Evidence): string {
  const { source } = evidence;
  const excerpt = evidence.kind === "passage" ? `: ${excerptOf(evidence.source.text)}` : ".";
  return `${nameOf(evidence)}: ${[sanitizeProse(titleOf(source)), ...sectionSpoken(source), ...placeSpoken(source)].join(", ")}${excerpt}`;
}

function nameOf(evidence: Evidence): string {
  return `${evidence.kind === "citation" ? "Source" : "Passage"} ${numberOf(evidence)}`;
}

function sectionSpoken(location: Location): string[] {
  const last = sectionsOf(location).at(-1);
  return last === undefined ? [] : [`section ${sanitizeProse(last)}`];
}

function placeSpoken(source: Location): string[] {
  const { path, line_start, line_end, page } = source;
  const lines = line_start === line_end ? `line ${line_start}` : `lines ${line_start} to ${line_end}`;
  const at = page === null ? lines : sanitizeProse(pageName(source));
  return [`file ${sanitizeProse(path)}`, at];
}

function excerptOf(text: string): string {
  const flat = Array.from(sanitizeProse(text));
  return flat.length <= EXCERPT_CHARACTERS ? flat.join("") : `${flat.slice(0, EXCERPT_CHARACTERS).join("")} and so on.`;
}
