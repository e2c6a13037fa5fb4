import type { PassageId } from "../../contract/ids.js";
import { sliceSpan, span } from "../../core/spans.js";
import type { StoredPassage } from "../../store/index-store.js";
import type { Inquiry } from "../inquiry.js";
import type { CloseLook } from "../rank/close-look.js";
import { fuse, withReader } from "../rank/fuse.js";
import type { Ranking } from "../rank/rank-passages.js";
import { type ReadWindow, type Window, windowsOf } from "./windows.js";

/** Most windows that are read for a question. */
const MAX_WINDOWS = 10;
/** So many are read at least; then one that is this certain ends the reading. */
const MIN_WINDOWS = 4;
const CERTAIN = 4;
/** What the lead of the likeliest span counts beside "it answers" (measured on held-out questions). */
const LEAD = 0.5;

/**
 * Reads the windows that come nearest to the question, nearest first, and orders the passages by what is said of them.
 * Without a reader, where nothing can answer, or where the best passage is of a file of values, whose rows the reader
 * can't read, the ranking stays as it is.
 */
export async function readWindows(
  ranking: Ranking,
  { library, signal }: Pick<Inquiry, "library" | "signal">,
): Promise<Ranking> {
  const { readingModel } = library;
  const { selection, ranked, result, texts } = ranking;
  if (!readingModel || selection.lacks || (ranked[0] && holdsRecords(ranked[0].candidate.passage))) return ranking;
  const windows: ReadWindow[] = [];
  for (const window of windowsOf(ranked).slice(0, MAX_WINDOWS)) {
    const { text } = texts.sourceOf(window.passage);
    const columns = columnsOf(window, text);
    const read = await readingModel.read(selection.searched, columns + sliceSpan(text, window), signal);
    const { answers, lead, span: found } = read;
    const from = window.start - columns.length;
    const answer = found && span(Math.max(window.start, from + found.start), Math.max(window.start, from + found.end));
    windows.push({ ...window, certainty: answers + LEAD * lead, answer, lead, answers });
    if (windows.length >= MIN_WINDOWS && windows.some(({ certainty }) => certainty >= CERTAIN)) break;
  }
  if (windows.length === 0) return ranking;
  const weights = withReader(ranking.weights);
  const close = new Map<PassageId, CloseLook>();
  for (const { candidate, look } of ranked) if (look) close.set(candidate.passage.id, look);
  return { ...ranking, ranked: fuse(result, { close, weights, read: certainties(windows) }), weights, windows };
}

/** Whether a passage is rows of a file of values; a table within a text reads as text. */
function holdsRecords({ sentences }: StoredPassage): boolean {
  return sentences.some(({ kind, row }) => kind === "table_row" && row !== null);
}

/** The row that names the columns of a window's rows, with a line's end; empty where it has none, or holds it. */
function columnsOf({ sentences: [first], start }: Window, text: string): string {
  const header = first?.header;
  return header && header.end <= start ? `${sliceSpan(text, header)}\n` : "";
}

/** Logits are divided by this before they count in the ranking, so that a sure error moves less. */
const SOFTNESS = 3;

/** Of each passage that was read: how surely one of its windows answers, 0 to 1. */
function certainties(windows: readonly ReadWindow[]): Map<PassageId, number> {
  const best = new Map<PassageId, number>();
  for (const { passage, certainty } of windows) {
    best.set(passage.id, Math.max(best.get(passage.id) ?? 0, 1 / (1 + Math.exp(-certainty / SOFTNESS))));
  }
  return best;
}
