import { COMMANDS, type CommandName, parseCommand } from "./commands.js";
import { historyOf, turnWasReadOtherwise } from "./conversation.js";
import { EMPTY_EDIT } from "./line-editor.js";
import { applyFilter, openFilter } from "./reduce-filter.js";
import { type Notice, type PastItem, type State, taskOf } from "./state.js";
import { withTask } from "./with-task.js";

/** Enter: a command or a question. An empty line asks a question again that failed, and is nothing otherwise. */
export function submit(state: State, at: number): State {
  const line = state.input.text.trim();
  if (line === "") return retry(state, at);
  const command = parseCommand(line);
  if (command === null) return ask(state, line, at);
  const cleared: State = { ...remember(state, line), notice: null };
  if (command.kind === "command") return run(cleared, command.name, command.argument, at);
  const meant = command.suggestion === null ? "" : ` Did you mean /${command.suggestion}?`;
  return say(cleared, `There is no command ${command.typed}.${meant} /help lists them.`, "warning");
}

/** Nothing runs any more, and what was said stays in the terminal whole. */
export function quit(state: State): State {
  return { ...state, ...archive(state), latest: null, tasks: [], hasQuit: true };
}

/** Undoes how the latest question was read: asks it again, without the conversation. */
export function askLiterally(state: State, at: number): State {
  const { latest } = state;
  if (latest === null || !turnWasReadOtherwise(latest))
    return say(state, "The question was searched as it was typed.", "muted");
  return ask({ ...state, focus: "input" }, latest.question, at, true);
}

function retry(state: State, at: number): State {
  const { latest } = state;
  return latest?.outcome.kind === "failed" ? ask(state, latest.question, at, latest.isLiteral) : state;
}

function ask(state: State, question: string, at: number, isLiteral = false): State {
  if (taskOf(state, "ask") !== undefined)
    return say(state, "One question at a time; Ctrl-C cancels the running one.", "muted");
  const history = isLiteral ? [] : historyOf(state);
  const asked: State = {
    ...(isLiteral ? state : remember(state, question)),
    ...archive(state),
    latest: null,
    notice: null,
    selected: 0,
    scroll: 0,
  };
  return withTask(asked, {
    kind: "ask",
    question,
    filters: state.filter?.filters ?? null,
    startedAt: at,
    history,
    isLiteral,
  });
}

/** The latest turn becomes a past one. */
function archive({ past, latest }: State): { past: readonly PastItem[] } {
  return { past: latest === null ? past : [...past, { id: latest.id, kind: "turn", turn: latest }] };
}

function remember(state: State, line: string): State {
  const history = state.history.at(-1) === line ? state.history : [...state.history, line];
  return { ...state, input: EMPTY_EDIT, recalled: null, history };
}

function run(state: State, name: CommandName, argument: string, at: number): State {
  switch (name) {
    case "index":
      return runIndex(state, argument);
    case "docs":
      return withTask(
        { ...state, screen: { kind: "documents", documents: null, skipped: [], selected: 0 } },
        { kind: "list" },
      );
    case "status":
      return withTask(state, { kind: "status", purpose: "show" });
    case "filter":
      return argument === "" ? openFilter(state) : applyFilter(state, argument);
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

function runIndex(state: State, typed: string): State {
  const argument = typed.toLowerCase();
  const running = taskOf(state, "sync");
  if (argument === "stop") {
    if (running === undefined) return say(state, "The index is not being rebuilt.", "muted");
    const tasks = state.tasks.filter((task) => task !== running);
    return say({ ...state, tasks, progress: null }, "Stopped; the index is as it was.", "muted");
  }
  if (argument !== "" && argument !== "full") {
    const usages = COMMANDS.filter((command) => command.name === "index").map(({ usage }) => usage);
    return say(state, `There is no /index ${argument}; there is ${usages.join(", ")}.`, "warning");
  }
  if (running !== undefined) return say(state, "The index is being rebuilt already; /index stop ends that.", "muted");
  return withTask({ ...state, progress: null }, { kind: "sync", full: argument === "full", isFirst: false });
}

function startOver(state: State): State {
  const tasks = state.tasks.filter(({ kind }) => kind === "sync");
  const cleared: State = {
    ...state,
    tasks,
    conversation: state.conversation + 1,
    past: [],
    latest: null,
    selected: 0,
    scroll: 0,
  };
  return withTask(cleared, { kind: "status", purpose: "welcome" });
}

function say(state: State, text: string, tone: Extract<Notice, { kind: "message" }>["tone"]): State {
  return { ...state, notice: { kind: "message", tone, text } };
}
