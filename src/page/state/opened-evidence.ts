import type { Answer, Citation, RankedPassage } from "../../contract/answer.js";
import { isReportShown, reportCitations, reportedBeside } from "./reports.js";
import { type Opened, type Route, withReport } from "./route.js";
import type { State } from "./state.js";
import { shownAnswer } from "./turns.js";
import { shownCitations } from "./words.js";

/** A run of a document's text that is marked: offsets in code points, with the text that ought to stand there. */
export interface Evidence {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** What is open beside the answer. */
export interface OpenEvidence {
  /** `null` until it is known which document holds the passage. */
  readonly documentId: string | null;
  /** What to show at once; `null` for a document as a whole. */
  readonly evidence: Evidence | null;
  /** What else of the document the answer cites. */
  readonly others: readonly Evidence[];
  readonly citation: Citation | null;
  readonly passage: RankedPassage | null;
  /** The page that the evidence stands on, where its document has pages. */
  readonly page: number | null;
}

/** What the address asks to be open; `null` where it asks for nothing, or for a citation that the answer lacks. */
export function openEvidence(
  state: Pick<State, "route" | "outcomes" | "words" | "reports" | "places">,
): OpenEvidence | null {
  const { opened } = state.route;
  if (opened === null) return null;
  const answer = shownAnswer(state);
  const words = shownCitations(state);
  const reported = reportCitations(state);
  const cited = isReportShown(state.route) ? reported : [...(answer?.citations ?? []), ...words];
  if (opened.kind === "document") return withOthers(cited, { ...NOTHING, documentId: opened.id });
  if ("number" in opened) {
    const all = { citation: answer?.citations ?? [], written: words, reported }[opened.kind];
    const citation = all[opened.number - 1];
    if (citation === undefined) return null;
    return withOthers(cited, {
      ...NOTHING,
      documentId: citation.document_id,
      evidence: citation,
      citation,
      page: citation.page,
    });
  }
  const passage = rankedOf(answer).find(({ id }) => id === opened.id);
  if (passage !== undefined) {
    const evidence = { start: passage.start, end: passage.end, quote: passage.text };
    return withOthers(cited, { ...NOTHING, documentId: passage.document_id, evidence, passage, page: passage.page });
  }
  const place = state.places[opened.id];
  if (place?.kind !== "loaded") return NOTHING;
  const { document_id: documentId, start, end, text: quote, page } = place.value;
  return withOthers(cited, { ...NOTHING, documentId, evidence: { start, end, quote }, page });
}

/** The next or the previous citation or passage, whichever kind is open; without one, the first citation. */
export function evidenceBeside(
  state: Pick<State, "route" | "outcomes" | "words" | "reports">,
  by: -1 | 1,
): Opened | null {
  if (isReportShown(state.route)) return reportedBeside(state, by);
  const answer = shownAnswer(state);
  const { opened } = state.route;
  if (answer === null) return null;
  if (opened?.kind === "written") {
    const number = opened.number + by;
    return shownCitations(state)[number - 1] === undefined ? null : { kind: "written", number };
  }
  if (opened?.kind === "passage" || answer.citations.length === 0) {
    const passages = rankedOf(answer);
    const at = passages.findIndex(({ id }) => opened?.kind === "passage" && id === opened.id);
    const next = passages[at < 0 ? 0 : at + by];
    return next === undefined ? null : { kind: "passage", id: next.id };
  }
  const number = opened?.kind === "citation" ? opened.number + by : 1;
  return answer.citations[number - 1] === undefined ? null : { kind: "citation", number };
}

/** The reports that can be made of what is open: of the document, and of the passage where one is. */
export function reportsOf(
  route: Route,
  shown: OpenEvidence | null,
): { readonly document: Route | null; readonly passage: Route | null } {
  if (shown === null || shown.documentId === null) return { document: null, passage: null };
  const { citation, documentId: document, passage } = shown;
  const named = route.opened?.kind === "passage" ? route.opened.id : null;
  const explained = citation?.passage_id ?? passage?.id ?? named;
  return {
    document: withReport(route, { task: "summary", document }),
    passage: explained === null ? null : withReport(route, { task: "explanation", passage: explained }),
  };
}

/** The passages that an answer shows: those that were found, or the nearest. */
function rankedOf(answer: Answer | null): readonly RankedPassage[] {
  return answer?.not_found?.nearest ?? answer?.passages ?? [];
}

const NOTHING: OpenEvidence = {
  documentId: null,
  evidence: null,
  others: [],
  citation: null,
  passage: null,
  page: null,
};

/** Words mostly cite what is quoted: the same place is one. */
function withOthers(cited: readonly Citation[], opened: OpenEvidence): OpenEvidence {
  const marked = new Set(opened.citation ? [placeOf(opened.citation)] : []);
  const others = cited.filter((citation) => {
    if (citation.document_id !== opened.documentId || marked.has(placeOf(citation))) return false;
    marked.add(placeOf(citation));
    return true;
  });
  return { ...opened, others };
}

function placeOf({ start, end }: Citation): string {
  return `${start} ${end}`;
}
