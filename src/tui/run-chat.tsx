import { type Instance, render } from "ink";
import type { Assistant } from "../assistant/assistant.js";
import { FootnoteError } from "../core/errors.js";
import { type Clipboard, terminalCopy } from "./clipboard.js";
import { ChatScreen } from "./components/chat-screen.js";
import { FullScreen } from "./components/full-screen.js";
import { ThemeContext } from "./components/styled-lines.js";
import { type Display, FULL_DISPLAY } from "./display.js";
import { runEffects } from "./effects.js";
import { createHandOver } from "./hand-over.js";
import type { ChatHost } from "./host.js";
import { foldedRows, liveLines } from "./layout/live-lines.js";
import { revealSentences } from "./reveal.js";
import { initialState } from "./state.js";
import { createStore, type Store } from "./store.js";
import { Surface } from "./surface.js";
import { createTheme, type Theme } from "./theme.js";

export interface ChatOptions {
  readonly assistant: Assistant;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Colours [true]; `false` leaves weight, underline and inversion (NO_COLOR). */
  readonly color?: boolean;
  /** Leaves the chat as `/quit` does. */
  readonly signal?: AbortSignal;
  /** Build the index before the chat opens: there is none yet. */
  readonly buildIndexFirst: boolean;
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

/**
 * The chat in a terminal; resolves when the user leaves, with the terminal as it was found.
 * The assistant stays open.
 * @throws terminal_required when stdin or stdout is not a terminal
 */
export async function runChat(options: ChatOptions): Promise<void> {
  const { assistant, stdin, stdout, color = true, signal, buildIndexFirst, now = Date.now, debug = false } = options;
  const { host, clipboard = "terminal", display = FULL_DISPLAY } = options;
  if (!stdin.isTTY || !stdout.isTTY) throw new FootnoteError("terminal_required", {});
  const store = createStore(initialState(sizeOf(stdout), buildIndexFirst, display));
  const theme = createTheme(color);
  const main = new Surface(stdout);
  const ink = { stdin: withBackspace(stdin), exitOnCtrlC: false, debug };
  const chat = render(
    <ThemeContext value={theme}>
      <ChatScreen store={store} now={now} />
    </ThemeContext>,
    { ...ink, stdout: asStdout(main), patchConsole: !debug },
  );
  const left = chat.waitUntilExit();
  const second = createSecondScreen({ store, theme, stdout, main, ink });
  const onResize = () => {
    const size = sizeOf(stdout);
    const folded = foldedRows(liveLines(store.getState(), { spinner: " ", now: now() }), size.columns);
    store.dispatch({ type: "resized", ...size });
    main.fit(folded);
    second.fit();
  };
  const quit = () => store.dispatch({ type: "quit" });
  stdout.on("resize", onResize);
  signal?.addEventListener("abort", quit);
  const copy = terminalCopy((data) => stdout.write(data), clipboard);
  const withTerminal = createHandOver({ stdin, stdout, main, cover: second });
  const stopEffects = runEffects(store, { assistant, host, copy, withTerminal, now });
  const stopRevealing = revealSentences(store);
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
    stopEffects();
    stopRevealing();
    second.hold();
    signal?.removeEventListener("abort", quit);
    stdout.off("resize", onResize);
  }
}

interface SecondScreenParts {
  readonly store: Store;
  readonly theme: Theme;
  readonly stdout: NodeJS.WriteStream;
  readonly main: Surface;
  readonly ink: { readonly stdin: NodeJS.ReadStream; readonly exitOnCtrlC: boolean; readonly debug: boolean };
}

/** The terminal's second screen, with an Ink of its own: the first one's picture stays untouched beneath. */
function createSecondScreen({ store, theme, stdout, main, ink }: SecondScreenParts) {
  let open: { readonly instance: Instance; readonly surface: Surface } | null = null;
  let isHeld = false;
  const show = (wanted: boolean): void => {
    if (wanted && open === null) {
      main.cover();
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
    const { hasQuit, screen } = store.getState();
    show(!isHeld && !hasQuit && screen.kind !== "chat");
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

function sizeOf({ columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } {
  return { columns: columns || 80, rows: rows || 24 };
}

/** Ink uses no more of a stdout than a surface has. */
function asStdout(surface: Surface): NodeJS.WriteStream {
  return surface as unknown as NodeJS.WriteStream;
}

/** Terminals send DEL for Backspace, which Ink takes for Delete; BS is what it takes for Backspace. */
function withBackspace(stdin: NodeJS.ReadStream): NodeJS.ReadStream {
  const read = (): unknown => {
    const chunk: unknown = stdin.read();
    return typeof chunk === "string" ? chunk.replaceAll("\u007f", "\b") : chunk;
  };
  return new Proxy(stdin, {
    get(target, property) {
      if (property === "read") return read;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
