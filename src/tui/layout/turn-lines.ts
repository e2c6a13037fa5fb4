import type { Answer } from "../../contract/answer.js";
import { howRead } from "../../core/past-turns.js";
import {
  confidenceWords,
  count,
  duration,
  isListCut,
  madeOfWords,
  staleWords,
  unreadWords,
} from "../../core/wording.js";
import { EMPTY_LINE, type Line, seg, truncate, wrap } from "../lines.js";
import { evidencePlace, itemPlace, relatedTo } from "../state/answer-items.js";
import type { Evidence } from "../state/evidence.js";
import { evidenceOf, type Failure, type Turn } from "../state/state.js";
import { turnWasReadOtherwise } from "../state/turns.js";
import { ALL_SHOWN, type Display } from "../terminal/display.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";
import { answerLines, type Standing } from "./answer-lines.js";
import { lookHeading, lookLines } from "./look-lines.js";
import { reportLines } from "./report-lines.js";
import { explanationLines, sourceLines } from "./source-lines.js";
import { wordsLines } from "./words-lines.js";

/** Lines longer than this are hard to read; wider windows keep a margin. */
export const MAX_TEXT_COLUMNS = 110;

const INDENT: Line = [seg("  ")];

export interface TurnLayout {
  readonly lines: readonly Line[];
  /** Rows of each item, in the order of `itemsOf`. */
  readonly anchors: readonly { readonly from: number; readonly to: number }[];
  /** Rows of the answer in words, or of the part of a report that is being written; `null` where there is none to be seen. */
  readonly words: { readonly from: number; readonly to: number } | null;
}

export interface TurnView {
  /** Index into the turn's items [`null`: without the focus]. */
  readonly selected?: number | null;
  /** Whether the selected item says how its passage got its score [false]. */
  readonly isExplained?: boolean;
  /** How many sentences of the answer are on show; what stands beneath them waits for the last one [all]. */
  readonly shown?: number;
  readonly display: Display;
}

/** A question and what came of it. */
export function layoutTurn(turn: Turn, columns: number, view: TurnView): TurnLayout {
  const { selected = null, isExplained = false, shown = ALL_SHOWN, display } = view;
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  const lines: Line[] = [...questionLines(turn.question, width), ...readingLines(turn, width), EMPTY_LINE];
  if (turn.outcome.kind === "cancelled")
    return { lines: [...lines, [seg("  Cancelled.", "muted")]], anchors: [], words: null };
  if (turn.outcome.kind === "failed")
    return { lines: [...lines, ...failureLines(turn.outcome.failure, width)], anchors: [], words: null };

  const { outcome } = turn;
  const related = selected === null ? new Set<number>() : relatedTo(turn, selected);
  const standingOf = (item: number): Standing =>
    item === selected ? "selected" : related.has(item) ? "related" : "none";
  const evidence = evidenceOf(turn);
  const explained = isExplained && selected !== null ? evidence[evidencePlace(turn, selected)] : undefined;
  const explanation = (item: number) =>
    item === selected && explained !== undefined ? explanationLines(explained, width) : [];

  const anchors: { from: number; to: number }[] = [];
  let words: TurnLayout["words"] = null;
  if (outcome.kind === "answer") {
    const { answer } = outcome;
    const { superscripts } = display;
    const said = answerLines(answer, { width, shown, superscripts, standingOf, below: explanation });
    anchors.push(...said.anchors.map(({ from, to }) => ({ from: from + lines.length, to: to + lines.length })));
    lines.push(...(answer.status === "answered" ? said.lines : notFoundLines(answer, width)));
    if (shown < (answer.answer?.sentences.length ?? 0)) return { lines, anchors, words };
    lines.push(...factLines(answer, width, turn.isStaleSaid !== true));
    if (turn.words !== undefined) {
      const before = anchors.length;
      const from = lines.length;
      const itemOf = (shown: number) => before + shown;
      const written = wordsLines(turn.words, {
        width,
        standingOf: (shown) => standingOf(itemOf(shown)),
        below: (shown) => explanation(itemOf(shown)),
      });
      anchors.push(...written.anchors.map((rows) => ({ from: from + rows.from, to: from + rows.to })));
      lines.push(...written.lines);
      words = { from, to: lines.length };
    }
  } else if (outcome.kind === "report") {
    const from = lines.length;
    const said = reportLines(outcome, { width, superscripts: display.superscripts, standingOf, below: explanation });
    const moved = (rows: { readonly from: number; readonly to: number }) => ({
      from: from + rows.from,
      to: from + rows.to,
    });
    anchors.push(...said.anchors.map(moved));
    lines.push(...said.lines);
    words = said.writing && moved(said.writing);
    if (turn.isStaleSaid !== true) lines.push(...staleLines(outcome.growing.report.coverage, width));
  } else lines.push(...lookLines(outcome, width));
  const headingFor =
    outcome.kind === "answer"
      ? answerHeading(outcome.answer)
      : outcome.kind === "report"
        ? () => "Sources"
        : lookHeading(outcome);
  let heading = "";
  evidence.forEach((one, index) => {
    const item = itemPlace(turn, index);
    const group = headingFor(one);
    const above = group === heading ? evidence[index - 1] : undefined;
    const rows = [...sourceLines(one, above, width, standingOf(item)), ...explanation(item)];
    if (group !== heading) lines.push(EMPTY_LINE, [seg(`  ${group}`, "heading")]);
    heading = group;
    anchors.push({ from: lines.length, to: lines.length + rows.length });
    lines.push(...rows);
  });
  return { lines, anchors, words };
}

export function questionLines(question: string, width: number): Line[] {
  return wrap([seg(sanitizeProse(question), "question")], width, [seg("❯ ", "accent")], INDENT);
}

/** How a question was read that is a follow-up or names its documents, and how to undo that. */
function readingLines(turn: Turn, width: number): Line[] {
  if (turn.outcome.kind !== "answer") return [];
  if (turn.isLiteral) return [[seg("  as typed", "muted")]];
  if (!turnWasReadOtherwise(turn)) return [];
  const { as, of } = howRead(turn.outcome.answer);
  const read = [
    ...(as === null ? [] : [`read as: ${sanitizeProse(as)}`]),
    ...(of === null ? [] : [`asked of: ${sanitizeProse(of)}`]),
  ];
  return wrap([seg(read.join(" · ")), seg(" · Tab, u asks it as typed", "muted")], width, INDENT);
}

export function failureLines({ message, hint }: Failure, width: number): Line[] {
  return [
    ...wrap([seg(sanitizeProse(message), "error")], width, [seg("✗ ", "error")], INDENT),
    ...wrap([seg(sanitizeProse(hint), "muted")], width, INDENT),
  ];
}

function notFoundLines({ not_found }: Answer, width: number): Line[] {
  const lines: Line[] = [[seg("○ ", "warning"), seg("Not found in these documents", "warning")]];
  if (not_found === null) return lines;
  lines.push(...wrap([seg(sanitizeProse(not_found.reason))], width, INDENT));
  if (not_found.missing_terms.length > 0) {
    const words = not_found.missing_terms.map(sanitizeProse).join(", ");
    lines.push(...wrap([seg("Words that occur nowhere: ", "muted"), seg(words, "warning")], width, INDENT));
  }
  return lines;
}

const CONFIDENCE_TOKENS: Readonly<Record<Answer["confidence"]["label"], Token>> = {
  high: "good",
  medium: "warning",
  low: "error",
  uncalibrated: "muted",
};

function factLines(answer: Answer, width: number, saysStale: boolean): Line[] {
  const { status, kind, confidence, coverage, timings_ms } = answer;
  const facts = [count(coverage.documents_searched, "document"), duration(timings_ms.total)].join(" · ");
  const sure: Line =
    status === "answered"
      ? [
          seg("● ", CONFIDENCE_TOKENS[confidence.label]),
          seg(confidenceWords(confidence), CONFIDENCE_TOKENS[confidence.label]),
          seg(` · ${facts}`, "muted"),
        ]
      : [seg(`  searched ${facts}`, "muted")];
  const madeOf = kind === "content" ? sure : madeOfLine(answer);
  return [
    ...(madeOf === null ? [] : [EMPTY_LINE, truncate(madeOf, width)]),
    ...(saysStale ? staleLines(coverage, width) : []),
    // What could not be read may hold what was not found.
    ...(status === "answered" ? [] : skippedLines(coverage.skipped, width)),
  ];
}

/** What there is to say of an answer that was not judged. */
function madeOfLine(answer: Answer): Line | null {
  const words = isListCut(answer) ? "/docs lists all of them" : madeOfWords(answer);
  return words === null ? null : [seg(`  ${words} · ${duration(answer.timings_ms.total)}`, "muted")];
}

/** What has changed since the index was built, and how to mend that. */
export function staleLines(of: Parameters<typeof staleWords>[0], width: number): Line[] {
  const words = staleWords(of);
  if (words === "") return [];
  const mending = of.incomplete ? "/index goes on with it." : "/index updates it.";
  return wrap([seg(sanitizeProse(`${words} ${mending}`), "warning")], width, [seg("! ", "warning")], INDENT);
}

export function skippedLines(skipped: readonly unknown[], width: number): Line[] {
  const words = unreadWords(skipped);
  return words === null ? [] : wrap([seg(`${words}; /docs says why.`, "muted")], width, INDENT);
}

function answerHeading({ status }: Answer): (evidence: Evidence) => string {
  return (evidence) => {
    if (evidence.kind === "citation") return evidence.isOfWords ? "Sources of the words" : "Sources";
    return status === "answered" ? "Passages" : "Nearest passages";
  };
}
