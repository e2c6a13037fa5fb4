import { useEffect } from "react";
import { eventOfKey } from "../keys.js";
import type { Store } from "../store.js";

/** Listens to the keys of the page; those that are typed into a field stay there. */
export function useKeys({ get, dispatch }: Store): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || get().isHelpOpen) return;
      if (event.key === "/" && !isField(event.target) && get().areKeysOn) {
        event.preventDefault();
        document.getElementById("question")?.focus();
        return;
      }
      const isTyping = isField(event.target);
      if (isTyping && event.key !== "Escape") return;
      const made = eventOfKey(get(), event.key);
      if (made === null && isTyping) document.querySelector<HTMLElement>("main [data-evidence]")?.focus();
      if (made === null) return;
      event.preventDefault();
      dispatch(made);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [get, dispatch]);
}

/** A checkbox takes no text; that of the help has the focus for a moment after the help has been closed. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
}
