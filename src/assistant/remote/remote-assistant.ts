import type { z } from "zod";
import { type Answer, AnswerSchema, type SearchResults, SearchResultsSchema } from "../../contract/answer.js";
import {
  type DocumentDetails,
  DocumentDetailsSchema,
  type DocumentPage,
  DocumentPageSchema,
  type DocumentText,
  DocumentTextSchema,
  type PageView,
  PageViewSchema,
  type PassageInContext,
  PassageInContextSchema,
} from "../../contract/documents.js";
import { QueryEventSchema, ReportEventSchema, type WriteEvent } from "../../contract/events.js";
import type { Filters } from "../../contract/filters.js";
import type { DocumentId, PassageId } from "../../contract/ids.js";
import { type IndexStatus, IndexStatusSchema, type SyncResult } from "../../contract/index-state.js";
import { MAX_PASSAGES_A_TURN, TURNS_READ } from "../../contract/limits.js";
import { ProblemSchema } from "../../contract/problem.js";
import { type Report, ReportSchema } from "../../contract/report.js";
import type { GivenCitation } from "../../contract/requests.js";
import { type Verification, VerificationSchema } from "../../contract/verification.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { PastTurn } from "../../core/past-turns.js";
import {
  type AskRequest,
  type Assistant,
  assertLine,
  type Original,
  type ReportOptions,
  type ReportRequest,
  type SyncOptions,
  type VerifyRequest,
  type WriteOptions,
  type WriteRequest,
} from "../assistant.js";
import { runJob } from "./run-job.js";
import { serverAddress } from "./server-address.js";
import { ServerConnection } from "./server-connection.js";
import { reportedFailure } from "./server-failure.js";

export interface RemoteOptions {
  /** `http://127.0.0.1:3000`; may have a path, for a server behind a proxy. */
  readonly server: string;
  /** Sent as `Authorization: Bearer` [none]. */
  readonly token?: string;
  /** Passages to show where a request says nothing [8]. */
  readonly topK?: number;
  /** Collections of the server that are asked where a request says nothing [all]. */
  readonly collections?: readonly string[];
  /** How long a server may take to answer, and a stream to give a sign of life [120,000 and 60,000]. */
  readonly timeoutMs?: number;
  /** A longer reply is refused [256 MiB]. */
  readonly maxReplyBytes?: number;
  /** Milliseconds to wait before a build whose events broke off is followed again, and again [half a minute in all]. */
  readonly retryMs?: readonly number[];
  /** Ends every call, also those that take no signal of their own. */
  readonly signal?: AbortSignal;
}

/**
 * The assistant of a Footnote server, asked over HTTP. Beside the codes of the port, every call throws those that
 * start with `server_`; freshness and paths are the server's.
 */
export class RemoteAssistant implements Assistant {
  readonly #closing = new AbortController();
  readonly #server: ServerConnection;
  readonly #topK: number | undefined;
  readonly #collections: readonly string[];

  /** Calls nothing yet. @throws FootnoteError setting_invalid, server_token_exposed */
  constructor({ server, token = "", topK, collections = [], signal, ...limits }: RemoteOptions) {
    const ended = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    this.#server = new ServerConnection(serverAddress({ server, token }), { ended, ...limits });
    this.#topK = topK;
    this.#collections = collections;
  }

  ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    const body = askBody(this.#withDefaults(request));
    return this.#server.call({ method: "POST", path: "v1/query", body, signal }, AnswerSchema);
  }

  write(request: WriteRequest, options: WriteOptions = {}): Promise<Answer> {
    const { showPrompt: show_prompt, unsent, ...asked } = request;
    if (unsent) return Promise.reject(this.#notAsked());
    const body = { ...askBody(this.#withDefaults(asked)), write: true, show_prompt };
    return this.#written(body, options);
  }

  /** The server's own model writes; what it says of it is told as it comes. */
  async #written(body: object, { onEvent, signal }: WriteOptions): Promise<Answer> {
    const server = this.#server;
    for await (const { event, data } of server.events({ method: "POST", path: "v1/query", body, signal })) {
      if (event === "error") throw reportedFailure(server.read(data, ProblemSchema), server.address.shown);
      if (event === "answer.done") return server.read(data, AnswerSchema);
      const given = server.read(`{"event":${JSON.stringify(event ?? "")},"data":${data}}`, QueryEventSchema);
      if (isOfWriting(given)) onEvent?.(given);
    }
    throw new FootnoteError("server_cut_off", { server: server.address.shown });
  }

  async report(request: ReportRequest, { onEvent, signal }: ReportOptions = {}): Promise<Report> {
    const { task, write, showPrompt: show_prompt, unsent } = request;
    if (unsent) throw this.#notAsked();
    const server = this.#server;
    const call = { method: "POST", path: "v1/report", body: { ...task, write, show_prompt }, signal } as const;
    if (!write) return server.call(call, ReportSchema);
    for await (const { event, data } of server.events(call)) {
      if (event === "error") throw reportedFailure(server.read(data, ProblemSchema), server.address.shown);
      if (event === "report.done") return server.read(data, ReportSchema);
      const given = server.read(`{"event":${JSON.stringify(event ?? "")},"data":${data}}`, ReportEventSchema);
      if (given.event !== "report.done" && given.event !== "error") onEvent?.(given);
    }
    throw new FootnoteError("server_cut_off", { server: server.address.shown });
  }

  #notAsked(): FootnoteError {
    const { shown: server } = this.#server.address;
    return new FootnoteError("server_not_asked", { what: "A prompt that is not sent", server });
  }

  search(request: AskRequest, signal?: AbortSignal): Promise<SearchResults> {
    const body = askBody(this.#withDefaults(request));
    return this.#server.call({ method: "POST", path: "v1/search", body, signal }, SearchResultsSchema);
  }

  verify(request: VerifyRequest, signal?: AbortSignal): Promise<Verification> {
    const call = { method: "POST", path: "v1/verify", body: verifyBody(this.#narrowed(request)), signal } as const;
    return this.#server.call(call, VerificationSchema);
  }

  documents(page: { cursor?: string; limit?: number } = {}): Promise<DocumentPage> {
    return this.#server.call({ method: "GET", path: "v1/documents", query: page }, DocumentPageSchema);
  }

  async document(id: DocumentId): Promise<DocumentDetails> {
    if (!canBeAddressed(id)) throw new FootnoteError("document_unknown", { id });
    const path = `v1/documents/${encodeURIComponent(id)}`;
    return this.#server.call({ method: "GET", path }, DocumentDetailsSchema);
  }

  async text(id: DocumentId): Promise<DocumentText> {
    if (!canBeAddressed(id)) throw new FootnoteError("document_unknown", { id });
    const path = `v1/documents/${encodeURIComponent(id)}/text`;
    return this.#server.call({ method: "GET", path }, DocumentTextSchema);
  }

  async page(id: DocumentId, number: number): Promise<PageView> {
    if (!canBeAddressed(id)) throw new FootnoteError("document_unknown", { id });
    const path = `v1/documents/${encodeURIComponent(id)}/pages/${number}`;
    return this.#server.call({ method: "GET", path }, PageViewSchema);
  }

  async original(id: DocumentId): Promise<Original> {
    const { path, content_hash: contentHash } = await this.document(id);
    const call = { method: "GET", path: `v1/documents/${encodeURIComponent(id)}/original` } as const;
    return { path, contentHash, ...(await this.#server.file(call)) };
  }

  async passage(id: PassageId, context = 0): Promise<PassageInContext> {
    if (!canBeAddressed(id)) throw new FootnoteError("passage_unknown", { id });
    const path = `v1/passages/${encodeURIComponent(id)}`;
    return this.#server.call({ method: "GET", path, query: { context } }, PassageInContextSchema);
  }

  async passageAt(path: string, line: number, context = 0): Promise<PassageInContext> {
    assertLine(path, line);
    const query = { path, line, context };
    return this.#server.call({ method: "GET", path: "v1/passages", query }, PassageInContextSchema);
  }

  status(): Promise<IndexStatus> {
    return this.#server.call({ method: "GET", path: "v1/index" }, IndexStatusSchema);
  }

  sync(options: SyncOptions = {}): Promise<SyncResult> {
    return runJob(this.#server, options);
  }

  async close(): Promise<void> {
    this.#closing.abort(new FootnoteError("interrupted", {}));
  }

  #withDefaults(request: AskRequest): AskRequest {
    return { ...(this.#topK !== undefined && { topK: this.#topK }), ...this.#narrowed(request) };
  }

  #narrowed<Request extends { readonly filters?: Filters }>(request: Request): Request {
    if (this.#collections.length === 0) return request;
    return { ...request, filters: { collections: this.#collections, ...request.filters } };
  }
}

function isOfWriting(event: z.infer<typeof QueryEventSchema>): event is WriteEvent {
  return event.event === "answer.quoted" || event.event.startsWith("written.");
}

/** An address drops what is empty or means "here" and "above": no id of an index is any of these, or half a character. */
function canBeAddressed(id: string): boolean {
  return !/^\.{0,2}$/.test(id) && !/\p{Surrogate}/u.test(id);
}

/** A request in the words of the wire. */
function askBody({ question, topK, filters, explain, literal, history }: AskRequest) {
  return {
    question,
    top_k: topK,
    filters: filters && filtersBody(filters),
    explain,
    literal,
    history: history?.slice(-TURNS_READ).map(turnBody),
  };
}

function verifyBody({ statements, citations, filters }: VerifyRequest) {
  return {
    statements: statements?.length === 0 ? undefined : statements,
    citations: citations?.length === 0 ? undefined : citations?.map(citationBody),
    filters: filters && filtersBody(filters),
  };
}

function turnBody({ question, passageIds }: PastTurn) {
  return { question, passage_ids: passageIds.slice(0, MAX_PASSAGES_A_TURN) };
}

/** Field by field: a server refuses what it does not know. */
function citationBody({ id, path, start, end, quote, content_hash, selector }: GivenCitation) {
  return { id, path, start, end, quote, content_hash, selector };
}

function filtersBody({ paths, types, documentIds, modifiedAfter, modifiedBefore, ...others }: Filters) {
  const { collections, tags, where, since, until, from, to, subject, sentAfter, sentBefore } = others;
  return {
    collections,
    tags,
    where,
    since: since && zonedTime(since),
    until: until && zonedTime(until),
    paths,
    types: types?.map((type) => type.replace(/^\./, "")),
    document_ids: documentIds,
    modified_after: modifiedAfter && zonedTime(modifiedAfter),
    modified_before: modifiedBefore && zonedTime(modifiedBefore),
    from,
    to,
    subject,
    sent_after: sentAfter && zonedTime(sentAfter),
    sent_before: sentBefore && zonedTime(sentBefore),
  };
}

/** A time without a zone means the one of this machine, which the server's need not be. */
function zonedTime(given: string): string {
  const time = Date.parse(given);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(given);
  return isDate || Number.isNaN(time) ? given : new Date(time).toISOString();
}
