import { type Instance, render } from "ink";
import type { Assistant } from "../assistant/assistant.js";
import { FootnoteError } from "../core/errors/errors.js";
import { ChatScreen, FullScreen } from "./components/screens.js";
import { ThemeContext } from "./components/styled-lines.js";
import { type InputHistory, keepHistory } from "./effects/history-file.js";
import { keepConversation } from "./effects/keep-conversation.js";
import { revealSentences } from "./effects/reveal.js";
import { runEffects } from "./effects/run-effects.js";
import type { ChatHost } from "./host.js";
import { INPUT_MODES_OFF, INPUT_MODES_ON } from "./input/key-names.js";
import { liveLines } from "./layout/chat-lines.js";
import type { Line } from "./lines.js";
import { createStore, type Store } from "./reducer/store.js";
import { initialState } from "./state/state.js";
import { type Clipboard, terminalCopy } from "./terminal/clipboard.js";
import { type Display, FULL_DISPLAY } from "./terminal/display.js";
import { followSize, sizeOf } from "./terminal/follow-size.js";
import { createHandOver } from "./terminal/hand-over.js";
import { followJobControl, type JobControl } from "./terminal/job-control.js";
import { Surface } from "./terminal/surface.js";
import { createTheme, type Theme } from "./terminal/theme.js";

export interface ChatOptions {
  readonly assistant: Assistant;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Colours [true]; `false` leaves weight, underline and inversion (NO_COLOR). */
  readonly color?: boolean;
  /** What was asked before, and where it is kept [nowhere]. */
  readonly history?: InputHistory;
  /** Ctrl-Z and crashes [nothing happens]. */
  readonly job?: JobControl;
  /** Leaves the chat as `/quit` does. */
  readonly signal?: AbortSignal;
  /** Build the index before the chat opens: there is none yet. */
  readonly buildIndexFirst: boolean;
  /** Brings the index up to date from the beginning, while questions are answered [false]. */
  readonly updates?: boolean;
  /** Has answers written from the beginning, as `/write` does [false]. */
  readonly writes?: boolean;
  /** Id of a kept conversation to go on with [none]. */
  readonly reopen?: string;
  /** What the chat can do on this machine beside asking. */
  readonly host: ChatHost;
  /** How a quote gets to the clipboard [the terminal takes it]. */
  readonly clipboard?: Clipboard;
  /** What the terminal can show [everything]. */
  readonly display?: Display;
  /** Milliseconds of a clock [Date.now]. */
  readonly now?: () => number;
  /** Writes every frame whole, one after another, as tests want it [false]. */
  readonly debug?: boolean;
}

const ENTER_SECOND_SCREEN = "\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l";
const LEAVE_SECOND_SCREEN = "\u001b[?1049l\u001b[?25l";
/** A key press waits as long as a frame lasts where another frame was drawn right before it. */
const MAX_FPS = 120;
const SHOW_CURSOR = "\u001b[?25h";
const HIDE_CURSOR = "\u001b[?25l";

/**
 * The chat in a terminal; resolves when the user leaves, with the terminal as it was found.
 * The assistant stays open.
 * @throws terminal_required when stdin or stdout is not a terminal
 */
export async function runChat(options: ChatOptions): Promise<void> {
  const { assistant, host, stdin, stdout, color = true, signal, history, job } = options;
  const {
    buildIndexFirst,
    writes = false,
    updates = false,
    reopen,
    clipboard = "terminal",
    display = FULL_DISPLAY,
    now = Date.now,
    debug = false,
  } = options;
  if (!stdin.isTTY || !stdout.isTTY) throw new FootnoteError("terminal_required", {});
  const earlier = history ? await history.read() : { entries: [], problem: null };
  const store = createStore(
    initialState(sizeOf(stdout), buildIndexFirst, {
      display,
      history: earlier.entries,
      writes,
      updates,
      ...(reopen && { reopen }),
    }),
  );
  const theme = createTheme(color);
  const main = new Surface(stdout);
  const drawn = () => liveLines(store.getState(), { spinner: " ", now: now() });
  const ink = { stdin: keysOf(stdin), exitOnCtrlC: false, maxFps: MAX_FPS, debug };
  const chat = render(
    <ThemeContext value={theme}>
      <ChatScreen store={store} now={now} />
    </ThemeContext>,
    { ...ink, stdout: asStdout(main), patchConsole: !debug },
  );
  const left = chat.waitUntilExit();
  const second = createSecondScreen({ store, theme, stdout, main, drawn, ink });
  const size = followSize({ store, stdout, main, cover: second, drawn });
  const quit = () => store.dispatch({ type: "quit" });
  const tidyUp = () => {
    second.hold();
    chat.unmount();
  };
  const handOver = createHandOver({
    stdin,
    stdout,
    main,
    drawn,
    cover: second,
    holdInterruptions: job ? job.holdInterruptions : () => () => {},
    hasQuit: () => store.getState().hasQuit,
  });
  const screens = () => ({
    leave: () => {
      // An editor that has the terminal gives it back by itself.
      if (handOver.isAway()) return;
      second.follow();
      chat.clear();
      main.cover();
      stdout.write(`${INPUT_MODES_OFF}${SHOW_CURSOR}`);
      stdin.setRawMode(false);
    },
    enter: () => {
      if (handOver.isAway()) return;
      // A shell that stopped the program itself has changed the mode behind Node's back.
      stdin.setRawMode(false);
      stdin.setRawMode(true);
      // Ink goes up by the rows that it drew last: what the shell has written in the meantime must not be there.
      stdout.write(`${INPUT_MODES_ON}${HIDE_CURSOR}${"\n".repeat(drawn().length)}`);
      main.uncover();
      size.settle();
    },
  });
  signal?.addEventListener("abort", quit);
  const copy = terminalCopy((data) => stdout.write(data), clipboard);
  const ends = [
    runEffects(store, { assistant, host, copy, withTerminal: handOver.withTerminal, now }),
    revealSentences(store),
    ...(history ? [keepHistory(store, history)] : []),
    ...(host.conversations ? [keepConversation(store, host.conversations, now)] : []),
    ...(job ? [followJobControl(store, job, screens()), job.onCrash(tidyUp)] : []),
  ];
  if (earlier.problem) store.dispatch({ type: "history_lost", problem: earlier.problem });
  const unsubscribe = store.subscribe(() => {
    const { hasQuit } = store.getState();
    second.follow();
    if (hasQuit) setImmediate(chat.unmount);
  });
  if (signal?.aborted === true) quit();
  try {
    await left;
  } finally {
    unsubscribe();
    const ending = ends.map((end) => end());
    second.hold();
    signal?.removeEventListener("abort", quit);
    size.end();
    await Promise.all(ending);
  }
}

interface SecondScreenParts {
  readonly store: Store;
  readonly theme: Theme;
  readonly stdout: NodeJS.WriteStream;
  readonly main: Surface;
  readonly drawn: () => readonly Line[];
  readonly ink: { readonly stdin: NodeJS.ReadStream; readonly exitOnCtrlC: boolean; readonly debug: boolean };
}

/** The terminal's second screen, with an Ink of its own: the first one's picture stays untouched beneath. */
function createSecondScreen({ store, theme, stdout, main, drawn, ink }: SecondScreenParts) {
  let open: { readonly instance: Instance; readonly surface: Surface } | null = null;
  let isHeld = false;
  const show = (wanted: boolean): void => {
    if (wanted && open === null) {
      main.cover(drawn());
      stdout.write(ENTER_SECOND_SCREEN);
      const surface = new Surface(stdout);
      const onClosed = () => {
        surface.cover();
        stdout.write(LEAVE_SECOND_SCREEN);
        main.uncover();
      };
      const view = (
        <ThemeContext value={theme}>
          <FullScreen store={store} onClosed={onClosed} />
        </ThemeContext>
      );
      open = { surface, instance: render(view, { ...ink, stdout: asStdout(surface), patchConsole: false }) };
    } else if (!wanted && open !== null) {
      const { instance } = open;
      open = null;
      instance.unmount();
    }
  };
  /** Open where the state says so. */
  const follow = (): void => {
    const { hasQuit, isStopped, screen } = store.getState();
    show(!isHeld && !hasQuit && !isStopped && screen.kind !== "chat");
  };
  return {
    follow,
    /** Closed, whatever the state says. */
    hold(): void {
      isHeld = true;
      follow();
    },
    release(): void {
      isHeld = false;
      follow();
    },
    fit(): void {
      open?.surface.fit();
    },
  };
}

/** Ink uses no more of a stdout than a surface has. */
function asStdout(surface: Surface): NodeJS.WriteStream {
  return surface as unknown as NodeJS.WriteStream;
}

/**
 * The keys as Ink takes them. Terminals send DEL for Backspace, which it takes for Delete. And what was typed before the
 * chat had the terminal comes first, with its Enter made a line feed by the terminal.
 */
function keysOf(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
  let isFirst = true;
  const read = (): unknown => {
    const chunk: unknown = stdin.read();
    if (typeof chunk !== "string") return chunk;
    const isTypedAhead = isFirst && /[^\n]\n$/.test(chunk);
    isFirst = false;
    return (isTypedAhead ? chunk.replaceAll("\n", "\r") : chunk).replaceAll("\u007f", "\b");
  };
  return new Proxy(stdin, {
    get(target, property) {
      if (property === "read") return read;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
