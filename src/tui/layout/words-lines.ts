import { NOTHING_WRITTEN, stoppedWords, unprovenWords, writtenByWords } from "../../core/wording.js";
import { EMPTY_LINE, type Line, seg, wrap } from "../lines.js";
import type { Words } from "../state/turn.js";
import { sanitizeProse } from "../terminal/sanitize.js";
import type { Token } from "../terminal/theme.js";
import { gutterOf, type Standing } from "./answer-lines.js";

const INDENT: Line = [seg("  ")];
const NO_BREAK_SPACE = "\u00a0";

/** How a model's writing ended. */
interface Writing extends Pick<Words, "failure" | "sentences"> {
  readonly stage: Words["stage"] | null;
  readonly written: Parameters<typeof writtenByWords>[0] | null;
}

interface WordsView {
  readonly width: number;
  /** Of the sentence that is the n-th to be shown. */
  readonly standingOf: (shown: number) => Standing;
  /** What follows it. */
  readonly below: (shown: number) => readonly Line[];
}

/** An answer in words beneath its quotes: what is proven, with its sources, and what isn't shown; rows of each sentence. */
export function wordsLines(words: Words, { width, standingOf, below }: WordsView) {
  const { sentences, stage } = words;
  const anchors: { from: number; to: number }[] = [];
  if (stage === "refused") return { lines: [EMPTY_LINE, ...note(NOTHING_WRITTEN, width)], anchors };
  if (stage === "writing" && sentences.length === 0) return { lines: [], anchors };
  const lines: Line[] = [EMPTY_LINE, [seg("  In words", "heading")]];
  for (const { verdict, text, citations } of sentences) {
    if (verdict === "left_out") continue;
    const shown = anchors.length;
    const standing = standingOf(shown);
    const main: Token = standing === "selected" ? "selected" : "text";
    const marks = citations.map((id) => seg(`${NO_BREAK_SPACE}[${id}]`, "citation"));
    const before = verdict === "replaced" ? [seg("quoted: ", "muted")] : [];
    const rest = gutterOf(standing === "selected" ? "none" : standing);
    const said = [...before, seg(sanitizeProse(text), main), ...marks];
    const rows = [...wrap(said, width, [gutterOf(standing)], [rest]), ...below(shown)];
    anchors.push({ from: lines.length, to: lines.length + rows.length });
    lines.push(...rows);
  }
  return { lines: [...lines, ...endLines(words, width)], anchors };
}

function endLines({ failure, sentences, sent, stage, written }: Words, width: number): Line[] {
  if (stage === "writing") return [];
  const unproven = unprovenWords(sentences).flatMap((words) => note(words, width));
  if (stage === "stopped") return [...unproven, ...note(stoppedWords(sent), width)];
  return [...unproven, ...writingLines({ failure, sentences, stage, written }, width)];
}

/** What ended the writing without a word, or too early, and who wrote: beneath an answer's words and beneath a report. */
export function writingLines({ failure, sentences, stage, written }: Writing, width: number): Line[] {
  return [
    ...(stage === "written" && sentences.length === 0 ? note("The model wrote nothing.", width) : []),
    ...(failure === null
      ? []
      : wrap(
          [seg(sanitizeProse(failure.message), "error"), seg(` ${sanitizeProse(failure.hint)}`, "muted")],
          width,
          [seg("✗ ", "error")],
          INDENT,
        )),
    ...(written === null || written.sentences_sent === 0 ? [] : note(writtenByWords(written), width)),
  ];
}

/** Muted, under what it is said of. */
export function note(text: string, width: number): Line[] {
  return wrap([seg(sanitizeProse(text), "muted")], width, INDENT);
}
