/** What is said below an answer in words, on the page and by programs. */
import type { Written } from "../contract/answer.js";
import type { Problem } from "../contract/problem.js";
import { oneLine } from "./text.js";
import { count, writtenByWords } from "./wording.js";

/** What went wrong, and what to do now; on one line. */
export function problemWords({ detail, hint }: Pick<Problem, "detail" | "hint">): string {
  return oneLine(`${detail.replace(/(?<![.!?])$/u, ".")} ${hint}`);
}

/** Who wrote it and from how much; where nothing came, what was sent. */
export function endingWords(written: Written): string {
  const { host, model, sentences, sentences_sent: sent, status } = written;
  if (status !== "failed" || sentences.length > 0 || host === null || model === null) return writtenByWords(written);
  return oneLine(`Sent to ${model} at ${host}: ${count(sent, "sentence")}`);
}
