import type { Citation, Written } from "../../contract/answer.js";
import type { PromptMessage, WrittenSentence } from "../../contract/written.js";
import { oneLine, printable } from "../../core/text.js";
import { NOTHING_WRITTEN, place, unprovenWords, writtenByWords } from "../../core/wording.js";
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
  if (status === "refused") return style.faint(NOTHING_WRITTEN);
  if (status === "unsent") return style.faint("Nothing was sent.");
  return [
    ...unprovenWords(sentences).map((words) => style.faint(words)),
    ...(sentences.length === 0 && status === "written" ? [style.faint("The model wrote nothing.")] : []),
    "",
    ...citations.map((citation) => sourceLine(citation, style)),
    style.faint(writtenByWords(written)),
  ].join("\n");
}

function sourceLine(citation: Citation, style: Style): string {
  const where = style.link(place(citation), citation.path);
  return `${style.accent(`[${citation.id}]`)} ${where}${style.faint(headingAfter(citation))}`;
}

/** Exactly what is sent, for people. */
export function formatPrompt(messages: readonly PromptMessage[]): string {
  return messages.map(({ role, content }) => `${role}:\n${printable(content)}`).join("\n\n");
}
