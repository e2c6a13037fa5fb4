import { setTimeout as delay } from "node:timers/promises";
import type OpenAI from "openai";
import { FootnoteError } from "../core/errors/errors.js";
import { boundedFetch } from "./bounded-fetch.js";
import type { Writer, WriterPiece, WriterRequest } from "./writer.js";
import type { WriterAddress } from "./writer-address.js";
import { writerFailure } from "./writer-failure.js";

export interface WriterLimits {
  /** Until the first word: the server may have to load its model, and has to read the prompt [60,000, or half of all]. */
  readonly firstMs: number;
  /** Between two pieces [20,000]. */
  readonly nextMs: number;
  /** All of it [120,000]. */
  readonly totalMs: number;
  /** Before the one retry [500]. */
  readonly retryMs: number;
}

const LIMITS: WriterLimits = { firstMs: 60_000, nextMs: 20_000, totalMs: 120_000, retryMs: 500 };
/** Words enough for an answer over forty passages. */
const MAX_TOKENS = 1200;

interface WriterOptions {
  readonly address: WriterAddress;
  /** [the first that the server lists] */
  readonly model: string;
  /** [none: empty] */
  readonly key: string;
  readonly limits?: Partial<WriterLimits> | undefined;
}

/** A model behind an OpenAI-compatible server. The client is loaded, and a connection opened, with the first call. */
export class OpenAiWriter implements Writer {
  readonly host: string;
  readonly #options: WriterOptions;
  readonly #limits: WriterLimits;
  #client: Promise<{ client: OpenAI; errors: typeof OpenAI }> | null = null;
  #model: string;

  /** @throws FootnoteError writer_key_exposed */
  constructor(options: WriterOptions) {
    const { address, key, model, limits } = options;
    if (key !== "" && address.base.startsWith("http:") && !address.isLoopback) {
      throw new FootnoteError("writer_key_exposed", { server: address.base });
    }
    this.host = address.host;
    this.#options = options;
    this.#model = model;
    // Who gives the whole more time gives it to the first word, too: on a small machine that is where it goes.
    const firstMs = Math.max(LIMITS.firstMs, (limits?.totalMs ?? LIMITS.totalMs) / 2);
    this.#limits = { ...LIMITS, firstMs, ...limits };
  }

  async model(signal?: AbortSignal): Promise<string> {
    if (this.#model !== "") return this.#model;
    const [first] = await this.models(signal);
    if (first === undefined) {
      const server = this.#options.address.base;
      throw new FootnoteError("writer_reply_unknown", { server, problem: "it lists no model" });
    }
    this.#model = first;
    return first;
  }

  async models(signal?: AbortSignal): Promise<readonly string[]> {
    return this.#call(signal, this.#limits.nextMs, async ({ client }, ended) => {
      const { data } = await client.models.list({ signal: ended });
      if (!Array.isArray(data)) throw new SyntaxError("no list");
      return data.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
    });
  }

  async *write(request: WriterRequest): AsyncGenerator<WriterPiece, void> {
    const model = await this.model(request.signal);
    const ending = new AbortController();
    const { firstMs, nextMs, totalMs } = this.#limits;
    const total = setTimeout(() => ending.abort(this.#timeout(totalMs)), totalMs);
    const watch = new Watch((ms) => ending.abort(this.#timeout(ms)));
    const signal = AbortSignal.any([ending.signal, ...(request.signal ? [request.signal] : [])]);
    try {
      watch.expect(Math.min(firstMs, totalMs));
      for await (const piece of this.#stream(model, request, signal)) {
        watch.expect(nextMs);
        yield piece;
      }
      signal.throwIfAborted();
    } catch (error) {
      request.signal?.throwIfAborted();
      if (ending.signal.aborted) throw ending.signal.reason;
      throw await this.#named(error);
    } finally {
      clearTimeout(total);
      watch.end();
      ending.abort();
    }
  }

  /** A failure before the first piece that may pass is tried once more. */
  async *#stream(model: string, request: WriterRequest, signal: AbortSignal): AsyncGenerator<WriterPiece, void> {
    let hasBegun = false;
    for (let tries = 0; ; tries++) {
      try {
        for await (const piece of this.#pieces(model, request, signal)) {
          hasBegun = true;
          yield piece;
        }
        return;
      } catch (error) {
        const failure = await this.#named(error);
        if (hasBegun || tries > 0 || signal.aborted || !MAY_PASS.includes(failure.code)) throw failure;
        await delay(this.#limits.retryMs, undefined, { signal });
      }
    }
  }

  async *#pieces(model: string, { messages }: WriterRequest, signal: AbortSignal): AsyncGenerator<WriterPiece, void> {
    const { client } = await this.#open();
    const stream = await client.chat.completions.create(
      {
        model,
        messages: messages.map(({ role, content }) => ({ role, content })),
        stream: true,
        stream_options: { include_usage: true },
        temperature: 0,
        max_tokens: MAX_TOKENS,
      },
      { signal },
    );
    let isComplete = false;
    for await (const chunk of stream) {
      const { choices, usage } = Object(chunk) as Partial<typeof chunk>;
      const [choice] = Array.isArray(choices) ? choices : [];
      const text = choice?.delta?.content;
      if (typeof text === "string" && text !== "") yield { kind: "text", text };
      if (choice?.finish_reason) isComplete = true;
      if (usage) {
        isComplete = true;
        yield { kind: "usage", prompt: usage.prompt_tokens ?? null, completion: usage.completion_tokens ?? null };
      }
    }
    signal.throwIfAborted();
    const server = this.#options.address.base;
    if (!isComplete) throw new FootnoteError("writer_cut_off", { server });
  }

  async #call<T>(
    signal: AbortSignal | undefined,
    ms: number,
    call: (opened: { client: OpenAI; errors: typeof OpenAI }, ended: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(ms);
    try {
      return await call(await this.#open(), AbortSignal.any([timeout, ...(signal ? [signal] : [])]));
    } catch (error) {
      signal?.throwIfAborted();
      throw timeout.aborted ? this.#timeout(ms) : await this.#named(error);
    }
  }

  #timeout(ms: number): FootnoteError {
    return new FootnoteError("writer_timeout", { server: this.#options.address.base, seconds: Math.ceil(ms / 1000) });
  }

  async #named(error: unknown): Promise<FootnoteError> {
    const { errors } = await this.#open();
    const { address, key } = this.#options;
    return writerFailure(error, { server: address.base, model: this.#model, key }, errors);
  }

  #open(): Promise<{ client: OpenAI; errors: typeof OpenAI }> {
    this.#client ??= import("openai").then(({ default: Client }) => {
      const { address, key } = this.#options;
      // Whatever isn't given is read from the environment, which is not asked for here.
      const client = new Client({
        baseURL: address.base,
        apiKey: key === "" ? "none" : key,
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        logLevel: "off",
        maxRetries: 0,
        fetch: boundedFetch(address, key),
      });
      return { client, errors: Client };
    });
    return this.#client;
  }
}

/** What may go better the next time. */
const MAY_PASS: readonly string[] = ["writer_unreachable", "writer_cut_off", "writer_failed"];

/** A timer that is set anew with every sign of life. */
class Watch {
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly onSilence: (ms: number) => void) {}

  expect(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.onSilence(ms), ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
