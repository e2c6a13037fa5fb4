import type { Store } from "../reducer/store.js";
import { ALL_SHOWN } from "../terminal/display.js";

const SENTENCE_MS = 90;
/** However long the answer is, it is there after this time. */
const ALL_MS = 600;

/** Lets the sentences of an answer come one by one. Gives the function that ends it. */
export function revealSentences(store: Store): () => void {
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    timer = undefined;
    store.dispatch({ type: "sentence_shown" });
  };
  const onChange = () => {
    const { shown, latest } = store.getState();
    if (shown === ALL_SHOWN) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined && latest?.outcome.kind === "answer") {
      const sentences = latest.outcome.answer.answer?.sentences.length ?? 1;
      timer = setTimeout(tick, Math.min(SENTENCE_MS, ALL_MS / sentences));
    }
  };
  const unsubscribe = store.subscribe(onChange);
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
