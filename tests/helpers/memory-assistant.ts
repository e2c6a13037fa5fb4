import { createHash } from "node:crypto";
import type {
  AskRequest,
  Assistant,
  Original,
  ReportOptions,
  ReportRequest,
  VerifyRequest,
  WriteOptions,
  WriteRequest,
} from "../../src/assistant/assistant.js";
import type { Answer, Citation, Location, RankedPassage, SearchResults } from "../../src/contract/answer.js";
import type {
  DocumentDetails,
  DocumentPage,
  DocumentSummary,
  DocumentText,
  PageView,
  PassageInContext,
} from "../../src/contract/documents.js";
import type { Filters } from "../../src/contract/filters.js";
import { asDocumentId, asPassageId, codePointOffset, type DocumentId, type PassageId } from "../../src/contract/ids.js";
import type { IndexStatus, SyncResult } from "../../src/contract/index-state.js";
import { MAX_QUESTION_CHARACTERS } from "../../src/contract/limits.js";
import type { Report } from "../../src/contract/report.js";
import type { Verification } from "../../src/contract/verification.js";
import { FootnoteError } from "../../src/core/errors/errors.js";
import { nothingToWrite } from "../../src/writing/write-answer.js";

const INDEXED_AT = "2026-01-31T12:00:00.000Z";
const DEFAULT_TOP_K = 8;

export const TEXTS: Readonly<Record<string, string>> = {
  "contracts/lease.txt":
    "The lease 🏠 runs for twelve months.\n\nThe notice period is three months. It starts on the first of a month.\n",
  "notes/trip.md": "# Trip 🧳\n\nThe train to Lyon leaves at 07:14.\n\nPack the 🧥 warm coat.\n",
  "notes/würzburg.txt": "Würzburg lies on the Main.\n",
};

interface Passage {
  readonly id: PassageId;
  readonly document: DocumentSummary;
  readonly start: number;
  readonly end: number;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const codePoints = (text: string) => codePointOffset([...text].length);
const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The port over a few texts in memory: a passage is a paragraph, and what shares most words with the question wins. */
export class MemoryAssistant implements Assistant {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #documents: readonly DocumentSummary[];
  readonly #passages: readonly Passage[];

  constructor(texts = TEXTS) {
    this.#texts = texts;
    this.#documents = Object.keys(texts)
      .sort()
      .map((path) => this.#summary(path));
    this.#passages = this.#documents.flatMap((document) =>
      spans(texts[document.path]!, /\S(?:.|\n(?!\n))*/gu).map(({ start, end }) => ({
        id: asPassageId(hash(`${document.path}:${start}`).slice(0, 16)),
        document,
        start,
        end,
      })),
    );
  }

  async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    const { question, passages, coverage } = await this.search(request, signal);
    const terms = words(question).filter((term) => term.length > 3);
    const known = new Set<string>(Object.values(this.#texts).flatMap(words));
    const missing = terms.filter((term) => !known.has(term));
    const best = passages[0];
    const found = best !== undefined && best.score >= 0.5;
    const citation = found ? this.#cite(best, terms) : undefined;
    return {
      schema: 1,
      kind: "content",
      status: found ? "answered" : "not_found",
      question,
      interpreted_question: question,
      asked_of: null,
      answer: citation
        ? {
            text: citation.quote,
            sentences: [{ text: citation.quote, citations: [citation.id], context: null }],
            documents: [
              { document_id: citation.document_id, path: citation.path, title: citation.title, sentences: 1 },
            ],
          }
        : null,
      citations: citation ? [citation] : [],
      passages,
      confidence: { label: found ? "high" : "low", probability: best?.score ?? 0 },
      not_found: found
        ? null
        : { reason: "No passage shares enough words with the question.", missing_terms: missing, nearest: passages },
      coverage,
      timings_ms: { embed: 0, search: 0, total: 0 },
      ...(request.explain && { explanation: { phrases: [], gate: null } }),
    };
  }

  /** No model is set up here. */
  async write(request: WriteRequest, { onEvent, signal }: WriteOptions = {}): Promise<Answer> {
    const quoted = await this.ask(request, signal);
    onEvent?.({ event: "answer.quoted", data: quoted });
    return { ...quoted, written: nothingToWrite({}) };
  }

  /** The first passage of each document that is named by its path. */
  async report({ task }: ReportRequest, { signal }: ReportOptions = {}): Promise<Report> {
    signal?.throwIfAborted();
    const named = "document" in task ? [task.document] : "first" in task ? [task.first, task.second] : [];
    const documents = named.map((name) => {
      const document = this.#documents.find(({ path }) => path === name);
      if (!document) throw new FootnoteError("document_unmatched", { name, problem: "" });
      return document;
    });
    return {
      schema: 1,
      task: task.task,
      about: null,
      documents: documents.map(({ id, path, title }) => ({ document_id: id, path, title })),
      sections: [],
      rows: [],
      citations: [],
      written: null,
      coverage: (await this.search({ question: "report" })).coverage,
    };
  }

  async search({ question, topK = DEFAULT_TOP_K, filters }: AskRequest, signal?: AbortSignal): Promise<SearchResults> {
    signal?.throwIfAborted();
    if (question.trim() === "") throw new FootnoteError("question_empty", {});
    if (question.length > MAX_QUESTION_CHARACTERS) {
      throw new FootnoteError("question_too_long", { length: question.length, limit: MAX_QUESTION_CHARACTERS });
    }
    const documents = this.#matching(filters);
    const ranked = this.#passages
      .filter((passage) => documents.includes(passage.document))
      .map((passage) => ({ passage, score: score(this.#slice(passage), question) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, topK);
    const coverage = {
      documents_searched: documents.length,
      skipped: [{ path: "scan.pdf", reason: "It holds no text." }],
      stale: [],
      checked_at: INDEXED_AT,
      indexed_at: INDEXED_AT,
    };
    const passages = ranked.map(({ passage, score }, at) => this.#rank(passage, score, at + 1, question));
    return { question, asked_of: null, passages, coverage };
  }

  async verify(
    { statements = [], citations = [], filters }: VerifyRequest,
    signal?: AbortSignal,
  ): Promise<Verification> {
    if (statements.length + citations.length === 0) throw new FootnoteError("nothing_to_verify", {});
    const verified = [];
    let coverage = (await this.ask({ question: "?" }, signal)).coverage;
    for (const statement of statements) {
      const answer = await this.ask({ question: statement, ...(filters && { filters }) }, signal);
      coverage = answer.coverage;
      const sentence = {
        sentence: statement,
        start: codePointOffset(0),
        end: codePoints(statement),
        verdict: answer.status === "answered" ? ("supported" as const) : ("unsupported" as const),
        strength: answer.confidence.probability ?? 0,
        passages: answer.citations,
        uncovered: [],
        contradictions: [],
      };
      verified.push({ statement, sentences: [sentence] });
    }
    const checked = citations.map(({ id = "c1", path, start, end, quote }) => {
      const text = [...(this.#texts[path] ?? "")];
      const isValid = text.slice(start, end).join("") === quote;
      const place = isValid ? { path, start, end, line_start: 1, line_end: 1 } : null;
      const state = isValid ? ("valid" as const) : path in this.#texts ? ("changed" as const) : ("gone" as const);
      return { id, path, quote, state, place, problem: null };
    });
    const timings_ms = { embed: 0, search: 0, total: 0 };
    return { schema: 1, statements: verified, citations: checked, coverage, timings_ms };
  }

  async documents({ cursor = "0", limit = 100 }: { cursor?: string; limit?: number } = {}): Promise<DocumentPage> {
    const from = Number(cursor);
    if (!Number.isInteger(from))
      throw new FootnoteError("request_invalid", { field: "cursor", problem: "is not known" });
    const documents = this.#documents.slice(from, from + limit);
    return { documents, next_cursor: from + limit < this.#documents.length ? String(from + limit) : null };
  }

  async document(id: DocumentId): Promise<DocumentDetails> {
    const document = this.#documents.find((candidate) => candidate.id === id);
    if (!document) throw new FootnoteError("document_unknown", { id });
    return { ...document, names: [{ source: "file", text: document.path }], fields: {}, unread: [] };
  }

  async text(id: DocumentId): Promise<DocumentText> {
    const { names, fields, unread, ...document } = await this.document(id);
    return { document, text: this.#texts[document.path]!, pages: null };
  }

  async page(id: DocumentId, number: number): Promise<PageView> {
    const { path } = await this.document(id);
    throw new FootnoteError("page_unknown", { path, number, problem: "it has none" });
  }

  async original(id: DocumentId): Promise<Original> {
    const { path } = await this.document(id);
    throw new FootnoteError("original_unknown", { path });
  }

  /** The page that a character of a text stands on. */
  protected pageAt(_path: string, _start: number): number | null {
    return null;
  }

  async passage(id: PassageId, context = 0): Promise<PassageInContext> {
    const passage = this.#passages.find((candidate) => candidate.id === id);
    if (!passage) throw new FootnoteError("passage_unknown", { id });
    const siblings = this.#passages.filter(({ document }) => document === passage.document);
    const at = siblings.indexOf(passage);
    const text = this.#texts[passage.document.path]!;
    return {
      id,
      text: this.#slice(passage),
      before: text.slice(siblings[Math.max(0, at - context)]!.start, passage.start),
      after: text.slice(passage.end, siblings[Math.min(siblings.length - 1, at + context)]!.end),
      ...this.#locate(passage.document, passage.start, passage.end),
    };
  }

  async passageAt(path: string, line: number, context = 0): Promise<PassageInContext> {
    const passage = this.#passages.find((candidate) => {
      const { line_start, line_end } = this.#locate(candidate.document, candidate.start, candidate.end);
      return candidate.document.path === path && line_start <= line && line <= line_end;
    });
    if (!passage) throw new FootnoteError("location_unknown", { location: `${path}:${line}`, problem: "no such line" });
    return this.passage(passage.id, context);
  }

  async status(): Promise<IndexStatus> {
    return {
      generation: "1",
      corpus: "/memory",
      indexed_at: INDEXED_AT,
      documents: this.#documents.length,
      passages: this.#passages.length,
      model: "shared words",
      partly_read: [],
      skipped: [{ path: "scan.pdf", reason: "It holds no text." }],
      stale: [{ path: "notes/new.txt", change: "added" }],
      checked_at: INDEXED_AT,
    };
  }

  async sync(): Promise<SyncResult> {
    const nothing = { embedded: 0, added: [], changed: [], deleted: [], skipped: [], seconds: 0 };
    return { generation: "1", documents: this.#documents.length, passages: this.#passages.length, ...nothing };
  }

  async close(): Promise<void> {}

  #summary(path: string): DocumentSummary {
    const text = this.#texts[path]!;
    return {
      id: asDocumentId(hash(path).slice(0, 16)),
      path,
      title: path.replace(/^.*\/|\.\w+$/g, ""),
      content_hash: `sha256:${hash(text)}`,
      size: Buffer.byteLength(text),
      modified_at: path.startsWith("contracts/") ? "2025-01-01T00:00:00.000Z" : "2026-01-01T00:00:00.000Z",
      passages: spans(text, /\S(?:.|\n(?!\n))*/gu).length,
    };
  }

  #matching({ paths, types, documentIds, modifiedAfter, modifiedBefore }: Filters = {}): DocumentSummary[] {
    return this.#documents.filter(
      ({ id, path, modified_at }) =>
        (paths?.some((wanted) => (wanted.endsWith("/") ? path.startsWith(wanted) : path === wanted)) ?? true) &&
        (types?.some((type) => path.endsWith(`.${type}`)) ?? true) &&
        (documentIds?.includes(id) ?? true) &&
        (modifiedAfter === undefined || new Date(modified_at) > new Date(modifiedAfter)) &&
        (modifiedBefore === undefined || new Date(modified_at) < new Date(modifiedBefore)),
    );
  }

  #slice({ document, start, end }: Passage): string {
    return this.#texts[document.path]!.slice(start, end);
  }

  #locate(document: DocumentSummary, start: number, end: number): Location {
    const text = this.#texts[document.path]!;
    const before = text.slice(0, start);
    const line_start = before.split("\n").length;
    return {
      document_id: document.id,
      path: document.path,
      title: document.title,
      section: [],
      start: codePoints(before),
      end: codePoints(text.slice(0, end)),
      line_start,
      line_end: line_start + text.slice(start, end).trimEnd().split("\n").length - 1,
      page: this.pageAt(document.path, start),
      page_label: null,
      row: null,
      column: null,
      part: null,
      ocr: null,
    };
  }

  #rank(passage: Passage, score: number, rank: number, question: string): RankedPassage {
    const text = this.#slice(passage);
    const asked = new Set(words(question));
    const highlights = spans(text, /[\p{L}\p{N}]+/gu)
      .filter(({ start, end }) => asked.has(text.slice(start, end).toLowerCase()))
      .map(({ start, end }) => ({ start: codePoints(text.slice(0, start)), end: codePoints(text.slice(0, end)) }));
    const location = this.#locate(passage.document, passage.start, passage.end);
    return { rank, id: passage.id, score, text, highlights, ...location };
  }

  #cite(best: RankedPassage, terms: readonly string[]): Citation {
    const passage = this.#passages.find(({ id }) => id === best.id)!;
    const [sentence] = spans(best.text, /\S[^.]*\.?/gu).sort(
      (a, b) =>
        score(best.text.slice(b.start, b.end), terms.join(" ")) -
        score(best.text.slice(a.start, a.end), terms.join(" ")),
    );
    const start = passage.start + sentence!.start;
    const end = passage.start + sentence!.end;
    const text = this.#texts[passage.document.path]!;
    const quote = text.slice(start, end);
    return {
      id: "c1",
      passage_id: best.id,
      quote,
      content_hash: passage.document.content_hash,
      selector: { type: "TextQuoteSelector", exact: quote, prefix: text.slice(0, start), suffix: text.slice(end) },
      ...this.#locate(passage.document, start, end),
    };
  }
}

function spans(text: string, pattern: RegExp): { start: number; end: number }[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Share of the question's longer words that the text holds. */
function score(text: string, question: string): number {
  const terms = words(question).filter((term) => term.length > 3);
  const held = new Set(words(text));
  return terms.length === 0 ? 0 : terms.filter((term) => held.has(term)).length / terms.length;
}
