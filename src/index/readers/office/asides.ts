import { singleSpaced } from "../../../core/text.js";
import { TextBuilder } from "../text-builder.js";
import { Flow } from "./flow.js";

export interface Comment {
  /** Empty where nobody is named. */
  readonly author: string;
  readonly text: string;
  /** What it stands at; empty where that is a place and no words. */
  readonly words: string;
}

/**
 * Adds the headers or footers of a document, each text once, under a heading.
 *
 * @param writers each writes one of them
 */
export function addAsides(flow: Flow, heading: string, writers: readonly ((flow: Flow) => void)[]): void {
  const seen = new Set<string>();
  for (const write of writers) {
    const trial = new Flow(new TextBuilder());
    write(trial);
    trial.end();
    const { text } = trial.builder;
    if (text === "" || seen.has(text)) continue;
    if (seen.size === 0) flow.aside(1, heading);
    seen.add(text);
    write(flow);
    flow.end();
  }
}

/** Adds comments with who says them of what. @param level of their heading */
export function addComments(flow: Flow, comments: readonly Comment[], level = 1): void {
  const said = comments.filter(({ text }) => text !== "");
  if (said.length > 0) flow.aside(level, "Comments");
  for (const { author, text, words } of said) {
    const who = singleSpaced(author) || "Comment";
    const about = singleSpaced(words);
    flow.paragraph(`${who}${about === "" ? "" : ` on “${about}”`}: ${text}`);
  }
  flow.end();
}
