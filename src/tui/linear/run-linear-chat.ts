import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Assistant } from "../../assistant/assistant.js";
import { toFootnoteError } from "../../core/errors/errors.js";
import { keepConversation } from "../effects/keep-conversation.js";
import { runEffects } from "../effects/run-effects.js";
import type { ChatHost, Copy, WithTerminal } from "../host.js";
import { createStore } from "../reducer/store.js";
import { citedQuoteOf, filePlaceOf, numberOf } from "../state/evidence.js";
import { evidenceOf, initialState, isWriting, lookingUp, type State } from "../state/state.js";
import type { JobControl } from "../terminal/job-control.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import { type LineMeaning, readLine } from "./read-line.js";
import { evidenceSpoken } from "./spoken.js";
import { changeSpoken } from "./spoken-change.js";

export interface LinearChatOptions {
  readonly assistant: Assistant;
  readonly host: ChatHost;
  readonly copy: Copy;
  readonly stdin: Readable;
  readonly stdout: Writable;
  /** Whose Ctrl-C is [nobody's]. */
  readonly job?: Pick<JobControl, "holdInterruptions">;
  /** Leaves the chat as `/quit` does. */
  readonly signal?: AbortSignal;
  readonly buildIndexFirst: boolean;
  /** Brings the index up to date from the beginning, while questions are answered [false]. */
  readonly updates?: boolean;
  /** Has answers written from the beginning, as `/write` does [false]. */
  readonly writes?: boolean;
  /** Id of a kept conversation to go on with [none]. */
  readonly reopen?: string;
  /** Milliseconds of a clock [Date.now]. */
  readonly now?: () => number;
}

const PROMPT = "Question: ";
const FILTER_PROMPT = "Only in: ";
const CONSENT_PROMPT = "Agree? y or n: ";
const DISPLAY = { superscripts: false, isGradual: false };

/**
 * The chat for screen readers and for terminals that can't move their cursor: whole lines in, whole lines out, one
 * after another, and nothing is ever drawn anew. Resolves when the user leaves; the assistant stays open.
 */
export async function runLinearChat(options: LinearChatOptions): Promise<void> {
  const {
    assistant,
    host,
    copy,
    stdin,
    stdout,
    job,
    signal,
    buildIndexFirst,
    writes = false,
    updates = false,
    reopen,
    now = Date.now,
  } = options;
  const beginnings = { display: DISPLAY, writes, updates, ...(reopen && { reopen }) };
  const store = createStore(initialState({ columns: 80, rows: 24 }, buildIndexFirst, beginnings));
  const lines = createInterface({ input: stdin, terminal: false });
  let isPrompted = false;
  const say = (spoken: readonly string[]) => {
    if (spoken.length === 0) return;
    // What comes while the prompt is there starts on a line of its own, and the prompt comes again.
    stdout.write(`${isPrompted ? "\n" : ""}${spoken.join("\n")}\n`);
    isPrompted = false;
  };
  let isActing = false;
  /** Lines that were typed ahead wait for what is under way. */
  const typed: string[] = [];
  let hasEnded = false;
  const { promise: left, resolve: leave } = deferred();
  const goOn = () => {
    const state = store.getState();
    if (isActing || state.hasQuit) return;
    const line = isReady(state) ? typed.shift() : undefined;
    if (line !== undefined) {
      isActing = true;
      isPrompted = false;
      void act(line).then(() => {
        isActing = false;
        goOn();
      });
    } else if (hasEnded) {
      // What was asked for is still said to the end.
      if (typed.length === 0 && state.tasks.every(({ kind }) => kind === "sync")) leave();
    } else if (!isPrompted && isReady(state)) {
      isPrompted = true;
      stdout.write(promptOf(state));
    }
  };
  // The terminal is in its own mode all the time; only its lines must not be read here while an editor has it.
  const withTerminal: WithTerminal = async (run) => {
    if (!hasEnded) lines.pause();
    const letInterrupt = job?.holdInterruptions();
    try {
      return await run();
    } finally {
      letInterrupt?.();
      if (!hasEnded) lines.resume();
    }
  };
  const stopEffects = runEffects(store, { assistant, host, copy, now, withTerminal });
  const stopKeeping = host.conversations && keepConversation(store, host.conversations, now);
  const act = async (line: string): Promise<void> => {
    const state = store.getState();
    if (state.consent !== null)
      return store.dispatch({ type: "consented", isGiven: /^y(?:es)?$/iu.test(line.trim()), at: now() });
    const meaning = readLine(line, now(), state.filterLine !== null);
    try {
      if (meaning.kind === "events") for (const event of meaning.events) store.dispatch(event);
      else say(await evidenceAct(store.getState(), meaning, options, withTerminal));
    } catch (error) {
      const { message, hint } = toFootnoteError(error);
      say([`Error: ${sanitizeProse(message)}`, sanitizeProse(hint)]);
    }
  };
  let before = store.getState();
  if (buildIndexFirst) say(["Footnote reads your documents first.", "Indexing."]);
  const unsubscribe = store.subscribe(() => {
    const state = store.getState();
    say(changeSpoken(before, state));
    before = state;
    if (state.hasQuit) leave();
    // Lists, documents and help are said, not opened.
    else if (isSaid(state.screen)) {
      store.dispatch({ type: "went_back" });
    } else goOn();
  });
  const quit = () => store.dispatch({ type: "quit" });
  signal?.addEventListener("abort", quit);
  lines.on("line", (line) => {
    typed.push(line);
    goOn();
  });
  lines.once("close", () => {
    hasEnded = true;
    goOn();
  });
  if (signal?.aborted === true) quit();
  const letInterrupt = job?.holdInterruptions(() => {
    typed.length = 0;
    // What is under way is stopped first; there is nothing else that could be cleared.
    const state = store.getState();
    if (lookingUp(state) !== undefined || isWriting(state)) return store.dispatch({ type: "interrupted" });
    // The shell's prompt starts on a line of its own.
    if (isPrompted) stdout.write("\n");
    quit();
  });
  try {
    await left;
  } finally {
    lines.close();
    unsubscribe();
    await Promise.all([stopEffects(), stopKeeping?.()]);
    letInterrupt?.();
    signal?.removeEventListener("abort", quit);
  }
}

/** Reads, copies or opens a source by its number; gives what is to be said. */
async function evidenceAct(
  { latest }: State,
  { number, act }: Extract<LineMeaning, { kind: "evidence" }>,
  { copy, host }: LinearChatOptions,
  withTerminal: WithTerminal,
): Promise<string[]> {
  const evidence = evidenceOf(latest);
  const chosen = evidence.find((one) => one.kind === evidence[0]?.kind && numberOf(one) === number);
  if (chosen === undefined) return [`There is no source ${number}.`];
  if (act === "read") return evidenceSpoken(chosen);
  const remark =
    act === "copy"
      ? copy(citedQuoteOf(chosen), "quote with its source")
      : await host.edit(filePlaceOf(chosen), withTerminal);
  return remark === null ? [] : [remark.text];
}

function isSaid(screen: State["screen"]): boolean {
  if (screen.kind === "documents") return screen.documents !== null;
  if (screen.kind === "conversations") return screen.list !== null;
  return screen.kind === "help" || screen.kind === "reader" || screen.kind === "prompt";
}

function promptOf({ consent, filterLine }: State): string {
  if (consent !== null) return CONSENT_PROMPT;
  return filterLine === null ? PROMPT : FILTER_PROMPT;
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Nothing is under way that has something to say soon. */
function isReady({ tasks, hasQuit }: State): boolean {
  return !hasQuit && tasks.every((task) => task.kind === "sync" && !task.isFirst);
}
