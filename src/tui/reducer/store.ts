import type { Event, State } from "../state/state.js";
import { reduce } from "./reducer.js";

/** Holds the state outside React, so that two screens and the effects share it. */
export interface Store {
  getState(): State;
  dispatch(event: Event): void;
  /** Called after each change; gives the function that ends it. */
  subscribe(listener: () => void): () => void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    getState: () => state,
    dispatch(event) {
      const next = reduce(state, event);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
