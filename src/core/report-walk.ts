/** A report as people go through it: part by part, with what is said of each and the numbers of its sources, from 1. */
import type { Citation } from "../contract/answer.js";
import type { ReportProgress } from "../contract/events.js";
import type { Relation, Report, ReportSection } from "../contract/report.js";
import type { WrittenSentence } from "../contract/written.js";
import { titleOf, unprovenWords } from "./wording.js";

/** A report on its way: as it stands, and what has been heard of it. */
export interface GrowingReport {
  readonly report: Report;
  /** Number of the part that is being written, from 0 [none is]. */
  readonly at: number | null;
  /** All that a model has written of it, shown or not; of a report that came as a whole nothing. */
  readonly sentences: readonly WrittenSentence[];
}

/** What is said in one place of a report: a quote, or what a model wrote. */
export interface ReportSentence {
  /** Names it among all of the report, however much comes before it. */
  readonly key: string;
  readonly text: string;
  readonly verdict: "quoted" | "proven" | "replaced";
  /** One for each of its citations. */
  readonly numbers: readonly number[];
}

/** What one document says of a part. */
export interface ReportSide {
  /** Place of the document among those of a comparison: 0 or 1; else 0. */
  readonly of: number;
  readonly sentences: readonly ReportSentence[];
}

/** A section of a report, or a row of a comparison. */
export interface ReportPart {
  readonly at: number;
  /** `null` of a section. */
  readonly relation: Relation | null;
  /** What a section stands under, as it stands there; empty where nothing does. */
  readonly heading: readonly string[];
  /** One of a section; of a row those that say something. */
  readonly sides: readonly ReportSide[];
}

/** What is said above the rows of a comparison; A is the first document, B the second. */
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  differ: "They differ",
  agree: "They agree",
  only_first: "Only A says",
  only_second: "Only B says",
};

/** Said of a report that no model wrote. */
export const QUOTED_ONLY = "In the documents' own words: no model was asked";

/** Said where there is nothing to write of. */
export const NOTHING_SENDABLE = "Nothing is written: there is nothing that may be sent";

/** Said of a report without sentences. */
export function emptyWords({ task }: Report): string {
  return task === "comparison" ? "No sentences of them can be held against each other" : "There is nothing to quote";
}

/** `Summary of Lease`, `Lease and Deed compared`, `A passage of Lease explained`. */
export function reportTitle({ task, documents }: Pick<Report, "task" | "documents">): string {
  const titles = documents.map(titleOf).join(" and ");
  if (task === "summary") return documents.length > 1 ? `Summary of passages of ${titles}` : `Summary of ${titles}`;
  return task === "comparison" ? `${titles} compared` : `A passage of ${titles} explained`;
}

/** The parts of a report in their order, those that say nothing left out. */
export function reportParts(report: Report): ReportPart[] {
  const parts =
    report.task === "comparison"
      ? report.rows.map(({ relation, first, second }, at) => ({
          at,
          relation,
          heading: [],
          sides: [first, second].flatMap((section, of) =>
            section ? [{ of, sentences: saidIn(section, at, of) }] : [],
          ),
        }))
      : report.sections.map((section, at) => ({
          at,
          relation: null,
          heading: headingOf(report, at),
          sides: [{ of: 0, sentences: saidIn(section, at, 0) }],
        }));
  return parts.filter(({ sides }) => sides.some(({ sentences }) => sentences.length > 0));
}

/** What a model wrote of a section, and where nothing of it is shown, the quotes. */
function saidIn({ quotes, written }: ReportSection, at: number, of: number): ReportSentence[] {
  if (written.length === 0) {
    return quotes.map(({ text, citation }, i) => {
      return { key: `${at}.${of} quote ${i}`, text, verdict: "quoted", numbers: [numberOf(citation)] };
    });
  }
  return written.flatMap(({ text, verdict, citations }, i): ReportSentence[] => {
    if (verdict === "left_out") return [];
    return [{ key: `${at}.${of} written ${i}`, text, verdict, numbers: citations.map(numberOf) }];
  });
}

/** Of several documents, or of what bears on a passage elsewhere, also where it is. */
export function headingOf({ documents, sections, task }: Report, at: number): string[] {
  const section = sections[at];
  if (section === undefined) return [];
  const document = documents.find(({ document_id }) => document_id === section.document_id);
  const isElsewhere = task === "explanation" && at > 0;
  const name = isElsewhere ? ["Elsewhere"] : documents.length > 1 && document ? [titleOf(document)] : [];
  return [...name, ...section.heading];
}

/** How many parts stand under the same words: `They differ (3)`. */
export function relationHeading(parts: readonly ReportPart[], relation: Relation): string {
  return `${RELATION_WORDS[relation]} (${parts.filter((part) => part.relation === relation).length})`;
}

/** The citations that are cited where a report is shown, with their numbers. */
export function shownSources(report: Report): { readonly number: number; readonly citation: Citation }[] {
  const numbers = new Set(
    reportParts(report).flatMap(({ sides }) => sides.flatMap((side) => side.sentences.flatMap((one) => one.numbers))),
  );
  return report.citations
    .map((citation) => ({ number: numberOf(citation.id), citation }))
    .filter(({ number }) => numbers.has(number));
}

/** `7` of `c7`. */
function numberOf(id: string): number {
  return Number(id.replace(/^\D+/u, ""));
}

/** A report with what is heard of it; `null` before its quotes are there. */
export function grown(growing: GrowingReport | null, event: ReportProgress): GrowingReport | null {
  if (event.event === "report.quoted") return { report: event.data, at: null, sentences: [] };
  if (growing === null || event.event === "written.delta") return growing;
  if (event.event === "report.section") return { ...growing, at: event.data.at };
  const { sentence, citations } = event.data;
  const report = { ...growing.report, citations: [...growing.report.citations, ...citations] };
  return {
    ...growing,
    report: growing.at === null ? report : withSentence(report, growing.at, sentence),
    sentences: [...growing.sentences, sentence],
  };
}

function withSentence(report: Report, at: number, sentence: WrittenSentence): Report {
  if (sentence.verdict === "left_out") return report;
  const add = <Section extends ReportSection | null>(to: Section, of: readonly (ReportSection | null)[]): Section => {
    const isMeant = to !== null && to === sectionOf(sentence, of, report.citations);
    return isMeant ? { ...to, written: [...to.written, sentence] } : to;
  };
  if (report.task !== "comparison") {
    return { ...report, sections: report.sections.map((one, i) => (i === at ? add(one, [one]) : one)) };
  }
  const rows = report.rows.map((row, i) => {
    const sides = [row.first, row.second];
    return i === at ? { ...row, first: add(row.first, sides), second: add(row.second, sides) } : row;
  });
  return { ...report, rows };
}

/** The section that a sentence is shown in: that of the document which proves it, else the first. */
export function sectionOf<Section extends Pick<ReportSection, "document_id">>(
  { citations: ids }: WrittenSentence,
  sections: readonly (Section | null)[],
  citations: readonly Citation[],
): Section | undefined {
  const there = sections.flatMap((section) => section ?? []);
  const cited = citations.find(({ id }) => id === ids[0]);
  return there.find(({ document_id }) => document_id === cited?.document_id) ?? there[0];
}

/** What is said beneath a report of what isn't shown as the model wrote it. */
export function unprovenIn({ report, sentences }: GrowingReport): string[] {
  const { written } = report;
  if (written === null) return unprovenWords(sentences);
  const parts =
    report.task === "comparison" ? report.rows.flatMap(({ first, second }) => [first, second]) : report.sections;
  const leftOut = written.left_out_reasons.map((reason) => ({ verdict: "left_out", reason }) as const);
  return unprovenWords([...parts.flatMap((section) => section?.written ?? []), ...leftOut]);
}
