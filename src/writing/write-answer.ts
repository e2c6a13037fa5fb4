import { STATUS_CODES } from "node:http";
import type { Citation, Written } from "../contract/answer.js";
import type { WriteEvent } from "../contract/events.js";
import type { Problem } from "../contract/problem.js";
import type { PromptMessage, WrittenReason, WrittenSentence } from "../contract/written.js";
import { FootnoteError } from "../core/errors/errors.js";
import { HUMAN_PRONOUNS, PLURAL_PRONOUNS, THING_PRONOUNS } from "../language/en/lexicon.js";
import type { Library } from "../search/library.js";
import { CitedChecker } from "../verify/statements/check-cited.js";
import type { Bearing } from "./bearing.js";
import { CitationBook } from "./citation-book.js";
import type { GivenSentence } from "./material.js";
import { promptOf, type WritingTask } from "./prompt.js";
import { type RawSentence, SentenceStream } from "./sentence-stream.js";
import type { Writer } from "./writer.js";

export interface WritingSurroundings {
  readonly library: Library;
  /** What goes on behind so many sentences is not read [60]. */
  readonly maxSentences?: number | undefined;
  /** What its sentences have to bear on [anything]. */
  readonly bearing?: Bearing | undefined;
  readonly onEvent?: ((event: WriteEvent) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface WritingOptions extends WritingSurroundings {
  /** The writer, opened when it is needed. @throws FootnoteError writer_… */
  readonly writer: () => Promise<Writer>;
  /** Whether to give back what was sent [false]. */
  readonly showPrompt?: boolean | undefined;
  /** Whether to make the prompt and send nothing [false]. */
  readonly unsent?: boolean | undefined;
}

/** More than any answer has: what goes on is not read. */
const MAX_SENTENCES = 60;
const NOTHING: Written = {
  status: "refused",
  sentences: [],
  citations: [],
  host: null,
  model: null,
  sentences_sent: 0,
  tokens: { prompt: null, completion: null },
  ms: 0,
  problem: null,
};

/** Where there is nothing to write of: no model is asked. */
export function nothingToWrite({ onEvent }: Pick<WritingOptions, "onEvent">): Written {
  onEvent?.({ event: "written.done", data: NOTHING });
  return NOTHING;
}

/**
 * Has a model write of some sentences, and shows of it what they prove: each sentence as soon as it is complete and
 * checked. What goes wrong with the model is told in the value; what was proven before stays.
 * @throws the reason of the signal; FootnoteError model_failed
 */
export async function writeProven(task: WritingTask, options: WritingOptions): Promise<Written> {
  const { onEvent, showPrompt, signal, unsent } = options;
  if (task.material.length === 0) return nothingToWrite(options);
  const messages = promptOf(task);
  const prompt = showPrompt ? { prompt: messages } : {};
  if (unsent) {
    const written: Written = { ...NOTHING, status: "unsent", prompt: messages };
    onEvent?.({ event: "written.done", data: written });
    return written;
  }
  const started = performance.now();
  const book = new CitationBook("w");
  const writing = new Writing(task.material, book, options);
  let writer: Writer | null = null;
  let model: string | null = null;
  let problem: Problem | null = null;
  let tokens: Written["tokens"] = NOTHING.tokens;
  try {
    writer = await options.writer();
    model = await writer.model(signal);
    const sent = { host: writer.host, model, sentences_sent: task.material.length, ...prompt };
    onEvent?.({ event: "written.sent", data: sent });
    tokens = await writing.run(writer, messages);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FootnoteError) || !isOfWriter(error)) throw error;
    problem = problemOf(error);
  }
  const written: Written = {
    status: problem ? "failed" : "written",
    sentences: writing.sentences,
    citations: book.citations,
    host: writer?.host ?? null,
    model,
    sentences_sent: model === null || wasUnreached(problem) ? 0 : task.material.length,
    tokens,
    ms: Math.round(performance.now() - started),
    problem,
    ...prompt,
  };
  onEvent?.({ event: "written.done", data: written });
  return written;
}

/** Whether it is the model that failed, or how it was set up: then what was quoted and proven stands. */
export function isOfWriter({ code }: FootnoteError): boolean {
  return code.startsWith("writer_") || code === "setting_invalid";
}

/** Whether the model's server was never spoken to: then nothing has left the machine. */
export function wasUnreached(problem: Problem | null): boolean {
  return problem?.code === "writer_unreachable";
}

export function problemOf(error: FootnoteError): Problem {
  const { code, hint, httpStatus, message } = error;
  const title = STATUS_CODES[httpStatus] ?? "";
  return { type: `urn:footnote:problem:${code}`, title, status: httpStatus, detail: message, code, hint };
}

/** One text of a model on its way from its words to what is shown of them. */
export class Writing {
  readonly sentences: WrittenSentence[] = [];
  readonly #checker: CitedChecker;
  readonly #given: ReadonlyMap<string, GivenSentence>;
  readonly #cited = new Set<GivenSentence>();
  readonly #said = new Set<string>();
  /** Which sentence was shown last. */
  #last: GivenSentence | null = null;

  constructor(
    material: readonly GivenSentence[],
    private readonly book: CitationBook,
    private readonly options: WritingSurroundings,
  ) {
    this.#checker = new CitedChecker(options.library);
    this.#given = new Map(material.map((one) => [one.id, one]));
  }

  async run(writer: Writer, messages: readonly PromptMessage[]): Promise<Written["tokens"]> {
    const { onEvent, signal } = this.options;
    const stream = new SentenceStream();
    let tokens: Written["tokens"] = NOTHING.tokens;
    for await (const piece of writer.write({ messages, signal })) {
      if (piece.kind === "usage") {
        tokens = { prompt: piece.prompt, completion: piece.completion };
        continue;
      }
      onEvent?.({ event: "written.delta", data: { text: piece.text, checked: false } });
      for (const raw of stream.add(piece.text)) await this.#take(raw);
      if (this.sentences.length >= (this.options.maxSentences ?? MAX_SENTENCES)) return tokens;
    }
    for (const raw of stream.end()) await this.#take(raw);
    return tokens;
  }

  async #take(raw: RawSentence): Promise<void> {
    const { citations } = this.book;
    const before = citations.length;
    const sentence = await this.#judge(raw);
    this.sentences.push(sentence);
    const { onEvent } = this.options;
    onEvent?.({ event: "written.sentence", data: { sentence, citations: citations.slice(before) } });
  }

  async #judge({ text, ids }: RawSentence): Promise<WrittenSentence> {
    const cited = ids.flatMap((id) => this.#given.get(id) ?? []);
    if (ids.length === 0) return leftOut("uncited");
    if (cited.length < ids.length) return this.#quote(cited[0], "unknown_id");
    const key = text.toLowerCase();
    if (this.#said.has(key)) return leftOut("repeated");
    this.#said.add(key);
    let reason: WrittenReason | null;
    let nearest = cited[0]!;
    let proof: readonly GivenSentence[] = [];
    try {
      const check = await this.#checker.check(text, cited, this.options.signal);
      nearest = cited[check.nearest]!;
      proof = check.proof.map((at) => cited[at]!);
      reason = check.objection ?? (this.#pointsElsewhere(text, nearest) ? "unsaid" : null);
    } catch (error) {
      if (!(error instanceof FootnoteError) || error.code !== "request_invalid") throw error;
      reason = "too_long";
    }
    if (reason !== null) return this.#quote(nearest, reason);
    if (!(await this.#bears(proof, text))) return leftOut("beside");
    this.#last = proof.at(-1)!;
    return { verdict: "proven", text, citations: proof.map((one) => this.#cite(one).id), reason: null };
  }

  /** "It was closed": of what, the sentence before says; it has to be of the same document. */
  #pointsElsewhere(text: string, { source }: GivenSentence): boolean {
    const [first = ""] = text.toLowerCase().match(/\p{L}+/u) ?? [];
    const points = [HUMAN_PRONOUNS, THING_PRONOUNS, PLURAL_PRONOUNS].some((pronouns) => pronouns.has(first));
    return points && this.#last?.source !== source;
  }

  /** What was cited, in the place of what it doesn't say; nothing where it is quoted already. */
  async #quote(given: GivenSentence | undefined, reason: WrittenReason): Promise<WrittenSentence> {
    if (!given || this.#cited.has(given) || !(await this.#bears([given], null))) return leftOut(reason);
    const { id, quote } = this.#cite(given);
    this.#last = given;
    return { verdict: "replaced", text: quote, citations: [id], reason };
  }

  async #bears(cited: readonly GivenSentence[], said: string | null): Promise<boolean> {
    const { bearing, signal } = this.options;
    if (!bearing) return true;
    for (const one of cited) if (await bearing.bears(one, said, signal)) return true;
    return false;
  }

  #cite(given: GivenSentence): Citation {
    this.#cited.add(given);
    return this.book.cite(given);
  }
}

function leftOut(reason: WrittenReason): WrittenSentence {
  return { verdict: "left_out", text: "", citations: [], reason };
}
