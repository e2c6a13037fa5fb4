import { parseCommand, unknownCommand } from "./commands.js";
import { mayBeFoundNow } from "./conversation.js";
import { refusalOf, runCommand } from "./reduce-command.js";
import { ask, remember, say } from "./reduce-submit.js";
import type { State } from "./state.js";

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
