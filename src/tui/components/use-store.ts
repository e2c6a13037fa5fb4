import { useSyncExternalStore } from "react";
import type { State } from "../state.js";
import type { Store } from "../store.js";

export function useStore(store: Store): State {
  return useSyncExternalStore(store.subscribe, store.getState);
}
