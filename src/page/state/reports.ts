import type { Citation } from "../../contract/answer.js";
import type { ReportProgress } from "../../contract/events.js";
import type { Report } from "../../contract/report.js";
import {
  type GrowingReport,
  grown,
  reportParts,
  reportTitle,
  shownSources,
  unprovenIn,
} from "../../core/report-walk.js";
import { count, problemWords } from "../../core/wording.js";
import { type Opened, type ReportOf, type Route, reportKey } from "./route.js";
import { type ReportState, type State, type Task, withTask } from "./state.js";
import { writerOf } from "./words.js";

/** The report that the address asks for, as far as it has come; `null` where it asks for none, or nothing has come. */
export function shownReport({ route, reports }: Pick<State, "route" | "reports">): ReportState | null {
  return isReportShown(route) ? (reports[reportKey(route.report)] ?? null) : null;
}

export function isReportShown(route: Route): route is Route & { readonly report: ReportOf } {
  return route.report !== null && route.view === "answer";
}

/** The report itself, however far it is written. */
export function growingReport(shown: ReportState | null): GrowingReport | null {
  return shown?.kind === "report" ? shown.growing : null;
}

/** What the report shown cites, by number from 1. */
export function reportCitations(state: Pick<State, "route" | "reports">): readonly Citation[] {
  return growingReport(shownReport(state))?.report.citations ?? [];
}

/** The next or the previous citation of the report shown; without one that is open, the first. */
export function reportedBeside(state: Pick<State, "route" | "reports">, by: -1 | 1): Opened | null {
  const report = growingReport(shownReport(state))?.report;
  const { opened } = state.route;
  const numbers = report ? shownSources(report).map(({ number }) => number) : [];
  const at = opened?.kind === "reported" ? numbers.indexOf(opened.number) + by : 0;
  const number = numbers[at];
  return number === undefined ? null : { kind: "reported", number };
}

/** Makes the report that the address asks for, and has it written where the switch asks for that. */
export function needReport(state: State): State {
  const { route, alsoInWords, status } = state;
  if (!isReportShown(route)) return state;
  const shown = shownReport(state);
  // Whether the server can write is not known yet.
  if (alsoInWords && status?.kind === "loading") return state;
  const isWritten = alsoInWords && writerOf(state) !== null;
  if (shown === null) return make(state, { kind: "asking" }, route.report, isWritten);
  return isWritten && shown.kind === "report" && isUntouched(shown) ? writeReport(state) : state;
}

function isUntouched({ end, growing, isWriting }: Extract<ReportState, { kind: "report" }>): boolean {
  return !isWriting && end === null && growing.report.written === null && canBeWritten(growing);
}

export function canBeWritten({ report }: GrowingReport): boolean {
  return report.citations.length > 0;
}

/** Has the report shown written, or written again. */
export function writeReport(state: State): State {
  const { route } = state;
  const shown = shownReport(state);
  if (!isReportShown(route) || writerOf(state) === null || shown?.kind !== "report" || shown.isWriting) return state;
  if (!canBeWritten(shown.growing)) return state;
  const writing = { ...shown, isWriting: true, end: null };
  return { ...make(state, writing, route.report, true), announcement: "Writing it in words." };
}

function make(state: State, shown: ReportState, of: ReportOf, write: boolean): State {
  const key = reportKey(of);
  return withTask({ ...state, reports: { ...state.reports, [key]: shown } }, { kind: "report", key, of, write });
}

/** Calls off the report shown, or its writing; `null` where nothing of it is under way. */
export function stopReport(state: State): State | null {
  const shown = shownReport(state);
  const key = isReportShown(state.route) ? reportKey(state.route.report) : "";
  const task = state.tasks.find((one) => one.kind === "report" && one.key === key);
  if (shown === null || task === undefined) return null;
  const tasks = state.tasks.filter((one) => one !== task);
  return { ...state, tasks, reports: { ...state.reports, [key]: calledOff(shown) }, announcement: "Stopped." };
}

export function calledOff(shown: ReportState): ReportState {
  return shown.kind === "report" ? { ...shown, isWriting: false, end: "stopped" } : { kind: "cancelled" };
}

/** A task's report has its quotes, or a sentence more. */
export function hearReport(state: State, task: Task, heard: ReportProgress): State {
  if (task.kind !== "report") return state;
  const known = growingReport(state.reports[task.key] ?? null);
  const growing = grown(known, heard);
  if (growing === null) return state;
  const announcement = known === null ? announced(growing.report) : state.announcement;
  const shown = { kind: "report", growing, isWriting: true, end: null } as const;
  return { ...state, announcement, reports: { ...state.reports, [task.key]: shown } };
}

export function finishReport(state: State, task: Task, report: Report): State {
  if (task.kind !== "report") return state;
  const known = growingReport(state.reports[task.key] ?? null);
  const growing = { report, at: null, sentences: known?.sentences ?? [] };
  const shown = { kind: "report", growing, isWriting: false, end: null } as const;
  const told = [...unprovenIn(growing), ...(report.written?.problem ? [problemWords(report.written.problem)] : [])];
  const announcement = report.written === null ? announced(report) : ["Written.", ...told].join(" ");
  return { ...state, announcement, reports: { ...state.reports, [task.key]: shown } };
}

function announced(report: Report): string {
  const parts = count(reportParts(report).length, report.task === "comparison" ? "row" : "section");
  return `${reportTitle(report)}: ${parts}, ${count(report.citations.length, "citation")}.`;
}
