import { useSyncExternalStore } from "react";

/** Where the document covers the answer instead of standing beside it; `layout.css` says the same. */
const NARROW = window.matchMedia("(max-width: 60rem)");

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => NARROW.matches);
}

function subscribe(listener: () => void): () => void {
  NARROW.addEventListener("change", listener);
  return () => NARROW.removeEventListener("change", listener);
}
