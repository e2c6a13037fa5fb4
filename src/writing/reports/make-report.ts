import type { Coverage } from "../../contract/answer.js";
import type { ReportProgress } from "../../contract/events.js";
import type { ComparisonRow, Report, ReportSection, ReportWriting } from "../../contract/report.js";
import type { ReportTask } from "../../contract/requests.js";
import type { WrittenSentence } from "../../contract/written.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { sectionOf } from "../../core/report-walk.js";
import { coverageOf, type FolderState } from "../../search/answer/coverage.js";
import type { Library } from "../../search/library.js";
import { CitationBook } from "../citation-book.js";
import { comparisonOf } from "./comparison.js";
import { documentMeant } from "./documents-meant.js";
import type { Draft, DraftPart } from "./draft.js";
import { explanationOf } from "./explanation.js";
import { summaryOf, summaryOfPassages } from "./summary.js";
import { type PartsWriting, writeParts } from "./write-parts.js";

export interface ReportMaking {
  readonly library: Library;
  /** What a look at the corpus says, made meanwhile. */
  readonly folder: Promise<FolderState>;
  /** What a document's path may be relative to. */
  readonly cwd: string;
  /** How a model writes as well [none does]. */
  readonly writing: Omit<PartsWriting, "library" | "book" | "onEvent" | "signal"> | null;
  readonly onEvent?: ((event: ReportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A summary, a comparison or an explanation: in the documents' own words, and where it is asked for in those of a model,
 * section by section, each sentence proven. What fails of the writing is told in the value; the quotes stand.
 * @throws FootnoteError document_unmatched, documents_same, passage_unknown; the reason of the signal
 */
export async function makeReport(task: ReportTask, making: ReportMaking): Promise<Report> {
  const { library, onEvent, signal, writing } = making;
  const draft = await draftOf(task, making);
  const searched = new Set(draft.documents.map(({ id }) => id));
  const page = new Page(draft, coverageOf(library.reader.info, searched, await making.folder));
  if (!writing) return page.report(null);
  onEvent?.({ event: "report.quoted", data: page.report(null) });
  signal?.throwIfAborted();
  const surroundings = { ...writing, library, book: page.book, onEvent, signal };
  const written = await writeParts(draft.parts, surroundings, (at, sentences) => page.write(at, sentences));
  return page.report(written);
}

async function draftOf(task: ReportTask, { library, cwd, signal }: ReportMaking): Promise<Draft> {
  if ("passages" in task) return summaryOfPassages(task.passages, library, signal);
  if (task.task === "summary") return summaryOf(await documentMeant(task.document, library, cwd), library, signal);
  if (task.task === "explanation") return explanationOf(task.passage, library, signal);
  const first = await documentMeant(task.first, library, cwd);
  const second = await documentMeant(task.second, library, cwd);
  if (first === second) throw new FootnoteError("documents_same", { path: first.path });
  return comparisonOf([first, second], task.about?.trim() || undefined, library, signal);
}

/** The report on its way: its quotes from the start, and what is written of each part as it comes. */
class Page {
  readonly book = new CitationBook("c");
  readonly #sections: readonly (readonly (ReportSection | null)[])[];
  readonly #written = new Map<ReportSection, WrittenSentence[]>();

  constructor(
    private readonly draft: Draft,
    private readonly coverage: Coverage,
  ) {
    this.#sections = draft.parts.map(({ places }) =>
      places.map((place): ReportSection | null => {
        if (!place) return null;
        const quotes = place.quotes.map((cited) => {
          const { id, quote } = this.book.cite(cited);
          return { text: quote, citation: id };
        });
        return { document_id: place.document.id, heading: place.heading, quotes, written: [] };
      }),
    );
  }

  /** What is shown of the sentences goes to the document that proves it. */
  write(at: number, sentences: readonly WrittenSentence[]): void {
    const sections = this.#sections[at]!.flatMap((section) => section ?? []);
    for (const sentence of sentences) {
      if (sentence.verdict === "left_out") continue;
      const section = sectionOf(sentence, sections, this.book.citations)!;
      this.#written.set(section, [...(this.#written.get(section) ?? []), sentence]);
    }
  }

  report(written: ReportWriting | null): Report {
    const { task, about, documents, parts } = this.draft;
    const rows = parts.map((part, at) => this.#row(part, at));
    return {
      schema: 1,
      task,
      about,
      documents: documents.map(({ id, path, title }) => ({ document_id: id, path, title })),
      sections: task === "comparison" ? [] : rows.flatMap(({ first }) => first ?? []),
      rows: task === "comparison" ? rows : [],
      citations: [...this.book.citations],
      written,
      coverage: this.coverage,
    };
  }

  #row({ relation }: DraftPart, at: number): ComparisonRow {
    const [first, second] = this.#sections[at]!.map(
      (section) => section && { ...section, written: this.#written.get(section) ?? [] },
    );
    return { relation: relation ?? "only_first", first: first ?? null, second: second ?? null };
  }
}
