import type { Citation, Written } from "../../contract/answer.js";
import type { Problem } from "../../contract/problem.js";
import type { WritingSent, WrittenSentence } from "../../contract/written.js";
import { type Asked, type GrowingWords, NO_WORDS_YET } from "../state/state.js";
import { call, problemFailure } from "./api.js";
import { askedBy, readEvents } from "./ask.js";
import { BROKEN_OFF, CallFailed } from "./failure.js";

interface CheckedSentence {
  readonly sentence: WrittenSentence;
  readonly citations: readonly Citation[];
}

/**
 * Has an answer said in words, and tells `grew` of what is sent and of every sentence that is checked. What the model writes before that is
 * heard by nobody.
 * @throws CallFailed
 */
export async function write(
  task: Asked,
  token: string | null,
  signal: AbortSignal,
  grew: (growing: GrowingWords) => void,
): Promise<Written> {
  const body = { ...askedBy(task), top_k: 1, write: true, show_prompt: true };
  const response = await call("/v1/query", { method: "POST", accept: "text/event-stream", body, token, signal });
  let growing = NO_WORDS_YET;
  for await (const { event, data } of readEvents(response, signal)) {
    if (event === "written.done") return data as Written;
    if (event === "error") throw new CallFailed(problemFailure(data as Problem));
    if (event === "written.sent") growing = { ...growing, sent: data as WritingSent };
    else if (event === "written.sentence") growing = withSentence(growing, data as CheckedSentence);
    else continue;
    grew(growing);
  }
  throw new CallFailed(BROKEN_OFF);
}

function withSentence(growing: GrowingWords, { sentence, citations }: CheckedSentence): GrowingWords {
  return {
    ...growing,
    sentences: [...growing.sentences, sentence],
    citations: [...growing.citations, ...citations],
  };
}
