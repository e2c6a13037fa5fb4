import type { Written } from "../../src/contract/answer.js";

/** What is written where no model is asked. */
export const NOT_WRITTEN: Written = {
  status: "refused",
  sentences: [],
  citations: [],
  host: null,
  model: null,
  sentences_sent: 0,
  tokens: { prompt: null, completion: null },
  ms: 0,
  problem: null,
};
