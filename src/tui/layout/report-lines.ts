import {
  emptyWords,
  NOTHING_SENDABLE,
  QUOTED_ONLY,
  type ReportPart,
  type ReportSentence,
  relationHeading,
  reportParts,
  unprovenIn,
} from "../../core/report-walk.js";
import { titleOf } from "../../core/wording.js";
import { EMPTY_LINE, type Line, seg, wrap } from "../lines.js";
import type { ReportOutcome } from "../state/turn.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";
import { citationMark, gutterOf, type Standing } from "./answer-lines.js";
import { note, writingLines } from "./words-lines.js";

const INDENT: Line = [seg("  ")];

interface ReportView {
  readonly width: number;
  readonly superscripts: boolean;
  /** Of the n-th sentence. */
  readonly standingOf: (sentence: number) => Standing;
  /** What follows it. */
  readonly below: (sentence: number) => readonly Line[];
}

interface Rows {
  readonly from: number;
  readonly to: number;
}

interface ReportLayout {
  readonly lines: readonly Line[];
  /** Of each sentence. */
  readonly anchors: readonly Rows[];
  /** Of the part that is being written; `null` where none is. */
  readonly writing: Rows | null;
}

/** What a report is of, then part by part what is said there, and at the end how it came about. */
export function reportLines(outcome: ReportOutcome, view: ReportView): ReportLayout {
  const { growing, stage } = outcome;
  const { report } = growing;
  const { width } = view;
  const lines: Line[] = subjectLines(outcome, width);
  const anchors: Rows[] = [];
  let writing: Rows | null = null;
  const parts = reportParts(report);
  parts.forEach((part, index) => {
    const from = lines.length;
    lines.push(...headingLines(parts, index, width));
    for (const { of, sentences } of part.sides) {
      for (const sentence of sentences) {
        const at = anchors.length;
        const side = part.relation === null ? "" : `${"AB"[of]}  `;
        const rows = [...sentenceLines(sentence, side, view.standingOf(at), view), ...view.below(at)];
        anchors.push({ from: lines.length, to: lines.length + rows.length });
        lines.push(...rows);
      }
    }
    if (stage === "writing" && part.at === growing.at) writing = { from, to: lines.length };
  });
  if (parts.length === 0) lines.push(EMPTY_LINE, ...note(`${emptyWords(report)}.`, width));
  return { lines: [...lines, ...endLines(outcome, width)], anchors, writing };
}

function subjectLines({ growing: { report } }: ReportOutcome, width: number): Line[] {
  const named = report.documents.flatMap(({ path, title }, of) => {
    const side = report.task === "comparison" ? [seg(`${"AB"[of]}  `, "heading")] : [];
    const name = [
      ...side,
      seg(sanitizeProse(titleOf({ path, title })), "heading"),
      seg(` · ${sanitizeProse(path)}`, "muted"),
    ];
    return wrap(name, width, INDENT);
  });
  return [...named, ...(report.about === null ? [] : note(`about: ${report.about}`, width))];
}

/** What sections stand under; of rows their relation, where it isn't that of the row before. */
function headingLines(parts: readonly ReportPart[], index: number, width: number): Line[] {
  const { heading, relation } = parts[index]!;
  if (relation === null) {
    const words = heading.map(sanitizeProse).join(" › ");
    return [EMPTY_LINE, ...(words === "" ? [] : wrap([seg(words, "heading")], width, INDENT))];
  }
  const isNew = parts[index - 1]?.relation !== relation;
  if (isNew) return [EMPTY_LINE, [seg(`  ${relationHeading(parts, relation)}`, "heading")]];
  // What only one says is a line of its own.
  return relation === "agree" || relation === "differ" ? [EMPTY_LINE] : [];
}

function sentenceLines(
  { numbers, text, verdict }: ReportSentence,
  side: string,
  standing: Standing,
  { superscripts, width }: ReportView,
): Line[] {
  const main: Token = standing === "selected" ? "selected" : "text";
  const before = verdict === "replaced" ? [seg("quoted: ", "muted")] : [];
  const said = [...before, seg(sanitizeProse(text), main), seg(citationMark(numbers, superscripts), "citation")];
  const rest = gutterOf(standing === "selected" ? "none" : standing);
  const of = side === "" ? [] : [seg(side, "muted")];
  const under = side === "" ? [] : [seg(" ".repeat(side.length))];
  return wrap(said, width, [gutterOf(standing), ...of], [rest, ...under]);
}

function endLines({ failure, growing, stage }: ReportOutcome, width: number): Line[] {
  const { written, citations } = growing.report;
  if (stage === "writing") return [];
  if (stage === null) return citations.length === 0 ? [] : [EMPTY_LINE, ...note(`${QUOTED_ONLY}.`, width)];
  return [
    EMPTY_LINE,
    ...unprovenIn(growing).flatMap((words) => note(words, width)),
    ...(stage === "stopped" ? note("The writing was stopped.", width) : []),
    ...(stage === "refused" ? note(`${NOTHING_SENDABLE}.`, width) : []),
    ...writingLines({ failure, sentences: growing.sentences, stage, written }, width),
  ];
}
