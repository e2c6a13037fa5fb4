import { sliceSpan, span } from "../../core/spans.js";
import type { Reader, SupportReading } from "../../reading/reader.js";
import { type Conclusion, type Judged, quote, round } from "./verdict.js";

/** Sentences whose surroundings are read for a statement. */
const READ = 6;
/** UTF-16 length of what is read at once, the title apart. */
const MAX_CHARACTERS = 420;
/** So likely the reader has to find it that a passage supports a statement … */
const SUPPORTED_FROM = 0.7;
/** … so unlikely that any contradicts it. Where the comparison part by part supports it, the reader only objects … */
const DENIED_BELOW = 0.7;
/** … where it is this sure that a passage contradicts the statement, and finds none that supports it this much. */
const OBJECTS_FROM = 0.9;
const OBJECTS_BELOW = 0.1;
/** From here on a passage contradicts it, whatever the parts say … */
const CONTRADICTED_FROM = 0.9;
/** … and here where they say so too, and no passage supports it this much. */
const CONTRADICTED_IF_COMPARED = 0.3;

type Read = { readonly judged: Judged; readonly reading: SupportReading };

/**
 * What the comparison of parts concluded, with what the reader says of the sentences that come nearest, each with its
 * neighbours. Numbers, dates and names stay the comparison's: where they lack or differ, nothing is supported.
 */
export async function concludeByReading(
  compared: Conclusion,
  stated: string,
  judged: readonly Judged[],
  reader: Reader,
  signal: AbortSignal | undefined,
): Promise<Conclusion> {
  const read = await readNearest(stated, judged, reader, signal);
  const exact = read.filter(({ judged }) => saysFacts(judged));
  const supporting = best(exact, ({ reading }) => reading.supports);
  const denying = best(read, ({ reading }) => reading.contradicts);
  const supports = supporting?.reading.supports ?? 0;
  const contradicts = denying?.reading.contradicts ?? 0;
  // Of a row under the names that a statement says, the comparison knows more than the reader, which learned from prose.
  const objecting = best(
    read.filter(({ judged }) => !isTold(judged)),
    ({ reading }) => reading.contradicts,
  );
  const objects = (objecting?.reading.contradicts ?? 0) >= OBJECTS_FROM && supports < OBJECTS_BELOW;
  if (compared.verdict === "supported" && !objects) return compared;
  if (supporting && supports >= SUPPORTED_FROM && contradicts < DENIED_BELOW) return supportedBy(supporting);
  if (denying && contradicts >= CONTRADICTED_FROM) {
    return compared.verdict === "contradicted" ? compared : contradictedBy(denying);
  }
  const isDenied = supports < CONTRADICTED_IF_COMPARED && contradicts >= CONTRADICTED_IF_COMPARED;
  if (compared.verdict === "contradicted" && isDenied) return compared;
  const isWeaker = compared.verdict === "supported" || compared.verdict === "contradicted";
  return isWeaker ? { ...compared, verdict: "partial", contradictions: [] } : compared;
}

async function readNearest(
  stated: string,
  judged: readonly Judged[],
  reader: Reader,
  signal: AbortSignal | undefined,
): Promise<Read[]> {
  const read: Read[] = [];
  for (const one of judged.toSorted((a, b) => b.closeness - a.closeness).slice(0, READ)) {
    const { title } = one.anchor.source.document;
    read.push({ judged: one, reading: await reader.read(stated, `${title}: ${windowOf(one)}`, signal) });
  }
  return read;
}

/** Whether a sentence and its neighbours say all numbers, dates and names of the statement, and no figure otherwise. */
function saysFacts({ assessment: { lacks, clashes } }: Judged): boolean {
  const isFact = (kind: string) => kind !== "word" && kind !== "negation";
  return ![...lacks, ...clashes].some(({ kind }) => isFact(kind));
}

/** Whether it is a row of a table, told with the names of its columns. */
function isTold({ anchor: { source, sentence }, held }: Judged): boolean {
  return sentence.kind === "table_row" && held.window[0]!.facts.text !== sliceSpan(source.text, sentence);
}

function supportedBy({ judged, reading }: Read): Conclusion {
  const passages = quote(judged);
  return { verdict: "supported", strength: round(reading.supports), passages, uncovered: [], contradictions: [] };
}

function contradictedBy({ judged }: Read): Conclusion {
  const passages = quote(judged);
  const { anchor } = judged;
  const found = sliceSpan(anchor.source.text, anchor.sentence);
  const contradictions = [{ kind: "meaning", stated: "", found } as const];
  return { verdict: "contradicted", strength: round(judged.closeness), passages, uncovered: [], contradictions };
}

function best(read: readonly Read[], of: (one: Read) => number): Read | null {
  return read.reduce<Read | null>((a, b) => (a && of(a) >= of(b) ? a : b), null);
}

/** The judged sentence with the members that stand right beside it, the nearest first, while they fit; a row as told. */
function windowOf({ anchor, held, members }: Judged): string {
  if (anchor.sentence.kind === "table_row") return held.window[0]!.facts.text;
  const [judged, ...beside] = members.map(({ sentence }) => sentence);
  let place = span(judged!.start, judged!.end);
  for (const { start, end } of beside) {
    const wider = span(Math.min(place.start, start), Math.max(place.end, end));
    if (wider.end - wider.start <= MAX_CHARACTERS) place = wider;
  }
  return sliceSpan(anchor.source.text, place);
}
