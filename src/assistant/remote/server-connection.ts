import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { z } from "zod";
import { connectionProblem } from "../../core/connection-problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { ServerAddress } from "./server-address.js";
import { failureOf, redirection } from "./server-failure.js";

/** Long enough for fifty statements on a slow machine. */
const REPLY_TIMEOUT_MS = 120_000;
/** A server that has no news for a stream sends a heartbeat every few seconds. */
const SILENCE_MS = 60_000;

/** Of a reply, and of one event. The largest file that is indexed by default is a quarter of it. */
const MAX_REPLY_BYTES = 256 * 2 ** 20;
/** How long to wait before a stream that broke off is opened again, and again; half a minute in all. */
const RETRY_MS: readonly number[] = [250, 500, 1000, 2000, 4000, 8000, 15_000];

const EVENT_STREAM = "text/event-stream";

export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  /** Relative to the server's address, with what is variable in it encoded. */
  readonly path: string;
  /** Parameters without a value are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Made although the client is being closed [false]. */
  readonly outlivesClosing?: boolean;
}

interface ConnectionOptions {
  /** Ends every call. */
  readonly ended: AbortSignal;
  /** Instead of both limits of time. */
  readonly timeoutMs?: number | undefined;
  /** A longer reply is not read to its end [256 MiB]. */
  readonly maxReplyBytes?: number | undefined;
  /** Milliseconds before a stream that broke off is opened again, and again [250 to 15,000, seven times]. */
  readonly retryMs?: readonly number[] | undefined;
}

/** Calls one server: sends it the token, follows no redirection, and gives every failure its code of the catalogue. */
export class ServerConnection {
  readonly ended: AbortSignal;
  readonly retryMs: readonly number[];
  readonly #maxBytes: number;
  readonly #replyMs: number;
  readonly #silenceMs: number;

  constructor(
    readonly address: ServerAddress,
    { ended, timeoutMs, maxReplyBytes = MAX_REPLY_BYTES, retryMs = RETRY_MS }: ConnectionOptions,
  ) {
    this.ended = ended;
    this.retryMs = retryMs;
    this.#maxBytes = maxReplyBytes;
    this.#replyMs = timeoutMs ?? REPLY_TIMEOUT_MS;
    this.#silenceMs = timeoutMs ?? SILENCE_MS;
  }

  /**
   * A reply, as the value that it has to be.
   * @throws FootnoteError of the server's own code, or server_…; the reason of a signal that was aborted
   */
  async call<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> {
    const timeout = AbortSignal.timeout(this.#replyMs);
    try {
      const response = await this.#fetch(call, timeout);
      this.#expectType(response, "application/json");
      return this.read(textOf(await readLimited(response, this.#maxBytes)), schema);
    } catch (error) {
      throw this.#named(error, call, timeout, this.#replyMs);
    }
  }

  /** The bytes of a file that is a reply. @throws FootnoteError as `call` does */
  async file(call: Call): Promise<{ readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
    const timeout = AbortSignal.timeout(this.#replyMs);
    try {
      const response = await this.#fetch({ ...call, accept: "*/*" }, timeout);
      const type = response.headers.get("content-type") ?? "of no type";
      return { type, bytes: await readLimited(response, this.#maxBytes) };
    } catch (error) {
      throw this.#named(error, call, timeout, this.#replyMs);
    }
  }

  /**
   * The server-sent events of a reply, as they come.
   * @throws FootnoteError as `call` does
   */
  async *events(call: Call): AsyncGenerator<EventSourceMessage, void> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), this.#silenceMs);
    try {
      const response = await this.#fetch({ ...call, accept: EVENT_STREAM }, silence.signal);
      this.#expectType(response, EVENT_STREAM);
      const events: EventSourceMessage[] = [];
      const parser = createParser({ onEvent: (event) => events.push(event) });
      let pending = 0;
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        timer.refresh();
        pending += piece.length;
        if (pending > this.#maxBytes) throw new TooLong(this.#maxBytes);
        parser.feed(piece);
        if (events.length > 0) pending = 0;
        yield* events.splice(0);
      }
    } catch (error) {
      throw this.#named(error, call, silence.signal, this.#silenceMs);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Text from the server, as the value that it has to be. @throws FootnoteError server_reply_unknown */
  read<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw this.#unreadable("it is not JSON", cause);
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const { path = [], message = "it has another shape" } = parsed.error.issues[0] ?? {};
    throw this.#unreadable([...path.map(String), message].join(": "), parsed.error);
  }

  /** A reply of 200 to 299. */
  async #fetch({ method, path, query = {}, body, accept, ...call }: Call, timeout: AbortSignal): Promise<Response> {
    const url = new URL(path, this.address.base);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const { token } = this.address;
    const response = await fetch(url, {
      method,
      headers: {
        accept: accept ?? "application/json, application/problem+json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== "" && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.any([timeout, ...this.#endings(call)]),
    });
    if (response.ok) return response;
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw redirection(response, url.href, this.address);
    }
    throw failureOf(response, textOf(await readLimited(response, this.#maxBytes)), this.address);
  }

  #expectType({ headers }: Response, expected: string): void {
    const type = headers.get("content-type") ?? "of no type";
    if (!type.toLowerCase().startsWith(expected)) throw this.#unreadable(`it is ${type}, not ${expected}`);
  }

  #unreadable(problem: string, cause?: unknown): FootnoteError {
    return new FootnoteError("server_reply_unknown", { server: this.address.shown, problem }, { cause });
  }

  /** What calls a call off, apart from time. */
  #endings({ signal, outlivesClosing }: Pick<Call, "signal" | "outlivesClosing">): AbortSignal[] {
    return [...(signal ? [signal] : []), ...(outlivesClosing ? [] : [this.ended])];
  }

  #named(error: unknown, call: Call, timeout: AbortSignal, timeoutMs: number): unknown {
    const ending = this.#endings(call).find(({ aborted }) => aborted);
    if (ending) return ending.reason;
    if (error instanceof FootnoteError) return error;
    if (error instanceof TooLong) return this.#unreadable(`it is longer than ${inMegabytes(error.maxBytes)}`, error);
    const { shown: server } = this.address;
    if (timeout.aborted) return new FootnoteError("server_silent", { server, seconds: timeoutMs / 1000 });
    const problem = connectionProblem(error);
    if (problem === null) return new FootnoteError("server_cut_off", { server }, { cause: error });
    return new FootnoteError("server_unreachable", { server, problem }, { cause: error });
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}

/** What a body turned out to be longer than. */
class TooLong extends Error {
  constructor(readonly maxBytes: number) {
    super(`longer than ${maxBytes} bytes`);
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The whole of a body. @throws TooLong, having read no more than that */
async function readLimited({ body }: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels what is left of the body.
  for await (const piece of body ?? []) {
    bytes += piece.byteLength;
    if (bytes > maxBytes) throw new TooLong(maxBytes);
    pieces.push(piece);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
