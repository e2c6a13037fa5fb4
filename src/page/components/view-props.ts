import type { Event, State } from "../state/state.js";

export interface ViewProps {
  readonly state: State;
  readonly dispatch: (event: Event) => void;
}
