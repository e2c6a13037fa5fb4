import { useInput } from "ink";
import { pressesOf } from "../key-names.js";
import { eventFor, takesText } from "../keys.js";
import type { Store } from "../store.js";
import { usePaste } from "./use-paste.js";

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
