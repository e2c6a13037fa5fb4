import { useInput, useStdout } from "ink";
import { useLayoutEffect, useRef } from "react";
import { PASTE_END, PASTE_START, type Press, pressesOf } from "../key-names.js";
import { contextOf, eventFor, isWritten } from "../keys.js";
import type { Store } from "../store.js";

const MARK_PASTES = "\u001b[?2004h";
const LEAVE_PASTES_UNMARKED = "\u001b[?2004l";

export interface KeyHandling {
  readonly store: Store;
  readonly now: () => number;
}

/** Turns what the terminal sends into events. A paste goes into the input whole, and only there. */
export function useKeys({ store, now }: KeyHandling): void {
  const isPasting = useRef(false);
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    stdout.write(MARK_PASTES);
    return () => {
      stdout.write(LEAVE_PASTES_UNMARKED);
    };
  }, [stdout]);
  useInput((input, key) => {
    if (input === PASTE_START || input === PASTE_END) {
      isPasting.current = input === PASTE_START;
      return;
    }
    const presses: Press[] = isPasting.current
      ? [{ kind: "text", text: key.return ? "\n" : key.tab ? "\t" : input }]
      : pressesOf(input, key);
    for (const press of presses) {
      const state = store.getState();
      if (press.kind === "key") {
        const event = eventFor(state, press.name, now());
        if (event !== null) store.dispatch(event);
      } else if (isWritten(contextOf(state))) {
        store.dispatch({ type: "typed", text: press.text });
      }
    }
  });
}
