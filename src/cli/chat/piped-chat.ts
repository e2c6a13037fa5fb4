import { randomUUID } from "node:crypto";
import type { Assistant } from "../../assistant/assistant.js";
import type { KeptTurn } from "../../contract/conversation.js";
import { type Conversations, titleFrom } from "../../core/conversation/conversations.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import { printableLine } from "../../core/text.js";
import { count } from "../../core/wording.js";
import { writeExport } from "../../tui/effects/export-conversation.js";
import {
  COMMANDS,
  type CommandName,
  exportTarget,
  type ParsedName,
  parseCommand,
  unknownCommand,
} from "../../tui/input/commands.js";
import { keptTurnOf, turnOf } from "../../tui/state/kept-turn.js";
import type { PastItem, Turn } from "../../tui/state/state.js";
import { historyOf } from "../../tui/state/turns.js";
import { type CliContext, note } from "../context.js";
import { staleWarning } from "../format/coverage.js";
import type { OutputFormat } from "../format/output-options.js";
import { progressReporter } from "../format/progress.js";
import { styleFor } from "../format/style.js";
import { formatSyncResult } from "../format/sync.js";
import { answerEach, type LineOutcome } from "../input/answer-each.js";
import type { OpenedAssistant } from "../input/open-assistant.js";
import { numberedLines, STANDARD_INPUT } from "../input/read-question.js";

/** A batch may have any number of questions; an export holds the latest. */
const MAX_TURNS = 1000;

type PipedCommand = "new" | "literal" | "export" | "help" | "quit";

/** What does without a terminal what a command of the chat does with one. */
export const INSTEAD_OF: Readonly<Record<Exclude<CommandName, PipedCommand>, string>> = {
  search: "footnote search",
  verify: "footnote verify",
  "why-not": "footnote why-not",
  summarise: "footnote summarise",
  compare: "footnote compare",
  explain: "footnote explain",
  show: "footnote show",
  docs: "footnote status --files",
  status: "footnote status",
  index: "footnote index",
  conversations: "footnote conversations",
  rename: "footnote conversations rename",
  delete: "footnote conversations delete",
  filter: "footnote ask --path …",
  write: "footnote ask --write",
  prompt: "footnote ask --show-prompt",
  doctor: "footnote doctor",
  collections: "footnote collections",
  in: "footnote ask --in …",
};

/** A conversation without a terminal: questions, and the commands that make sense there. */
class PipedChat {
  #turns: Turn[];
  #keptAs: string | undefined;

  /** @param turns those before [none] */
  constructor(
    private readonly assistant: Assistant,
    private readonly context: Pick<CliContext, "cwd" | "now" | "signal">,
    private readonly keeping: Keeping | undefined,
    turns: readonly KeptTurn[] = [],
  ) {
    this.#turns = turns.map((turn, id) => turnOf(turn, id, {}));
    this.#keptAs = keeping?.reopen;
  }

  /** @throws what the assistant throws */
  async take(line: string): Promise<LineOutcome> {
    const command = parseCommand(line);
    if (command === null) return this.#ask(line, false);
    if (command.kind === "unknown") return refused(unknownCommand(command));
    return this.#run(command);
  }

  async #run({ name, argument, isForced }: ParsedName): Promise<LineOutcome> {
    const last = this.#turns.at(-1);
    switch (name) {
      case "new":
        this.#turns = [];
        this.#keptAs = undefined;
        return { kind: "said", text: "The next question knows nothing of those before." };
      case "literal":
        if (argument !== "") return this.#ask(argument, true);
        return last === undefined ? refused("There is no question to ask again.") : this.#ask(last.question, true);
      case "export":
        return this.#export({ argument, isForced });
      case "help":
        return { kind: "said", text: helpText() };
      case "quit":
        return { kind: "left" };
      default:
        return refused(`/${name} needs a terminal; without one there is \`${INSTEAD_OF[name]}\`.`);
    }
  }

  async #ask(question: string, isLiteral: boolean): Promise<LineOutcome> {
    const past = this.#turns.map((turn): PastItem => ({ id: turn.id, kind: "turn", turn }));
    const history = isLiteral ? [] : historyOf({ past, latest: null });
    const answer = await this.assistant.ask({ question, history, literal: isLiteral }, this.context.signal);
    if (this.#turns.length >= MAX_TURNS) this.#turns.shift();
    const askedAt = this.context.now();
    this.#turns.push({ id: this.#turns.length, question, isLiteral, outcome: { kind: "answer", answer }, askedAt });
    await this.#keep(this.#turns.at(-1)!);
    return { kind: "answer", question, answer };
  }

  /** @throws FootnoteError conversation_unsaved and others: who asked for it to be saved hears that it is not */
  async #keep(turn: Turn): Promise<void> {
    const kept = this.keeping && keptTurnOf(turn, randomUUID(), this.context.now());
    if (!this.keeping || !kept) return;
    const { conversations } = this.keeping;
    if (this.#keptAs === undefined) this.#keptAs = await conversations.begin(kept);
    else await conversations.add(this.#keptAs, kept);
  }

  async #export(given: Pick<ParsedName, "argument" | "isForced">): Promise<LineOutcome> {
    if (this.#turns.length === 0) return refused("There is nothing to export yet.");
    const { cwd, now } = this.context;
    const turns = this.#turns;
    const { assistant } = this;
    const title = titleFrom(turns[0]?.question ?? "");
    try {
      const name = await writeExport({ turns, title, ...exportTarget(given), assistant, cwd, at: now() });
      return { kind: "said", text: `Wrote ${count(turns.length, "turn")} to ${printableLine(name)}.` };
    } catch (error) {
      return { kind: "failed", error: toFootnoteError(error) };
    }
  }
}

function refused(text: string): LineOutcome {
  return { kind: "refused", text };
}

function helpText(): string {
  const rows = COMMANDS.filter(({ name }) => !Object.hasOwn(INSTEAD_OF, name)).map(
    ({ usage, help }) => `  ${usage.padEnd(16)} ${help}`,
  );
  return ["A line is a question, or one of these:", ...rows].join("\n");
}

/** Where a conversation is kept, and which one it goes on with [a new one]. */
interface Keeping {
  readonly conversations: Conversations;
  readonly reopen: string | undefined;
}

interface PipedOptions {
  /** What is done about it before the first line: it is built, or brought up to date, or left as it is. */
  readonly index: "build" | "update" | "leave";
  readonly format: OutputFormat;
  /** [it is not kept] */
  readonly keeping: Keeping | undefined;
}

/** The chat without a terminal: a line in is a question or a command, as `PipedChat` takes it. */
export async function runPipedChat(
  context: CliContext,
  opened: OpenedAssistant,
  { index, format, keeping }: PipedOptions,
): Promise<void> {
  const { assistant } = opened;
  if (index !== "leave") {
    if (index === "build") note(context, "There is no index yet: building it.");
    const progress = progressReporter(context);
    const built = await assistant.sync({ mend: true, onProgress: progress.show, signal: context.signal });
    progress.clear();
    const { added, changed, deleted } = built;
    if (index === "build" || added.length + changed.length + deleted.length > 0) note(context, formatSyncResult(built));
  }
  const reopened = keeping?.reopen === undefined ? undefined : await keeping.conversations.read(keeping.reopen);
  const chat = new PipedChat(assistant, context, keeping, reopened?.turns);
  const { exitCode, coverage } = await answerEach(context, numberedLines(context.stdin, context.signal), {
    format,
    name: STANDARD_INPUT,
    take: (line) => chat.take(line),
  });
  const warning = coverage === null ? "" : staleWarning(coverage, opened);
  if (warning) note(context, styleFor(context, context.stderr).warning(warning));
  context.setExitCode(exitCode);
}
