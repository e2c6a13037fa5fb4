import { useInput, useStdout } from "ink";
import { useLayoutEffect, useRef } from "react";
import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import { INPUT_MODES_OFF, INPUT_MODES_ON, PASTE_END, PASTE_START, pressesOf } from "../input/key-names.js";
import { eventFor, takesText } from "../input/keys.js";
import type { Store } from "../reducer/store.js";

export interface KeyHandling {
  readonly store: Store;
  readonly now: () => number;
}

/** Turns what the terminal sends into events. A paste goes into the input whole, and only there. */
export function useKeys({ store, now }: KeyHandling): void {
  const pastedBy = usePaste();
  const type = (text: string) => {
    if (text !== "" && takesText(store.getState())) store.dispatch({ type: "typed", text });
  };
  useInput((input, key) => {
    const pasted = pastedBy(input, key);
    if (pasted !== undefined) return type(pasted ?? "");
    for (const press of pressesOf(input, key)) {
      if (press.kind === "text") {
        type(press.text);
        continue;
      }
      const event = eventFor(store.getState(), press.name, now());
      if (event !== null) store.dispatch(event);
    }
  });
}

/** More than this is never wanted of a paste, however large it is. */
const MAX_PASTE = 2 * MAX_QUESTION_CHARACTERS;

/**
 * Gathers what stands between a paste's two marks, so that it comes as one text. The function given takes each input of
 * the terminal: `null` while a paste goes on, the whole paste at its end, `undefined` for what is none.
 */
function usePaste(): (
  input: string,
  key: { return: boolean; tab: boolean; ctrl: boolean },
) => string | null | undefined {
  const pasted = useRef<string | null>(null);
  const { stdout } = useStdout();
  useLayoutEffect(() => {
    stdout.write(INPUT_MODES_ON);
    return () => {
      stdout.write(INPUT_MODES_OFF);
    };
  }, [stdout]);
  return (input, key) => {
    if (input === PASTE_START) {
      pasted.current = "";
      return null;
    }
    if (pasted.current === null) return undefined;
    if (input === PASTE_END) {
      const whole = pasted.current;
      pasted.current = null;
      return whole;
    }
    const part = key.return ? "\r" : key.tab ? "\t" : key.ctrl ? "" : input;
    if (pasted.current.length <= MAX_PASTE) pasted.current += part.slice(0, MAX_PASTE);
    return null;
  };
}
