import type { WithTerminal } from "../host.js";
import { INPUT_MODES_OFF, INPUT_MODES_ON } from "../input/key-names.js";
import type { Line } from "../lines.js";
import type { Surface } from "./surface.js";

/** Most editors open a second screen of their own, which then is this one. */
const ENTER_SECOND_SCREEN = "\u001b[?1049h\u001b[2J\u001b[H\u001b[?25h";
const LEAVE_SECOND_SCREEN = "\u001b[?1049l\u001b[?25l";

const SHOW_CURSOR = "\u001b[?25h";

interface HandOverParts {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly main: Surface;
  /** What is on it. */
  readonly drawn: () => readonly Line[];
  /** Closes what covers the chat, and opens it again. */
  readonly cover: { hold(): void; release(): void };
  /** Keeps Ctrl-C from ending the chat until the function that it gives is called. */
  readonly holdInterruptions: () => () => void;
  readonly hasQuit: () => boolean;
}

export interface HandOver {
  readonly withTerminal: WithTerminal;
  /** Whether another program has the terminal. */
  isAway(): boolean;
}

/** Lets another program have the terminal for a while: nobody else reads keys or draws meanwhile. */
export function createHandOver(parts: HandOverParts): HandOver {
  const { stdin, stdout, main, drawn, cover, holdInterruptions, hasQuit } = parts;
  let isAway = false;
  const withTerminal: WithTerminal = async (run) => {
    isAway = true;
    const letInterrupt = holdInterruptions();
    cover.hold();
    main.cover(drawn());
    stdout.write(`${INPUT_MODES_OFF}${ENTER_SECOND_SCREEN}`);
    const takeBack = await letGo(stdin);
    try {
      return await run();
    } finally {
      // Told to end in the meantime, the chat leaves the terminal as the shell wants it.
      if (!hasQuit()) takeBack();
      stdout.write(`${LEAVE_SECOND_SCREEN}${hasQuit() ? SHOW_CURSOR : INPUT_MODES_ON}`);
      main.uncover();
      isAway = false;
      cover.release();
      letInterrupt();
    }
  };
  return { withTerminal, isAway: () => isAway };
}

/** Keys are read as long as anyone listens for them, so the listeners have to go for that time. */
async function letGo(stdin: NodeJS.ReadStream): Promise<() => void> {
  const listeners = stdin.listeners("readable") as ((...args: unknown[]) => void)[];
  for (const listener of listeners) stdin.off("readable", listener);
  await new Promise((resolve) => setImmediate(resolve));
  stdin.setRawMode(false);
  stdin.pause();
  return () => {
    stdin.setRawMode(true);
    for (const listener of listeners) stdin.on("readable", listener);
  };
}
