import type { PassageId } from "../../contract/ids.js";
import { sliceSpan, span } from "../../core/spans.js";
import type { Inquiry } from "../inquiry.js";
import type { CloseLook } from "../rank/close-look.js";
import { fuse, withReader } from "../rank/fuse.js";
import type { Ranking } from "../rank/rank-passages.js";
import { type ReadWindow, windowsOf } from "./windows.js";

/** Most windows that are read for a question. */
const MAX_WINDOWS = 10;
/** So many are read at least; then one that is this certain ends the reading. */
const MIN_WINDOWS = 4;
const CERTAIN = 4;
/** What the lead of the likeliest span counts beside "it answers" (measured on held-out questions). */
const LEAD = 0.5;

/**
 * Reads the windows that come nearest to the question, nearest first, and orders the passages by what is said of them.
 * Without a reader, or where nothing can answer, the ranking stays as it is.
 */
export async function readWindows(
  ranking: Ranking,
  { library, signal }: Pick<Inquiry, "library" | "signal">,
): Promise<Ranking> {
  const { readingModel } = library;
  const { selection, ranked, result, texts } = ranking;
  if (!readingModel || selection.lacks) return ranking;
  const windows: ReadWindow[] = [];
  for (const window of windowsOf(ranked).slice(0, MAX_WINDOWS)) {
    const text = sliceSpan(texts.sourceOf(window.passage).text, window);
    const { answers, lead, span: found } = await readingModel.read(selection.searched, text, signal);
    const answer = found && span(window.start + found.start, window.start + found.end);
    windows.push({ ...window, certainty: answers + LEAD * lead, answer, lead, answers });
    if (windows.length >= MIN_WINDOWS && windows.some(({ certainty }) => certainty >= CERTAIN)) break;
  }
  const weights = withReader(ranking.weights);
  const close = new Map<PassageId, CloseLook>();
  for (const { candidate, look } of ranked) if (look) close.set(candidate.passage.id, look);
  return { ...ranking, ranked: fuse(result, { close, weights, read: certainties(windows) }), weights, windows };
}

/** Of each passage that was read: how surely one of its windows answers, 0 to 1. */
function certainties(windows: readonly ReadWindow[]): Map<PassageId, number> {
  const best = new Map<PassageId, number>();
  for (const { passage, certainty } of windows) {
    best.set(passage.id, Math.max(best.get(passage.id) ?? 0, 1 / (1 + Math.exp(-certainty))));
  }
  return best;
}
