import type { ReportProgress } from "../../contract/events.js";
import type { Report } from "../../contract/report.js";
import { grown } from "../../core/report-walk.js";
import { type AskedReport, askedReport } from "../input/asked-report.js";
import { commandRow } from "../input/commands.js";
import { scrollToWords } from "../layout/chat-lines.js";
import { samePlace } from "../state/answer-items.js";
import type { Evidence } from "../state/evidence.js";
import {
  CHAT,
  type DocumentsScreen,
  isBuildingFirst,
  isWriting,
  lookingUp,
  type State,
  type Task,
  type Turn,
  withTask,
} from "../state/state.js";
import type { ReportOutcome } from "../state/turn.js";
import { writingOf } from "../state/words.js";
import { evidenceAtHand } from "./reduce-evidence.js";
import { leaveScreens } from "./reduce-screen.js";
import { finishTurn, lookUp, ONE_AT_A_TIME, STILL_WRITING, say } from "./reduce-submit.js";

type ReportCommand = "summarise" | "compare" | "explain";

/** What a command asks for; without a name, of what is selected. @param typed as the turn is called */
export function runReport(state: State, name: ReportCommand, argument: string, typed: string, at: number): State {
  if (argument === "" && name !== "compare") {
    const chosen = evidenceAtHand(state);
    if (chosen !== undefined) return reportOn(state, name === "summarise" ? "summary" : "explanation", chosen, at);
  }
  const asked = askedReport(name, argument);
  return asked === null ? say(state, `Usage: ${commandRow(name)?.usage}.`, "warning") : begin(state, asked, typed, at);
}

/** What a key asks for: of the selected source, of the open document, of the selected one of the list. */
export function reportByKey(state: State, of: "summary" | "explanation", at: number): State {
  const { screen } = state;
  const document = screen.kind === "documents" ? screen.documents?.[screen.selected]?.path : undefined;
  const read = screen.kind === "reader" ? screen.title : undefined;
  const path = document ?? read;
  if (of === "summary" && path !== undefined) return begin(state, summaryOf(path), `/summarise ${path}`, at);
  const chosen = evidenceAtHand(state);
  if (chosen === undefined || screen.kind === "documents") return state;
  return reportOn(state, of, chosen, at);
}

/** The selected document is compared with the one that was chosen so before; the first waits for the second. */
export function compareByKey(state: State, screen: DocumentsScreen, at: number): State {
  const path = screen.documents?.[screen.selected]?.path;
  const { compared, ...rest } = screen;
  if (path === undefined) return state;
  if (compared === undefined) return { ...state, screen: { ...rest, compared: path } };
  if (compared === path) return { ...state, screen: rest };
  const asked: AskedReport = { kind: "comparison", first: compared, second: path, about: null };
  return begin(state, asked, `/compare ${compared} | ${path}`, at);
}

function reportOn(state: State, of: "summary" | "explanation", { kind, source }: Evidence, at: number): State {
  const { path, line_start: line } = source;
  if (of === "summary") return begin(state, summaryOf(path), `/summarise ${path}`, at);
  const passage = kind === "citation" ? source.passage_id : source.id;
  return begin(state, { kind: "explanation", of: passage }, `/explain ${path}:${line}`, at);
}

function summaryOf(path: string): AskedReport {
  return { kind: "summary", of: [{ path, line: null }] };
}

/** In the chat, whatever was open. */
function begin(state: State, asked: AskedReport, typed: string, at: number): State {
  const left = leaveScreens(state);
  if (isBuildingFirst(state)) return say(left, "Reports are made once the index is built.", "muted");
  if (lookingUp(state) !== undefined) return say(left, ONE_AT_A_TIME, "muted");
  if (isWriting(state)) return say(left, STILL_WRITING, "muted");
  const isWritten = state.writer !== null;
  return lookUp({ ...left, screen: CHAT, focus: "input" }, { kind: "report", asked, isWritten }, null, typed, at);
}

/** The latest report is written, from the beginning. */
export function writeReport(state: State, outcome: ReportOutcome, startedAt: number): State {
  const begun = withReport(state, { ...outcome, stage: "writing", failure: null });
  const { asked } = outcome;
  return withTask(
    { ...begun, focus: "input", notice: null, followsWords: true },
    { kind: "write_report", asked, startedAt },
  );
}

/** The quotes of a report are there, or a sentence more of what is written of it. */
export function hearReport(state: State, task: Task, heard: ReportProgress): State {
  if (task.kind === "look" && task.look.kind === "report") {
    const growing = grown(null, heard);
    if (growing === null) return state;
    const { id, startedAt, look } = task;
    const writing = { id, kind: "write_report", asked: look.asked, startedAt } as const;
    const tasks = state.tasks.map((other) => (other === task ? writing : other));
    const outcome = { kind: "report", asked: look.asked, growing, stage: "writing", failure: null } as const;
    return finishTurn({ ...state, tasks, followsWords: true }, task, outcome);
  }
  const outcome = state.latest?.outcome;
  if (task.kind !== "write_report" || outcome?.kind !== "report") return state;
  const growing = grown(outcome.growing, heard) ?? outcome.growing;
  return growing === outcome.growing ? state : withReport(state, { ...outcome, growing });
}

/** A report is whole. */
export function finishReport(state: State, task: Task, report: Report): State {
  if (task.kind === "look" && task.look.kind === "report") {
    const growing = { report, at: null, sentences: [] };
    return finishTurn(state, task, { kind: "report", asked: task.look.asked, growing, ...writingOf(report) });
  }
  const outcome = state.latest?.outcome;
  if (task.kind !== "write_report" || outcome?.kind !== "report") return state;
  const growing = { ...outcome.growing, report, at: null };
  return withReport(state, { ...outcome, growing, ...writingOf(report) });
}

/** What is selected stays so, and what is being written in sight. */
export function withReport(state: State, outcome: ReportOutcome): State {
  if (state.latest === null) return state;
  const latest: Turn = { ...state.latest, outcome };
  const changed = { ...state, latest, selected: samePlace(state.latest, latest, state.selected) };
  return changed.followsWords && changed.focus === "input" ? { ...changed, scroll: scrollToWords(changed) } : changed;
}
