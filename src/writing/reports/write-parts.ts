import type { ReportProgress } from "../../contract/events.js";
import type { Problem } from "../../contract/problem.js";
import type { ReportWriting } from "../../contract/report.js";
import type { PromptMessage, WrittenReason, WrittenSentence } from "../../contract/written.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { Library } from "../../search/library.js";
import type { CitationBook } from "../citation-book.js";
import { type Allowance, givenOf } from "../material.js";
import { promptOf } from "../prompt.js";
import { isOfWriter, problemOf, Writing, wasUnreached } from "../write-answer.js";
import type { Writer } from "../writer.js";
import type { DraftPart } from "./draft.js";

/** Two or three are asked for of a part: a model that goes on and on has the time of the others. */
const MAX_SENTENCES = 8;

export interface PartsWriting {
  readonly library: Library;
  readonly book: CitationBook;
  /** The writer, opened when it is needed. @throws FootnoteError writer_… */
  readonly writer: () => Promise<Writer>;
  /** What it may be given of each part. */
  readonly may: Allowance;
  /** How long the writing may take, of all parts together. */
  readonly seconds: number;
  /** Whether to give back what was sent [false]. */
  readonly showPrompt?: boolean | undefined;
  /** Whether to make the prompts and send nothing [false]. */
  readonly unsent?: boolean | undefined;
  readonly onEvent?: ((event: ReportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Has a model write of each part by itself, one after another. Where it fails, those before keep what was written of
 * them, and no other is tried.
 * @param take told what was written of a part, by its number, proven or not
 * @throws the reason of the signal; FootnoteError model_failed
 */
export async function writeParts(
  parts: readonly DraftPart[],
  writing: PartsWriting,
  take: (at: number, sentences: readonly WrittenSentence[]) => void,
): Promise<ReportWriting> {
  const { may, seconds, showPrompt, signal, unsent } = writing;
  const asked = parts.flatMap(({ prompt }, at) => {
    const material = prompt ? givenOf(prompt.material, may) : [];
    return prompt && material.length > 0 ? [{ at, material, messages: promptOf({ ...prompt, material }) }] : [];
  });
  const started = performance.now();
  const deadline = new Deadline(seconds, signal);
  const prompts: PromptMessage[] = [];
  let writer: Writer | null = null;
  let model: string | null = null;
  let problem: Problem | null = null;
  let sent = 0;
  let lastSent = 0;
  const leftOut: WrittenReason[] = [];
  const tokens: { prompt: number | null; completion: number | null } = { prompt: null, completion: null };
  try {
    for (const { at, material, messages } of asked) {
      prompts.push(...messages);
      if (unsent) continue;
      writer ??= await writing.writer();
      deadline.server = writer.host;
      model ??= await writer.model(deadline.signal);
      writing.onEvent?.({ event: "report.section", data: { at } });
      const { sentences, run } = writingOf(material, writing, deadline.signal);
      lastSent = material.length;
      sent += lastSent;
      try {
        const used = await run(writer, messages);
        tokens.prompt = plus(tokens.prompt, used.prompt);
        tokens.completion = plus(tokens.completion, used.completion);
      } finally {
        leftOut.push(...sentences.flatMap(({ verdict, reason }) => (verdict === "left_out" && reason) || []));
        take(at, sentences);
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FootnoteError) || !isOfWriter(error)) throw error;
    problem = problemOf(error);
    if (wasUnreached(problem)) sent -= lastSent;
  } finally {
    deadline.end();
  }
  const unwritten = asked.length === 0 ? "refused" : unsent ? "unsent" : "written";
  return {
    status: problem ? "failed" : unwritten,
    host: writer?.host ?? null,
    model,
    sentences_sent: sent,
    tokens,
    ms: Math.round(performance.now() - started),
    problem,
    left_out: leftOut.length,
    left_out_reasons: leftOut,
    ...((showPrompt || unsent) && { prompt: prompts }),
  };
}

function writingOf(
  material: ReturnType<typeof givenOf>,
  { library, book, onEvent }: PartsWriting,
  signal: AbortSignal,
) {
  const writing = new Writing(material, book, {
    library,
    maxSentences: MAX_SENTENCES,
    signal,
    onEvent: (event) => {
      if (event.event === "written.delta" || event.event === "written.sentence") onEvent?.(event);
    },
  });
  return { sentences: writing.sentences, run: writing.run.bind(writing) };
}

function plus(sum: number | null, more: number | null): number | null {
  return more === null ? sum : (sum ?? 0) + more;
}

/** Ends the writing of all sections when its time is over, or when whoever asked has left. */
class Deadline {
  readonly signal: AbortSignal;
  server = "the model's server";
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(seconds: number, left: AbortSignal | undefined) {
    this.signal = AbortSignal.any([this.#over.signal, ...(left ? [left] : [])]);
    this.#timer = setTimeout(() => {
      this.#over.abort(new FootnoteError("writer_timeout", { server: this.server, seconds }));
    }, seconds * 1000);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
