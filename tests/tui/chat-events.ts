import { reduce } from "../../src/tui/reducer/reducer.js";
import { type Event, initialState, type State, taskOf } from "../../src/tui/state/state.js";
import { TuiAssistant } from "../helpers/tui-assistant.js";

export const assistant = new TuiAssistant();
export const start = initialState({ columns: 80, rows: 24 }, false);
export const TICK = { spinner: " ", now: 0 };
export const FAILURE = { message: "It broke.", hint: "Mend it." };

export const following = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
export const typed = (text: string): Event => ({ type: "typed", text });
export const ENTER: Event = { type: "submitted", at: 0 };
export const CTRL_C: Event = { type: "interrupted" };

export async function answered(question: string, from = start, explain = false): Promise<State> {
  const asked = following(from, typed(question), ENTER);
  const answer = await assistant.ask({ question, explain });
  return following(asked, { type: "answered", task: taskOf(asked, "ask")?.id ?? -1, answer });
}
