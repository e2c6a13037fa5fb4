import { titleFrom } from "../../core/conversation/conversations.js";
import { namedPlace } from "../input/asked-report.js";
import {
  COMMANDS,
  commandRow,
  type ExportTarget,
  exportTarget,
  type ParsedName,
  parseCommand,
  unknownCommand,
} from "../input/commands.js";
import { narrowedTo } from "../input/filter-line.js";
import { isBuildingFirst, isWriting, lookingUp, type State, taskOf, withTask } from "../state/state.js";
import type { LookTask } from "../state/tasks.js";
import { lastAsked, mayBeFoundNow, turnsOf } from "../state/turns.js";
import { forget, OUTLIVING, openConversations, rename } from "./reduce-conversations.js";
import { applyFilter, openFilter } from "./reduce-filter.js";
import { runReport } from "./reduce-report.js";
import { ask, askLiterally, lookUp, ONE_AT_A_TIME, quit, remember, STILL_WRITING, say } from "./reduce-submit.js";
import { showPrompt, toggleWriting, writeLatest } from "./reduce-words.js";

const LOOKS: ReadonlySet<string> = new Set(["search", "verify", "why-not", "compare"]);
/** The same, also with nothing behind them. */
const LOOKS_AT_SELECTED: ReadonlySet<string> = new Set(["summarise", "explain"]);

/** Why a command can't be done now; `null` when it can. */
function refusalOf(state: State, { name, argument }: ParsedName): string | null {
  if (commandRow(name)?.needsIndex === true && isBuildingFirst(state)) {
    return `/${name} works once the index is built.`;
  }
  if (!LOOKS_AT_SELECTED.has(name) && (!LOOKS.has(name) || argument === "")) return null;
  if (isWriting(state)) return STILL_WRITING;
  return lookingUp(state) === undefined ? null : ONE_AT_A_TIME;
}

/** Does what a command says that isn't refused. @param typed the whole command, as it was typed */
function runCommand(state: State, { name, argument, isForced }: ParsedName, typed: string, at: number): State {
  const look = (what: LookTask["look"]) => lookUp(state, what, state.filter, typed, at);
  switch (name) {
    case "search":
    case "verify":
      return argument === "" ? usage(state, name) : look({ kind: name, text: argument });
    case "why-not": {
      const question = lastAsked(state);
      if (argument === "") return usage(state, name);
      if (question === null) return say(state, "Ask a question first; /why-not is about the last one.", "muted");
      return look({ kind: "why_not", document: argument, question });
    }
    case "summarise":
    case "compare":
    case "explain":
      return runReport(state, name, argument, typed, at);
    case "show":
      return argument === "" ? usage(state, name) : show(state, argument);
    case "docs":
      return withTask(
        { ...state, screen: { kind: "documents", documents: null, skipped: [], selected: 0 } },
        { kind: "list" },
      );
    case "collections":
    case "status":
      return withTask(state, { kind: "status", purpose: "show" });
    case "index":
      return runIndex(state, argument.toLowerCase());
    case "filter":
      return argument === "" ? openFilter(state) : applyFilter(state, argument);
    case "in":
      return argument === "" ? usage(state, name) : applyFilter(state, narrowedTo(state.filter, argument));
    case "write":
      return runWrite(state, argument.toLowerCase(), at);
    case "prompt":
      return showPrompt(state, at);
    case "doctor":
      return taskOf(state, "doctor") === undefined
        ? withTask(say(state, "Looking at the installation …", "muted"), { kind: "doctor" })
        : state;
    case "conversations":
      return openConversations(state, argument);
    case "rename":
      return rename(state, argument);
    case "delete":
      return forget(state, isForced);
    case "export":
      return exportTurns(state, exportTarget({ argument, isForced }));
    case "literal":
      return askLiterally(state, at);
    case "new":
      return startOver(state);
    case "help":
      return { ...state, screen: { kind: "help", top: 0, cameFrom: { kind: "chat" } } };
    case "quit":
      return quit(state);
  }
}

function usage(state: State, name: string): State {
  return say(state, `Usage: ${commandRow(name)?.usage}.`, "warning");
}

function show(state: State, argument: string): State {
  const tasks = state.tasks.filter(({ kind }) => kind !== "show");
  return withTask({ ...state, tasks }, { kind: "show", ...namedPlace(argument) });
}

function exportTurns(state: State, target: ExportTarget): State {
  const turns = turnsOf(state).filter(({ outcome }) => outcome.kind !== "cancelled" && outcome.kind !== "failed");
  if (turns.length === 0) return say(state, "There is nothing to export yet.", "muted");
  const title = state.kept?.title ?? titleFrom(turns[0]?.question ?? "");
  return withTask(state, { kind: "export", ...target, turns, title });
}

function runIndex(state: State, argument: string): State {
  const running = taskOf(state, "sync");
  if (argument === "stop") {
    if (running === undefined) return say(state, "The index is not being rebuilt.", "muted");
    if (running.isFirst) return say(state, "Nothing can be asked before it is built; Ctrl-C leaves.", "muted");
    const tasks = state.tasks.filter((task) => task !== running);
    return say({ ...state, tasks, progress: null }, "Stopped; the index is as it was.", "muted");
  }
  if (!["", "full", "--full"].includes(argument)) return noSuch(state, "index", argument);
  if (running !== undefined) {
    const text = running.isFirst
      ? "The index is being built already."
      : "The index is being rebuilt already; /index stop ends that.";
    return say(state, text, "muted");
  }
  return withTask({ ...state, progress: null }, { kind: "sync", full: argument !== "", isFirst: false });
}

function runWrite(state: State, argument: string, at: number): State {
  if (argument === "") return toggleWriting(state, at);
  if (argument === "last") return writeLatest(state, at);
  return noSuch(state, "write", argument);
}

/** `There is no /index new; there is /index, /index full, /index stop.` */
function noSuch(state: State, name: string, argument: string): State {
  const usages = COMMANDS.filter((command) => command.name === name).map((command) => command.usage);
  return say(state, `There is no /${name} ${argument}; there is ${usages.join(", ")}.`, "warning");
}

function startOver(state: State): State {
  const tasks = state.tasks.filter(({ kind }) => OUTLIVING.has(kind));
  const cleared: State = {
    ...state,
    tasks,
    conversation: state.conversation + 1,
    kept: null,
    past: [],
    latest: null,
    waiting: null,
    selected: 0,
    scroll: 0,
  };
  return isBuildingFirst(cleared) ? cleared : withTask(cleared, { kind: "status", purpose: "welcome" });
}

/** Enter: a command or a question. An empty line asks again what has failed, or what may be found now. */
export function submit(state: State, at: number): State {
  const line = state.input.text.trim();
  if (line === "") return retry(state, at);
  const command = parseCommand(line);
  if (command === null) return ask(state, line, at);
  const refusal = command.kind === "command" ? refusalOf(state, command) : null;
  // What can't be done now stays in the line, to be sent when it can.
  if (refusal !== null) return say(state, refusal, "muted");
  const cleared: State = { ...remember(state, line), notice: null };
  if (command.kind === "command") return runCommand(cleared, command, line, at);
  return say(cleared, `${unknownCommand(command)} /help lists them.`, "warning");
}

function retry(state: State, at: number): State {
  const { latest } = state;
  if (latest === null || !(latest.outcome.kind === "failed" || mayBeFoundNow(state))) return state;
  const command = parseCommand(latest.question);
  if (command?.kind === "command") {
    const refusal = refusalOf(state, command);
    return refusal === null ? runCommand(state, command, latest.question, at) : say(state, refusal, "muted");
  }
  return ask(state, latest.question, at, latest.isLiteral);
}
