import { span } from "../../core/spans.js";
import type { Reader, SupportReading } from "../../reading/reader.js";
import type { Judged } from "./verdict.js";

/** Sentences whose surroundings are read for a statement. */
const READ = 6;
/** UTF-16 length of what is read at once. */
const MAX_CHARACTERS = 420;

/**
 * Lets the reader read a stated sentence beside the judged ones that come nearest, each with its neighbours.
 * @returns what it says, by the judged sentence; of the others nothing
 */
export async function readSupport(
  stated: string,
  judged: readonly Judged[],
  reader: Reader,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Judged, SupportReading>> {
  const nearest = judged.toSorted((a, b) => b.closeness - a.closeness).slice(0, READ);
  const read = new Map<Judged, SupportReading>();
  for (const one of nearest) read.set(one, await reader.read(stated, windowOf(one), signal));
  return read;
}

/** The judged sentence with the members that stand right beside it, the nearest first, while they fit. */
function windowOf({ anchor, members }: Judged): string {
  const [judged, ...beside] = members.map(({ sentence }) => sentence);
  let place = span(judged!.start, judged!.end);
  for (const { start, end } of beside) {
    const wider = span(Math.min(place.start, start), Math.max(place.end, end));
    if (wider.end - wider.start <= MAX_CHARACTERS) place = wider;
  }
  return anchor.source.text.slice(place.start, place.end);
}
