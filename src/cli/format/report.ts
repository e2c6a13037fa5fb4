import type { Citation } from "../../contract/answer.js";
import type { ReportProgress } from "../../contract/events.js";
import type { ComparisonRow, Report, ReportSection } from "../../contract/report.js";
import type { WrittenSentence } from "../../contract/written.js";
import { emptyWords, headingOf, NOTHING_SENDABLE, RELATION_WORDS } from "../../core/report-walk.js";
import { oneLine, printableLine } from "../../core/text.js";
import { unprovenWords, writtenByWords } from "../../core/wording.js";
import type { Style } from "./style.js";
import { sourceLine, writtenLine } from "./written.js";

/**
 * A report for people, as it comes: of each section what a model wrote of it, and where none did or nothing is shown of
 * it, the quotes.
 */
export class ReportText {
  #report: Report | null = null;
  readonly #citations = new Map<string, Citation>();
  readonly #used = new Set<string>();
  /** Sections that are printed, whether more may come of the last one, and the documents that it was written of. */
  #printed = 0;
  #isOpen = false;
  readonly #written = new Set<string | undefined>();

  constructor(private readonly style: Style) {}

  /** The lines that an event adds. */
  heard(event: ReportProgress): string[] {
    if (event.event === "report.quoted") return this.#begin(event.data);
    if (event.event === "report.section") return [...this.#until(event.data.at), ...this.#open(event.data.at)];
    if (event.event === "written.delta" || !this.#report) return [];
    for (const citation of event.data.citations) this.#citations.set(citation.id, citation);
    const { sentence } = event.data;
    const line = this.#lineOf(sentence);
    if (line === null) return [];
    for (const id of sentence.citations) this.#written.add(this.#citations.get(id)?.document_id);
    return [line];
  }

  /** What is left when all of it is there, with the sources. */
  end(report: Report): string[] {
    const lines = [...(this.#report ? [] : this.#begin(report)), ...this.#until(sizeOf(report))];
    if (report.citations.length === 0) lines.push(this.style.faint("There is nothing to quote."));
    const sources = report.citations.filter(({ id }) => this.#used.has(id));
    if (sources.length > 0) {
      lines.push("", "Sources", ...sources.map((one) => sourceLine({ ...one, id: numberOf(one.id) }, this.style)));
    }
    return [...lines, ...this.#endOfWriting(report)];
  }

  #endOfWriting({ written }: Report): string[] {
    if (!written) return [];
    const { left_out_reasons: reasons, status } = written;
    if (status === "refused") return ["", this.style.faint(`${NOTHING_SENDABLE}.`)];
    if (status === "unsent") return ["", this.style.faint("Nothing was sent.")];
    const left = unprovenWords(reasons.map((reason) => ({ verdict: "left_out", reason })));
    return ["", ...[...left, writtenByWords(written)].map(this.style.faint)];
  }

  #begin(report: Report): string[] {
    this.#report = report;
    for (const citation of report.citations) this.#citations.set(citation.id, citation);
    const isCompared = report.task === "comparison";
    const titles = report.documents.map(({ title, path }, i) => {
      const name = `${this.style.strong(oneLine(title))}  ${this.style.faint(printableLine(path))}`;
      return isCompared ? `${"AB"[i]}  ${name}` : name;
    });
    const about = report.about === null ? [] : [this.style.faint(`about: ${oneLine(report.about)}`)];
    const hidden = isCompared && report.rows.length === 0 && report.documents.length === 2;
    return [...titles, ...about, ...(hidden ? ["", `${emptyWords(report)}.`] : [])];
  }

  /** The sections before this one that are not printed yet, in quotes. */
  #until(at: number): string[] {
    const lines: string[] = [];
    if (this.#isOpen) lines.push(...this.#quotes(this.#printed - 1));
    this.#isOpen = false;
    while (this.#printed < at) {
      const next = this.#printed;
      lines.push(...this.#open(next), ...this.#quotes(next));
      this.#isOpen = false;
    }
    return lines;
  }

  /** Its heading, where it isn't the one before. */
  #open(at: number): string[] {
    this.#printed = at + 1;
    this.#isOpen = true;
    this.#written.clear();
    const { rows = [], task } = this.#report ?? {};
    if (task === "comparison") {
      const { relation } = rows[at]!;
      const isNew = rows[at - 1]?.relation !== relation;
      const ofRelation = rows.filter((row) => row.relation === relation).length;
      if (isNew) return ["", this.style.accent(`${RELATION_WORDS[relation]} (${ofRelation})`)];
      // What only one says is a line of its own.
      return relation === "agree" || relation === "differ" ? [""] : [];
    }
    const path = headingOf(this.#report!, at).map(oneLine);
    return ["", ...(path.length > 0 ? [this.style.accent(path.join(" › "))] : [])];
  }

  /** The quotes of a section, or of the sides of a row, where nothing that was written stands in their place. */
  #quotes(at: number): string[] {
    const { rows = [], sections = [], task } = this.#report ?? {};
    const shown = task === "comparison" ? sidesOf(rows[at]!) : [sections[at]!];
    return shown
      .filter(({ document_id: id }) => !this.#written.has(id))
      .flatMap((section) =>
        section.quotes.map(({ text, citation }) => {
          this.#used.add(citation);
          const mark = this.style.accent(`[${numberOf(citation)}]`);
          return `${this.#side(citation)}${oneLine(text)} ${mark}`;
        }),
      );
  }

  #lineOf(sentence: WrittenSentence): string | null {
    const line = writtenLine({ ...sentence, citations: sentence.citations.map(numberOf) }, this.style);
    if (line === null) return null;
    for (const id of sentence.citations) this.#used.add(id);
    return `${this.#side(sentence.citations[0])}${line}`;
  }

  /** Which of two compared documents says it. */
  #side(id: string | undefined): string {
    if (this.#report?.task !== "comparison") return "";
    const cited = this.#citations.get(id ?? "")?.document_id;
    return `${"AB"[this.#report.documents.findIndex(({ document_id }) => document_id === cited)] ?? " "}  `;
  }
}

function sizeOf({ rows, sections, task }: Report): number {
  return task === "comparison" ? rows.length : sections.length;
}

function sidesOf({ first, second }: ComparisonRow): ReportSection[] {
  return [first, second].flatMap((section) => section ?? []);
}

/** `7` of `c7`. */
function numberOf(id: string): string {
  return id.replace(/^\D+/u, "");
}
