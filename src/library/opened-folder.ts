import { type Assistant, allDocuments, type SyncOptions } from "../assistant/assistant.js";
import type { Answer } from "../contract/answer.js";
import type { Filters as AskedFilters } from "../contract/filters.js";
import { asDocumentId, asPassageId } from "../contract/ids.js";
import { MAX_STATEMENTS, MAX_TOP_K } from "../contract/limits.js";
import type { GivenCitation as CheckedCitation } from "../contract/requests.js";
import { answerEvents, SEARCHING } from "../core/answer-events.js";
import { FootnoteError, toFootnoteError } from "../core/errors/errors.js";
import { heardEvents, paced } from "../core/heard-events.js";
import { pastTurnOf } from "../core/past-turns.js";
import { similarName } from "../core/similar-name.js";
import type { Filters, GivenCitation, SyncProgress } from "./contract-types.js";
import { thrownBy } from "./errors.js";
import type {
  Abortable,
  AbortSignalLike,
  AnswerEvent,
  AskOptions,
  Folder,
  IndexOptions,
  Place,
  SearchOptions,
  VerifyOptions,
  WatchEvent,
} from "./folder.js";
import { startRun } from "./run.js";

const PROGRESS_INTERVAL_MS = 100;
const DEFAULT_CONTEXT = 1;

/** A folder over an assistant of its own. */
export class OpenedFolder implements Folder {
  /** What goes on, each with what calls it off. */
  readonly #running = new Map<AbortController, Promise<unknown>>();
  #isClosed = false;

  constructor(
    readonly path: string,
    readonly indexPath: string,
    private readonly assistant: Assistant,
  ) {}

  index({ full, onProgress, signal }: IndexOptions = {}) {
    const { call, stop } = this.#call(signal);
    return startRun((onEvent: (progress: SyncProgress) => void) => {
      const heard = paced(PROGRESS_INTERVAL_MS, (progress) => {
        onProgress?.(progress);
        onEvent(progress);
      });
      const options: Omit<SyncOptions, "signal"> = { ...(full !== undefined && { full }), onProgress: heard };
      return call((called) => this.assistant.sync({ ...options, signal: called }));
    }, stop);
  }

  ask(question: string, { write = false, signal, ...options }: AskOptions = {}) {
    const { call, stop } = this.#call(signal);
    return startRun((onEvent: (event: AnswerEvent) => void) => {
      const tell = (events: readonly AnswerEvent[]) => events.forEach(onEvent);
      return call(async (called) => {
        const request = requestOf(question, options);
        tell([SEARCHING]);
        if (!write) {
          const answer = await this.assistant.ask(request, called);
          tell(answerEvents(answer));
          return answer;
        }
        const answer = await this.assistant.write(request, {
          signal: called,
          onEvent: (event) => {
            if (event.event === "answer.quoted") tell(answerEvents(event.data).slice(0, -1));
            tell([event]);
          },
        });
        tell([{ event: "answer.done", data: answer }]);
        return answer;
      });
    }, stop);
  }

  search(query: string, { signal, ...options }: SearchOptions = {}) {
    return this.#call(signal).call(async (called) => this.assistant.search(requestOf(query, options), called));
  }

  verify(statements: string | readonly string[], { filters, signal }: VerifyOptions = {}) {
    return this.#call(signal).call(async (called) => {
      const given = typeof statements === "string" ? [statements] : statements;
      if (!Array.isArray(given) || given.length > MAX_STATEMENTS || !given.every((one) => typeof one === "string")) {
        throw invalid("statements", `must be text, or a list of at most ${MAX_STATEMENTS} texts`);
      }
      return this.assistant.verify({ statements: given, ...filtersOf(filters) }, called);
    });
  }

  checkCitations(citations: readonly GivenCitation[], { signal }: Abortable = {}) {
    // A number is an offset in code points where it stands in a citation.
    const given = citations as readonly CheckedCitation[];
    return this.#call(signal).call((called) => this.assistant.verify({ citations: given }, called));
  }

  show(place: Place, context = DEFAULT_CONTEXT) {
    return this.#call().call(async () => {
      if (typeof place === "string") return this.assistant.passage(asPassageId(place), context);
      if ("line" in place) return this.assistant.passageAt(place.path, place.line, context);
      return this.assistant.passage(asPassageId("rank" in place ? place.id : place.passage_id), context);
    });
  }

  documents() {
    return this.#call().call(() => allDocuments(this.assistant));
  }

  document(id: string) {
    return this.#call().call(() => this.assistant.document(asDocumentId(id)));
  }

  status() {
    return this.#call().call(() => this.assistant.status());
  }

  async *watch({ signal }: Abortable = {}): AsyncGenerator<WatchEvent, void> {
    const { call, stop } = this.#call(signal);
    const { events, result } = heardEvents((onEvent: (event: WatchEvent) => void) =>
      call((called) => this.#follow(onEvent, called)),
    );
    try {
      yield* events;
      await result;
    } finally {
      stop();
      // The watching has ended when the loop is left.
      await result.catch(() => {});
    }
  }

  async #follow(tell: (event: WatchEvent) => void, signal: AbortSignal): Promise<void> {
    const { watchCorpus } = await import("../index/folder/watch.js");
    let isTold = false;
    const onProblem = (problem: FootnoteError) => tell({ event: "problem", data: problem });
    const onChange = async () => {
      try {
        const result = await this.assistant.sync({ signal });
        const { added, changed, deleted } = result;
        if (!isTold || added.length + changed.length + deleted.length > 0) tell({ event: "indexed", data: result });
        isTold = true;
        return true;
      } catch (error) {
        if (!signal.aborted) onProblem(toFootnoteError(error));
        return false;
      }
    };
    await watchCorpus({ corpus: this.path, indexFolder: this.indexPath, signal, onChange, onProblem });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const controller of this.#running.keys()) controller.abort();
    await Promise.allSettled(this.#running.values());
    await this.assistant.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A call that the signal, `stop` and `close` call off. */
  #call(signal?: AbortSignalLike) {
    const controller = new AbortController();
    const stop = () => controller.abort(signal?.reason);
    const call = async <Result>(perform: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
      if (this.#isClosed) throw new FootnoteError("folder_closed", { path: this.path });
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
      const running = perform(controller.signal);
      this.#running.set(controller, running);
      try {
        return await running;
      } catch (error) {
        throw thrownBy(error, controller.signal);
      } finally {
        this.#running.delete(controller);
        signal?.removeEventListener("abort", stop);
      }
    };
    return { call, stop };
  }
}

/** @throws FootnoteError request_invalid: what TypeScript would have refused */
function requestOf(question: string, { topK, filters, explain, literal, history }: Omit<SearchOptions, "signal">) {
  if (typeof question !== "string") throw invalid("question", "must be text");
  if (topK !== undefined && !(Number.isInteger(topK) && topK >= 1 && topK <= MAX_TOP_K)) {
    throw invalid("topK", `must be a whole number from 1 to ${MAX_TOP_K}`);
  }
  return {
    question,
    ...(topK !== undefined && { topK }),
    ...filtersOf(filters),
    ...(explain !== undefined && { explain }),
    ...(literal !== undefined && { literal }),
    ...(history && { history: history.map((answer) => pastTurnOf(answer as Answer)) }),
  };
}

const FILTERS: Readonly<Record<keyof (Filters & AskedFilters), true>> = {
  paths: true,
  types: true,
  documentIds: true,
  collections: true,
  tags: true,
  where: true,
  since: true,
  until: true,
  modifiedAfter: true,
  modifiedBefore: true,
  from: true,
  to: true,
  subject: true,
  sentAfter: true,
  sentBefore: true,
};

/** A filter with a slip in its name would let all documents through. @throws FootnoteError request_invalid */
function filtersOf(filters: Filters | undefined): { readonly filters?: AskedFilters } {
  if (!filters) return {};
  const unknown = Object.keys(filters).find((name) => !Object.hasOwn(FILTERS, name));
  if (unknown !== undefined) {
    const meant = similarName(unknown, Object.keys(FILTERS));
    throw invalid(`filters.${unknown}`, `there is no such filter${meant ? `; perhaps ${meant} is meant` : ""}`);
  }
  if (filters.where && inherits(filters.where)) throw invalid("filters.where", "must have its fields as its own");
  return { filters: filters as AskedFilters };
}

/** `{ __proto__: ["x"] }` in a program has no field of that name, and would narrow nothing. */
function inherits(fields: object): boolean {
  for (const name in fields) if (!Object.hasOwn(fields, name)) return true;
  return false;
}

function invalid(field: string, problem: string): FootnoteError {
  return new FootnoteError("request_invalid", { field, problem });
}
