import type { Citation, Written } from "../../contract/answer.js";
import type { PromptMessage, WrittenSentence } from "../../contract/written.js";
import { oneLine, printable } from "../../core/text.js";
import { place } from "../../core/wording.js";
import { headingAfter } from "./answer.js";
import type { Style } from "./style.js";

/** A sentence that is shown, with the numbers of its sources; `null` for one that is left out. */
export function writtenLine({ verdict, text, citations }: WrittenSentence, style: Style): string | null {
  if (verdict === "left_out") return null;
  const marks = style.accent(citations.map((id) => `[${id}]`).join(""));
  return verdict === "proven"
    ? `${style.strong(oneLine(text))} ${marks}`
    : `${style.faint("quoted:")} ${oneLine(text)} ${marks}`;
}

/** What stands below the sentences: what was left out, the sources, who wrote it and what was sent. */
export function writtenEnd(written: Written, style: Style): string {
  const { citations, sentences, status } = written;
  if (status === "refused")
    return style.faint("Nothing is written: the documents don't answer, so no model was asked.");
  if (status === "unsent") return style.faint("Nothing was sent.");
  const left = sentences.filter(({ verdict }) => verdict === "left_out").length;
  const replaced = sentences.filter(({ verdict }) => verdict === "replaced").length;
  return [
    ...(left > 0 ? [style.faint(leftOutWords(left))] : []),
    ...(replaced > 0 ? [style.faint(`${counted(replaced)} replaced by what was cited: it doesn't say that`)] : []),
    ...(sentences.length === 0 && status === "written" ? [style.faint("The model wrote nothing.")] : []),
    "",
    ...citations.map((citation) => sourceLine(citation, style)),
    style.faint(sentWords(written)),
  ].join("\n");
}

/** "1 sentence left out: the documents don't say it". */
export function leftOutWords(count: number): string {
  return `${counted(count)} left out: ${count === 1 ? "the documents don't say it" : "the documents don't say them"}`;
}

function counted(count: number): string {
  return count === 1 ? "1 sentence" : `${count} sentences`;
}

export function sourceLine(citation: Citation, style: Style): string {
  const where = style.link(place(citation), citation.path);
  return `${style.accent(`[${citation.id}]`)} ${where}${style.faint(headingAfter(citation))}`;
}

/** Who wrote, from how much. */
export function sentWords({
  host,
  model,
  ms,
  sentences_sent: sent,
  tokens,
}: Pick<Written, "host" | "model" | "ms" | "sentences_sent" | "tokens">): string {
  if (host === null || model === null) return "Nothing was sent.";
  const { prompt, completion } = tokens;
  const counts = prompt === null ? "" : `; ${prompt} tokens read, ${completion ?? 0} written`;
  return printable(`Written by ${model} at ${host} from ${sent} sentences${counts}; ${(ms / 1000).toFixed(1)} s`);
}

/** Exactly what is sent, for people. */
export function formatPrompt(messages: readonly PromptMessage[]): string {
  return messages.map(({ role, content }) => `${role}:\n${printable(content)}`).join("\n\n");
}
