import type {
  AskRequest,
  Assistant,
  Original,
  ReportOptions,
  ReportRequest,
  SyncOptions,
  VerifyRequest,
  WriteOptions,
  WriteRequest,
} from "../../src/assistant/assistant.js";
import type {
  Answer,
  Citation,
  Coverage,
  Location,
  RankedPassage,
  SearchResults,
  SkippedFile,
  StaleFile,
  Written,
} from "../../src/contract/answer.js";
import type {
  DocumentDetails,
  DocumentPage,
  DocumentSummary,
  DocumentText,
  PageView,
  PassageInContext,
} from "../../src/contract/documents.js";
import type { ReportProgress } from "../../src/contract/events.js";
import { asPassageId } from "../../src/contract/ids.js";
import type { IndexStatus, SyncResult } from "../../src/contract/index-state.js";
import type { Problem } from "../../src/contract/problem.js";
import type { Report, ReportSection } from "../../src/contract/report.js";
import type { Verification } from "../../src/contract/verification.js";
import type { WrittenSentence } from "../../src/contract/written.js";
import { FootnoteError } from "../../src/core/errors/errors.js";
import { TextMap } from "../../src/core/offsets.js";
import { grown } from "../../src/core/report-walk.js";
import { type Span, span } from "../../src/core/spans.js";
import { nothingToWrite } from "../../src/writing/write-answer.js";
import { bestSentenceIn, CARE, explanationOf, hashOf, idOf, WARRANTY, wordsOf } from "./tui-corpus.js";

function offsetsOf(text: string, part: string) {
  const map = new TextMap(text);
  const at = text.toLowerCase().indexOf(part.toLowerCase());
  return { start: map.toCodePoint(at as Span["start"]), end: map.toCodePoint((at + part.length) as Span["end"]) };
}

function problemOf({ code, hint, message: detail }: FootnoteError): Problem {
  return { type: "", title: "", status: 502, code, detail, hint };
}

interface Passage extends Location {
  readonly id: ReturnType<typeof asPassageId>;
  readonly text: string;
}

interface Options {
  readonly skipped?: readonly SkippedFile[];
  readonly stale?: readonly StaleFile[];
  readonly files?: Readonly<Record<string, string>>;
  /** Wait for `release()` before an answer or a step of a build is given. */
  readonly held?: boolean;
  /** What a model makes of an answer, sentence by sentence: words of it, or `null` for what is left out [none is set up]. */
  readonly writes?: readonly (string | null)[];
  /** Wait for `release()` before each sentence of the model. */
  readonly heldWords?: boolean;
  /** How the model fails after its sentences. */
  readonly failing?: FootnoteError;
}

/** The port over documents in memory: paragraphs are passages, shared words are the score. */
export class TuiAssistant implements Assistant {
  readonly asked: string[] = [];
  readonly requests: AskRequest[] = [];
  synced = 0;
  listed = 0;
  aborted = 0;
  /** How often a model was asked. */
  sent = 0;
  #files: Readonly<Record<string, string>>;
  #waiting: (() => void)[] = [];

  constructor(private readonly options: Options = {}) {
    this.#files = options.files ?? { "warranty.txt": WARRANTY, "guides/care.txt": CARE };
  }

  /** Lets everything that is held go on. */
  release(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  replaceFile(path: string, text: string): void {
    this.#files = { ...this.#files, [path]: text };
  }

  async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    this.asked.push(request.question);
    this.requests.push(request);
    await this.#hold(signal);
    if (request.question.includes("crash"))
      throw new FootnoteError("index_corrupt", { path: ".footnote", problem: "cut short" });
    const ranked = this.#rank(request.question, request.explain).slice(0, request.topK ?? 8);
    const words = wordsOf(request.question);
    const everything = Object.values(this.#files).join(" ").toLowerCase();
    const missing = words.filter((word) => !everything.includes(word));
    const sentences = ranked.slice(0, 2).flatMap((passage) => this.#bestSentence(passage, words));
    const isFound = missing.length === 0 && sentences.length > 0;
    const citations = isFound ? sentences.map((citation, index) => ({ ...citation, id: `c${index + 1}` })) : [];
    return {
      schema: 1,
      kind: "content",
      status: isFound ? "answered" : "not_found",
      question: request.question,
      interpreted_question: request.question,
      asked_of: null,
      answer: isFound
        ? {
            text: citations.map(({ quote }) => quote).join(" "),
            sentences: citations.map(({ id, quote }) => ({ text: quote, citations: [id], context: null })),
            documents: citations.map(({ document_id, path, title }) => ({ document_id, path, title, sentences: 1 })),
          }
        : null,
      citations,
      passages: isFound ? ranked : [],
      confidence: isFound ? { label: "high", probability: 0.97 } : { label: "low", probability: 0.08 },
      not_found: isFound
        ? null
        : {
            reason: "No passage answers the question well enough.",
            missing_terms: missing,
            nearest: ranked.slice(0, 3),
          },
      coverage: this.#coverage(),
      timings_ms: { embed: 4, search: 2, total: 9 },
    };
  }

  /** What the options say of each sentence, cited by the answer's first citation. */
  async write(request: WriteRequest, { onEvent, signal }: WriteOptions = {}): Promise<Answer> {
    const quoted = await this.ask(request, signal);
    onEvent?.({ event: "answer.quoted", data: quoted });
    const [first] = quoted.citations;
    const { writes, failing } = this.options;
    if (writes === undefined || first === undefined) return { ...quoted, written: nothingToWrite({}) };
    const prompt = [{ role: "user", content: `Question: ${request.question}` } as const];
    if (request.unsent === true) return { ...quoted, written: { ...nothingToWrite({}), status: "unsent", prompt } };
    this.sent++;
    const sent = { host: "127.0.0.1:8080", model: "tiny", sentences_sent: 7 } as const;
    onEvent?.({ event: "written.sent", data: { ...sent, prompt } });
    const citation = { ...first, id: "w1" };
    const sentences: WrittenSentence[] = [];
    for (const text of writes) {
      await this.#hold(signal, this.options.heldWords);
      onEvent?.({ event: "written.delta", data: { text: text ?? "Made up.", checked: false } });
      const sentence: WrittenSentence =
        text === null
          ? { verdict: "left_out", text: "", citations: [], reason: "unsaid" }
          : text === first.quote
            ? { verdict: "replaced", text, citations: ["w1"], reason: "fact" }
            : { verdict: "proven", text, citations: ["w1"], reason: null };
      const isFirst = sentence.citations.length > 0 && sentences.every(({ citations }) => citations.length === 0);
      sentences.push(sentence);
      onEvent?.({ event: "written.sentence", data: { sentence, citations: isFirst ? [citation] : [] } });
    }
    const written: Written = {
      ...this.#written(),
      sentences,
      citations: sentences.some(({ citations }) => citations.length > 0) ? [citation] : [],
      ...(failing && { status: "failed" as const, problem: problemOf(failing) }),
      prompt,
    };
    onEvent?.({ event: "written.done", data: written });
    return { ...quoted, written };
  }

  /**
   * Each passage is a section of the document, or a row in which the documents differ, and is quoted whole. What the
   * options say that a model writes is written of the first, and proven by its first citation.
   */
  async report({ task, write, unsent }: ReportRequest, { onEvent, signal }: ReportOptions = {}): Promise<Report> {
    await this.#hold(signal);
    const ids: readonly string[] = "passages" in task ? task.passages : "passage" in task ? [task.passage] : [];
    const named = "document" in task ? [task.document] : "first" in task ? [task.first, task.second] : [];
    const unmatched = named.find((name) => this.#files[name] === undefined);
    if (unmatched !== undefined) throw new FootnoteError("document_unmatched", { name: unmatched, problem: "" });
    const all = this.#passages();
    const chosen = all.filter(({ id, path }) => ids.includes(id) || named.includes(path));
    const citations = chosen.map((passage, i) => this.#citationOf(passage, `c${i + 1}`));
    const sections = chosen.map(({ document_id, section, text }, i): ReportSection => {
      return { document_id, heading: section, quotes: [{ text, citation: `c${i + 1}` }], written: [] };
    });
    const [first = [], second = []] = named.map((name) => sections.filter((_, i) => chosen[i]?.path === name));
    const rows = first.map((one, i) => {
      return { relation: second[i] ? "differ" : "only_first", first: one, second: second[i] ?? null } as const;
    });
    const paths = [...new Set([...named, ...chosen.map(({ path }) => path)])];
    const isCompared = task.task === "comparison";
    const quoted: Report = {
      schema: 1,
      task: task.task,
      about: "about" in task ? (task.about ?? null) : null,
      documents: paths.map((path) => ({ document_id: idOf(path), path, title: this.#summary(path).title })),
      sections: isCompared ? [] : sections,
      rows: isCompared ? rows : [],
      citations,
      written: null,
      coverage: this.#coverage(),
    };
    const { writes = [], failing } = this.options;
    const { citations: _, sentences: __, ...nothing } = nothingToWrite({});
    const prompt = [{ role: "user", content: "Say what they say." } as const];
    if (unsent)
      return { ...quoted, written: { ...nothing, status: "unsent", left_out: 0, left_out_reasons: [], prompt } };
    if (!write) return quoted;
    let growing = grown(null, { event: "report.quoted", data: quoted })!;
    const hear = (event: ReportProgress) => {
      onEvent?.(event);
      growing = grown(growing, event)!;
    };
    onEvent?.({ event: "report.quoted", data: quoted });
    hear({ event: "report.section", data: { at: 0 } });
    this.sent++;
    for (const text of writes) {
      await this.#hold(signal, this.options.heldWords);
      hear({ event: "written.delta", data: { text: text ?? "Made up.", checked: false } });
      const sentence: WrittenSentence =
        text === null
          ? { verdict: "left_out", text: "", citations: [], reason: "unsaid" }
          : { verdict: "proven", text, citations: ["c1"], reason: null };
      hear({ event: "written.sentence", data: { sentence, citations: [] } });
    }
    const leftOut = growing.sentences.filter(({ verdict }) => verdict === "left_out");
    const written = {
      ...this.#written(),
      left_out: leftOut.length,
      left_out_reasons: leftOut.flatMap(({ reason }) => reason ?? []),
      prompt,
      ...(failing && { status: "failed" as const, problem: problemOf(failing) }),
    } as const;
    return { ...growing.report, written };
  }

  #written() {
    return {
      status: "written",
      host: "127.0.0.1:8080",
      model: "tiny",
      sentences_sent: 7,
      tokens: { prompt: 321, completion: 12 },
      ms: 1500,
      problem: null,
    } as const;
  }

  async search(request: AskRequest): Promise<SearchResults> {
    const passages = this.#rank(request.question);
    return { question: request.question, asked_of: null, passages, coverage: this.#coverage() };
  }

  /** Each statement is one sentence; it is supported when all its words are in the passage that shares most. */
  async verify({ statements = [] }: VerifyRequest): Promise<Verification> {
    const verified = statements.map((statement) => {
      const words = wordsOf(statement);
      const passages = this.#rank(statement)
        .slice(0, 1)
        .flatMap((passage) => this.#bestSentence(passage, words));
      const quote = passages[0]?.quote.toLowerCase() ?? "";
      const lacking = words.filter((word) => !quote.includes(word));
      const uncovered = lacking.map((text) => ({ kind: "word", text, ...offsetsOf(statement, text) }) as const);
      const verdict = lacking.length === 0 ? "supported" : quote === "" ? "unsupported" : "partial";
      const sentence = { sentence: statement, ...offsetsOf(statement, statement), contradictions: [] };
      return { statement, sentences: [{ ...sentence, verdict, strength: 0.5, passages, uncovered } as const] };
    });
    return {
      schema: 1,
      statements: verified,
      citations: [],
      coverage: this.#coverage(),
      timings_ms: { embed: 4, search: 2, total: 9 },
    };
  }

  async documents(): Promise<DocumentPage> {
    this.listed++;
    return {
      documents: Object.keys(this.#files)
        .sort()
        .map((path) => this.#summary(path)),
      next_cursor: null,
    };
  }

  async document(id: DocumentSummary["id"]): Promise<DocumentDetails> {
    const path = Object.keys(this.#files).find((candidate) => idOf(candidate) === id);
    if (path === undefined) throw new FootnoteError("document_unknown", { id });
    return { ...this.#summary(path), names: [{ source: "file", text: path }], fields: {}, unread: [] };
  }

  async text(id: DocumentSummary["id"]): Promise<DocumentText> {
    const { names, fields, unread, ...document } = await this.document(id);
    return { document, text: this.#files[document.path] ?? "", pages: null };
  }

  async page(id: DocumentSummary["id"], number: number): Promise<PageView> {
    const { path } = await this.document(id);
    throw new FootnoteError("page_unknown", { path, number, problem: "it has none" });
  }

  async original(id: DocumentSummary["id"]): Promise<Original> {
    const { path } = await this.document(id);
    throw new FootnoteError("original_unknown", { path });
  }

  async passage(id: Passage["id"]): Promise<PassageInContext> {
    const found = this.#passages().find((passage) => passage.id === id);
    if (found === undefined) throw new FootnoteError("passage_unknown", { id });
    return { ...found, before: "", after: "" };
  }

  async passageAt(path: string, line: number): Promise<PassageInContext> {
    const found = this.#passages().find((p) => p.path === path && p.line_start <= line && p.line_end >= line);
    if (found === undefined)
      throw new FootnoteError("location_unknown", { location: `${path}:${line}`, problem: "no passage" });
    return { ...found, before: "", after: "" };
  }

  async status(): Promise<IndexStatus> {
    return {
      generation: "g1",
      corpus: "corpus",
      indexed_at: "2026-01-31T14:00:00Z",
      documents: Object.keys(this.#files).length,
      passages: this.#passages().length,
      model: "Xenova/e5-small-v2",
      partly_read: [],
      skipped: this.options.skipped ?? [],
      stale: this.options.stale ?? [],
      checked_at: "2026-01-31T14:05:00Z",
    };
  }

  async sync({ onProgress, signal }: SyncOptions = {}): Promise<SyncResult> {
    this.synced++;
    const base = { files_total: 2, passages_total: 8, current: "warranty.txt" };
    onProgress?.({
      ...base,
      phase: "discover",
      files_done: 0,
      passages_done: 0,
      passages_per_second: 0,
      eta_seconds: null,
    });
    await this.#hold(signal);
    onProgress?.({
      ...base,
      phase: "embed",
      files_done: 1,
      passages_done: 3,
      passages_per_second: 92.4,
      eta_seconds: 5,
    });
    await this.#hold(signal);
    const { documents, passages } = await this.status();
    const lists = { added: Object.keys(this.#files), changed: [], deleted: [], skipped: this.options.skipped ?? [] };
    return { generation: "g2", documents, passages, embedded: passages, seconds: 1.2, ...lists };
  }

  async close(): Promise<void> {}

  #coverage(): Coverage {
    return {
      documents_searched: Object.keys(this.#files).length,
      skipped: this.options.skipped ?? [],
      stale: this.options.stale ?? [],
      checked_at: "2026-01-31T14:05:00Z",
      indexed_at: "2026-01-31T14:00:00Z",
    };
  }

  async #hold(signal: AbortSignal | undefined, isHeld = this.options.held): Promise<void> {
    if (isHeld !== true) return;
    await new Promise<void>((resolve, reject) => {
      const abort = () => {
        this.aborted++;
        reject(new FootnoteError("interrupted", {}));
      };
      this.#waiting.push(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
      signal?.addEventListener("abort", abort);
    });
  }

  #summary(path: string): DocumentSummary {
    const text = this.#files[path] ?? "";
    return {
      id: idOf(path),
      path,
      title: text.split("\n", 1)[0] ?? path,
      content_hash: hashOf(text),
      size: Buffer.byteLength(text),
      modified_at: "2026-01-31T13:00:00Z",
      passages: this.#passages().filter((passage) => passage.path === path).length,
    };
  }

  #passages(): Passage[] {
    return Object.entries(this.#files).flatMap(([path, text]) => {
      let section: readonly string[] = [];
      return Array.from(text.matchAll(/[^\r\n]+(?:\r?\n[^\r\n]+)*/g)).flatMap((match) => {
        if (/^\d [A-Z]/.test(match[0])) section = [match[0]];
        if (match[0].length < 20) return [];
        const at = span(match.index, match.index + match[0].length);
        return [{ ...this.#location(path, at, section), id: asPassageId(`${path}#${match.index}`), text: match[0] }];
      });
    });
  }

  #location(path: string, at: Span, section: readonly string[]): Location {
    const text = this.#files[path] ?? "";
    const map = new TextMap(text);
    const lines = map.linesOf(at);
    return {
      document_id: idOf(path),
      path,
      title: text.split("\n", 1)[0] ?? path,
      section,
      start: map.toCodePoint(at.start),
      end: map.toCodePoint(at.end),
      line_start: lines.start,
      line_end: lines.end,
      page: null,
      page_label: null,
      row: null,
      column: null,
      part: null,
      ocr: null,
    };
  }

  #rank(question: string, explain = false): RankedPassage[] {
    const words = wordsOf(question);
    return this.#passages()
      .map((passage) => ({ passage, score: words.filter((word) => passage.text.toLowerCase().includes(word)).length }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ passage, score }, index) => ({
        ...passage,
        rank: index + 1,
        score: score / words.length,
        ...(explain && { explanation: explanationOf(passage.text, words) }),
        highlights: bestSentenceIn(passage.text, words).map(({ start, end }) => {
          const map = new TextMap(passage.text);
          return { start: map.toCodePoint(start), end: map.toCodePoint(end) };
        }),
      }));
  }

  /** The whole passage. */
  #citationOf({ id: passage_id, text: quote, ...location }: Passage, id: string): Citation {
    const selector = { type: "TextQuoteSelector", exact: quote, prefix: "", suffix: "" } as const;
    return { ...location, id, passage_id, quote, content_hash: hashOf(this.#files[location.path] ?? ""), selector };
  }

  #bestSentence(passage: Passage, words: readonly string[]): Citation[] {
    const text = this.#files[passage.path] ?? "";
    const base = new TextMap(text).toUtf16(passage.start);
    return bestSentenceIn(passage.text, words).map(({ start, end }) => {
      const at = span(base + start, base + end);
      const quote = text.slice(at.start, at.end);
      return {
        ...this.#location(passage.path, at, passage.section),
        id: "c",
        passage_id: passage.id,
        quote,
        content_hash: hashOf(text),
        selector: { type: "TextQuoteSelector", exact: quote, prefix: "", suffix: "" },
      };
    });
  }
}
