import type { Answer, Citation } from "../../core/answer.js";
import { count } from "../../core/count.js";
import { turnWasReadOtherwise } from "../conversation.js";
import type { Evidence } from "../evidence.js";
import { sanitizeProse } from "../sanitize.js";
import { evidenceOf, type Failure, type Turn } from "../state.js";
import type { Token } from "../theme.js";
import { excerptOf } from "./excerpt.js";
import { explanationLines } from "./explanation-lines.js";
import { EMPTY_LINE, type Line, seg, spread, truncate, truncateStart, wrap } from "./lines.js";
import { lookHeading, lookLines } from "./look-lines.js";
import { duration, headingOf, placeOf, staleWords } from "./words.js";

/** Lines longer than this are hard to read; wider windows keep a margin. */
export const MAX_TEXT_COLUMNS = 110;

const NO_BREAK_SPACE = "\u00a0";
const INDENT: Line = [seg("  ")];

export interface TurnLayout {
  readonly lines: readonly Line[];
  /** Rows of each piece of evidence, in the order of `evidenceOf`. */
  readonly anchors: readonly { readonly from: number; readonly to: number }[];
}

/**
 * A question and what came of it.
 * @param selected index into the turn's evidence, `null` without the focus
 * @param isExplained whether the selected evidence says how its passage got its score
 */
export function layoutTurn(turn: Turn, columns: number, selected: number | null, isExplained = false): TurnLayout {
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  const lines: Line[] = [...questionLines(turn.question, width), ...readingLines(turn, width), EMPTY_LINE];
  if (turn.outcome.kind === "cancelled") return { lines: [...lines, [seg("  Cancelled.", "muted")]], anchors: [] };
  if (turn.outcome.kind === "failed")
    return { lines: [...lines, ...failureLines(turn.outcome.failure, width)], anchors: [] };

  const { outcome } = turn;
  if (outcome.kind === "answer") lines.push(...wholeAnswerLines(outcome.answer, width));
  else lines.push(...lookLines(outcome, width));
  const headingFor = outcome.kind === "answer" ? answerHeading(outcome.answer) : lookHeading(outcome);
  const anchors: { from: number; to: number }[] = [];
  let heading = "";
  evidenceOf(turn).forEach((evidence, index) => {
    const group = headingFor(evidence);
    if (group !== heading) lines.push(EMPTY_LINE, [seg(`  ${group}`, "heading")]);
    heading = group;
    const rows = evidenceLines(evidence, width, index === selected);
    const passage = evidence.kind === "citation" ? evidence.passage : evidence.source;
    if (isExplained && index === selected && passage) rows.push(...explanationLines(passage, width));
    anchors.push({ from: lines.length, to: lines.length + rows.length });
    lines.push(...rows);
  });
  return { lines, anchors };
}

export function questionLines(question: string, width: number): Line[] {
  return wrap([seg(sanitizeProse(question), "question")], width, [seg("❯ ", "accent")], INDENT);
}

/** How a follow-up was read, and how to undo that. */
function readingLines(turn: Turn, width: number): Line[] {
  if (turn.outcome.kind !== "answer") return [];
  if (turn.isLiteral) return [[seg("  as typed", "muted")]];
  if (!turnWasReadOtherwise(turn)) return [];
  const read = seg(`read as: ${sanitizeProse(turn.outcome.answer.interpreted_question)}`);
  return wrap([read, seg(" · /literal asks it as typed", "muted")], width, INDENT);
}

export function failureLines({ message, hint }: Failure, width: number): Line[] {
  return [
    ...wrap([seg(sanitizeProse(message), "error")], width, [seg("✗ ", "error")], INDENT),
    ...wrap([seg(sanitizeProse(hint), "muted")], width, INDENT),
  ];
}

function answerLines(answer: Answer, width: number): Line[] {
  const numbers = new Map(answer.citations.map(({ id }, index) => [id, index + 1]));
  const { sentences = [], documents = [] } = answer.answer ?? {};
  let next = 0;
  return documents.flatMap(({ title, sentences: count }) => {
    const own = sentences.slice(next, next + count).flatMap(({ text, context, citations }) => {
      const before = context === null ? [] : [seg(`${sanitizeProse(context)} `, "muted")];
      const marks = citations.map((id) => seg(`${NO_BREAK_SPACE}[${numbers.get(id) ?? "?"}]`, "citation"));
      return wrap([...before, seg(sanitizeProse(text)), ...marks], width, INDENT);
    });
    next += count;
    // Who says what matters where several speak.
    return documents.length > 1 ? [...wrap([seg(`${sanitizeProse(title)}:`, "muted")], width, INDENT), ...own] : own;
  });
}

function wholeAnswerLines(answer: Answer, width: number): Line[] {
  const said = answer.status === "answered" ? answerLines(answer, width) : notFoundLines(answer, width);
  return [...said, ...remarkLines(answer, width)];
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

function remarkLines({ status, confidence, coverage, timings_ms }: Answer, width: number): Line[] {
  const percent = confidence.probability === null ? "" : ` (${Math.round(confidence.probability * 100)}%)`;
  const facts = [count(coverage.documents_searched, "document"), duration(timings_ms.total)].join(" · ");
  const sure: Line =
    status === "answered"
      ? [
          seg("● ", CONFIDENCE_TOKENS[confidence.label]),
          seg(
            confidence.label === "uncalibrated"
              ? "confidence uncalibrated"
              : `${confidence.label} confidence${percent}`,
            CONFIDENCE_TOKENS[confidence.label],
          ),
          seg(` · ${facts}`, "muted"),
        ]
      : [seg(`  searched ${facts}`, "muted")];
  const lines: Line[] = [EMPTY_LINE, truncate(sure, width)];
  const stale = staleWords(coverage.stale);
  if (stale !== null) lines.push(...wrap([seg(stale, "warning")], width, [seg("! ", "warning")], INDENT));
  if (coverage.skipped.length > 0) {
    const skipped = `${count(coverage.skipped.length, "file")} could not be read; /docs says why.`;
    lines.push(...wrap([seg(skipped, "muted")], width, INDENT));
  }
  return lines;
}

function answerHeading({ status }: Answer): (evidence: Evidence) => string {
  return ({ kind }) => (kind === "citation" ? "Sources" : status === "answered" ? "Passages" : "Nearest passages");
}

function evidenceLines(evidence: Evidence, width: number, isSelected: boolean): Line[] {
  const gutter = isSelected ? seg("▸ ", "selected") : seg("  ");
  const main: Token = isSelected ? "selected" : "text";
  const place = truncateStart(placeOf(evidence.source), Math.floor(width / 2) - 4);
  if (evidence.kind === "citation") {
    const left: Line = [gutter, seg(`[${evidence.number}] `, "citation"), seg(citationHeading(evidence.source), main)];
    return [spread(left, [seg(place, "muted")], width)];
  }
  const rank = `${evidence.number}`.padStart(3);
  const left: Line = [gutter, seg(`${rank} `, "muted"), seg(headingOf(evidence.source), main)];
  return [spread(left, [seg(place, "muted")], width), ...excerptOf(evidence.source, width, [seg("      ")])];
}

function citationHeading(citation: Citation): string {
  const cell = [
    citation.row === null ? "" : `row ${citation.row}`,
    citation.column === null ? "" : sanitizeProse(citation.column),
  ];
  return [headingOf(citation), ...cell.filter((part) => part !== "")].join(" · ");
}
