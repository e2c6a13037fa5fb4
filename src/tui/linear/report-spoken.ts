import type { Report } from "../../contract/report.js";
import {
  emptyWords,
  NOTHING_SENDABLE,
  QUOTED_ONLY,
  RELATION_WORDS,
  type ReportPart,
  reportParts,
  reportTitle,
  unprovenIn,
} from "../../core/report-walk.js";
import { count, titleOf, writtenByWords } from "../../core/wording.js";
import { evidenceOf, type Turn } from "../state/state.js";
import type { ReportOutcome } from "../state/turn.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { sourceSpoken, staleSpoken } from "./spoken.js";

/** A report as it came first, each part with its name and each sentence with its sources. */
export function reportSpoken(turn: Turn, outcome: ReportOutcome): string[] {
  const { growing, stage } = outcome;
  const { report } = growing;
  const parts = reportParts(report);
  const isCompared = report.task === "comparison";
  const documents = report.documents.map(({ path, title }, of) => {
    return `${"AB"[of]} is ${sanitizeProse(titleOf({ path, title }))}, file ${sanitizeProse(path)}.`;
  });
  return [
    `${sanitizeProse(reportTitle(report))}:`,
    ...(isCompared ? documents : []),
    ...(report.about === null ? [] : [`About: ${sanitizeProse(report.about)}.`]),
    ...parts.flatMap((part, i) => partSpoken(part, parts[i - 1])),
    ...(parts.length === 0 ? [`${emptyWords(report)}.`] : []),
    ...(stage === "writing" ? ["Writing in words."] : endSpoken(turn, outcome)),
  ];
}

function partSpoken(part: ReportPart, before: ReportPart | undefined): string[] {
  const { heading, relation, sides } = part;
  const above =
    relation !== null && relation !== before?.relation
      ? [`${RELATION_WORDS[relation]}:`]
      : heading.length > 0
        ? [`Section ${heading.map(sanitizeProse).join(", ")}:`]
        : [];
  const said = sides.flatMap(({ of, sentences }) =>
    sentences.map(({ text, numbers }) => {
      const side = relation === null ? "" : `${"AB"[of]}: `;
      return `${side}${sanitizeProse(text)} ${sourcesNamed(numbers.map(String))}`;
    }),
  );
  return [...above, ...said];
}

function sourcesNamed(numbers: readonly string[]): string {
  return `${numbers.length === 1 ? "Source" : "Sources"} ${numbers.join(", ")}.`;
}

/** What is new of a report that is being written: each sentence as it is proven, and at the end what there is to say. */
export function reportGrowthSpoken(before: Turn, now: Turn): string[] {
  if (before.outcome.kind !== "report" || now.outcome.kind !== "report") return [];
  const [known, growing] = [before.outcome.growing, now.outcome.growing];
  const hasBegun = before.outcome.stage !== "writing" && now.outcome.stage === "writing";
  const part = reportParts(growing.report).find(({ at }) => at === growing.at);
  const sentences = growing.sentences.slice(known.sentences.length).flatMap(({ verdict, text, citations }) => {
    if (verdict === "left_out") return [];
    const how = verdict === "proven" ? "In words" : "Quoted instead";
    return [
      `${how}${ofWhich(citations[0], growing.report)}: ${sanitizeProse(text)} ${sourcesNamed(citations.map((id) => id.replace(/^c/, "")))}`,
    ];
  });
  const written = part?.sides.flatMap((side) => side.sentences.filter(({ verdict }) => verdict !== "quoted")) ?? [];
  // A section is named before the first of its sentences that is shown.
  const heading = sentences.length > 0 && written.length === sentences.length ? (part?.heading ?? []) : [];
  return [
    ...(hasBegun ? ["Writing in words."] : []),
    ...(heading.length === 0 ? [] : [`Section ${heading.map(sanitizeProse).join(", ")}:`]),
    ...sentences,
    ...(now.outcome.stage === "writing" ? [] : endSpoken(now, now.outcome)),
  ];
}

/** ` of A`: which of two compared documents says it. */
function ofWhich(citation: string | undefined, { citations, documents, task }: Report): string {
  if (task !== "comparison") return "";
  const cited = citations.find(({ id }) => id === citation)?.document_id;
  const letter = "AB"[documents.findIndex(({ document_id }) => document_id === cited)];
  return letter === undefined ? "" : ` of ${letter}`;
}

function endSpoken(turn: Turn, { failure, growing, stage }: ReportOutcome): string[] {
  const { citations, coverage, written } = growing.report;
  const sources = evidenceOf(turn);
  return [
    ...(stage === null && citations.length > 0 ? [`${QUOTED_ONLY}.`] : []),
    ...unprovenIn(growing).map((words) => `${words}.`),
    ...(stage === "stopped" ? ["The writing was stopped."] : []),
    ...(stage === "refused" ? [`${NOTHING_SENDABLE}.`] : []),
    ...(failure === null ? [] : [`Error: ${sanitizeProse(failure.message)} ${sanitizeProse(failure.hint)}`]),
    ...(sources.length > 0 ? [`${count(sources.length, "source")}:`, ...sources.map(sourceSpoken)] : []),
    ...(written === null || written.sentences_sent === 0 ? [] : [`${sanitizeProse(writtenByWords(written))}.`]),
    ...(turn.isStaleSaid === true ? [] : staleSpoken(coverage)),
  ];
}
