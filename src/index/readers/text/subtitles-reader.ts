import { parseDocument } from "htmlparser2";
import { BLANK_LINES } from "../../../core/text.js";
import { decodeText } from "../decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { plainText } from "../html/html-tree.js";
import { TextBuilder } from "../text-builder.js";

/** A line of a recording's text, with its time in seconds. */
interface Cue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly speaker: string;
}

const TIMES = /^\s*(?<start>(?:\d+:)?\d+:\d+[.,]\d+)\s*-->\s*(?<end>(?:\d+:)?\d+:\d+[.,]\d+)/;
const SENTENCE_END = /[.!?…][”"'’)\]♪]*$/u;
/** Without a full stop, a silence of so many seconds or a text of so many characters ends a paragraph. */
const SILENCE_SECONDS = 2;
const MAX_PARAGRAPH = 400;

/** Reads subtitles (SubRip, WebVTT): what is said, in paragraphs of whole sentences that know their time. */
export const subtitlesReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const cues = cuesOf(decoded.text);
    if (cues.length === 0) return { status: "unreadable", reason: "holds no subtitles" };
    const builder = new TextBuilder();
    let open: Cue[] = [];
    let speaker = "";
    const close = () => {
      const [first, last] = [open[0], open.at(-1)];
      if (first === undefined || last === undefined) return;
      const said = open.map(({ text }) => text).join(" ");
      const who = first.speaker !== "" && first.speaker !== speaker ? `${first.speaker}: ` : "";
      speaker = first.speaker;
      const part = { kind: "time", start: first.start, end: Math.max(first.start, last.end) } as const;
      builder.block("paragraph", who + said, { part });
      open = [];
    };
    for (const cue of cues) {
      const last = open.at(-1);
      if (last && endsParagraph(open, last, cue)) close();
      open.push(cue);
    }
    close();
    const { text, blocks } = builder;
    return { status: "read", text, title: null, blocks };
  },
};

function endsParagraph(open: readonly Cue[], last: Cue, next: Cue): boolean {
  if (SENTENCE_END.test(last.text) || last.speaker !== next.speaker || next.text.startsWith("- ")) return true;
  if (next.start - last.end >= SILENCE_SECONDS) return true;
  return open.reduce((sum, { text }) => sum + text.length, 0) + next.text.length > MAX_PARAGRAPH;
}

function cuesOf(text: string): Cue[] {
  const cues: Cue[] = [];
  let shown: readonly string[] = [];
  for (const block of text.split(BLANK_LINES)) {
    const lines = block.split(/\r\n|\r|\n/);
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) continue;
    const { start, end } = TIMES.exec(lines[at]!)!.groups as { start: string; end: string };
    const times = { start: secondsOf(start), end: secondsOf(end) };
    let speaker = "";
    const said = lines.slice(at + 1).flatMap((line) => {
      speaker = /<v(?:\.[\w.]+)?\s+([^>]*)>/.exec(line)?.[1]?.trim() ?? speaker;
      const plain = plainLine(line);
      return plain === "" ? [] : [plain];
    });
    // Captions that roll up show each line twice.
    const fresh = said.filter((line, index) => !(shown.includes(line) && index < shown.length));
    shown = said;
    for (const turn of turnsOf(fresh)) cues.push({ ...times, text: turn, speaker });
  }
  return cues;
}

/** Lines that begin with dashes are of several speakers. */
function turnsOf(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  if (!lines.some((line) => /^[-–]\s?\S/u.test(line))) return [lines.join(" ")];
  return lines.reduce<string[]>((turns, line) => {
    if (/^[-–]\s?\S/u.test(line) || turns.length === 0) turns.push(line.replace(/^[-–]\s?/u, "- "));
    else turns.push(`${turns.pop()} ${line}`);
    return turns;
  }, []);
}

function plainLine(line: string): string {
  const withoutMarks = line.replace(/<\d[\d:.]*>|\{\\[^{}]*\}/g, "");
  return plainText(parseDocument(withoutMarks).children);
}

/** `01:02:03,450`, `02:03.450`. */
function secondsOf(time: string): number {
  return time
    .replace(",", ".")
    .split(":")
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}
