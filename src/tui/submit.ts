import { parseCommand, unknownCommand } from "./commands.js";
import { runCommand } from "./reduce-command.js";
import { ask, remember, say } from "./reduce-submit.js";
import type { State } from "./state.js";

/** Enter: a command or a question. An empty line is nothing. */
export function submit(state: State, at: number): State {
  const line = state.input.text.trim();
  if (line === "") return state;
  const command = parseCommand(line);
  if (command === null) return ask(state, line, at);
  const cleared: State = { ...remember(state, line), notice: null };
  if (command.kind === "command") return runCommand(cleared, command, line, at);
  return say(cleared, `${unknownCommand(command)} /help lists them.`, "warning");
}
