import type { Event, State } from "../state.js";

export interface ViewProps {
  readonly state: State;
  readonly dispatch: (event: Event) => void;
}
