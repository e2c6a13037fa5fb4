import type { Line } from "../lines.js";
import type { Store } from "../reducer/store.js";
import type { Surface } from "./surface.js";

/** A window that is dragged tells many sizes, tmux one in 250 ms; the chat is drawn anew when none has come for so long. */
const REST_MS = 300;

interface SizeParts {
  readonly store: Store;
  readonly stdout: NodeJS.WriteStream;
  readonly main: Surface;
  /** What covers it, on a screen that the terminal doesn't fold. */
  readonly cover: { fit(): void };
  /** What is drawn on the main screen. */
  readonly drawn: () => readonly Line[];
}

interface SizeFollower {
  /** Takes the size on as it is now. */
  settle(): void;
  end(): void;
}

/**
 * Lays the chat out anew when the window's size has changed. Terminals fold rows that have become too long and push what
 * finds no room into the scrollback, where nothing can be erased: so what is drawn goes at the first change, and comes
 * again when the size rests.
 */
export function followSize({ store, stdout, main, cover, drawn }: SizeParts): SizeFollower {
  let resting: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(resting);
    resting = undefined;
    const size = sizeOf(stdout);
    main.fit();
    cover.fit();
    store.dispatch({ type: "resized", ...size });
  };
  const onResize = () => {
    if (resting === undefined && !main.isCovered()) {
      main.eraseFolds(drawn());
      store.dispatch({ type: "size_changing" });
      main.redraw();
    }
    clearTimeout(resting);
    resting = setTimeout(settle, REST_MS);
  };
  stdout.on("resize", onResize);
  return {
    settle,
    end() {
      clearTimeout(resting);
      stdout.off("resize", onResize);
    },
  };
}

export function sizeOf({ columns, rows }: NodeJS.WriteStream): { columns: number; rows: number } {
  return { columns: columns || 80, rows: rows || 24 };
}
