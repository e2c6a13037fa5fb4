import type { Assistant, WriteOptions, WriteRequest } from "../../assistant/assistant.js";
import type { Answer, Citation, Written } from "../../contract/answer.js";
import type { WriteEvent } from "../../contract/events.js";
import type { WrittenSentence } from "../../contract/written.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { toProblem } from "../http/problem.js";
import { TryLater, type WorkQueue } from "./work-queue.js";

interface Turns {
  readonly work: WorkQueue;
  readonly writes: WorkQueue;
  /** How long a turn is waited for. */
  readonly waitMs: number;
}

/**
 * Writing takes turns of its own: it is long, and mostly waits for the model. Who has to wait for one has the quoted
 * answer meanwhile, and keeps it where none comes.
 */
export async function writeInTurn(
  assistant: Assistant,
  { work, writes, waitMs }: Turns,
  request: WriteRequest,
  { onEvent, signal }: WriteOptions,
): Promise<Answer> {
  const heard = new Heard(onEvent);
  const waiting = new AbortController();
  const caller = AbortSignal.any([waiting.signal, ...(signal ? [signal] : [])]);
  const write = (stop: AbortSignal) => assistant.write(request, { onEvent: (event) => heard.add(event), signal: stop });
  let timer: NodeJS.Timeout | undefined;
  try {
    if (writes.isBusy) {
      const quoted = await work.run((stop) => assistant.ask(request, stop), signal);
      // No model is asked then.
      if (quoted.citations.length === 0) return await work.run(write, signal);
      heard.add({ event: "answer.quoted", data: quoted });
      timer = setTimeout(() => waiting.abort(new TryLater("server_busy")), waitMs);
    }
    const answer = await writes.run((stop) => {
      clearTimeout(timer);
      return write(stop);
    }, caller);
    return answer.written ? { ...answer, written: forOthers(answer.written) } : answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FootnoteError) || !isOfTurns(error)) throw error;
    return heard.end(error);
  } finally {
    clearTimeout(timer);
  }
}

function isOfTurns({ code }: FootnoteError): boolean {
  return code === "server_busy" || code === "request_timed_out";
}

/** What was told of an answer so far. */
class Heard {
  readonly #sentences: WrittenSentence[] = [];
  readonly #citations: Citation[] = [];
  #quoted: Answer | null = null;

  constructor(private readonly onEvent: WriteOptions["onEvent"]) {}

  add(event: WriteEvent): void {
    if (event.event === "answer.quoted") {
      if (this.#quoted) return;
      this.#quoted = event.data;
    }
    if (event.event === "written.sentence") {
      this.#sentences.push(event.data.sentence);
      this.#citations.push(...event.data.citations);
    }
    this.onEvent?.(event.event === "written.done" ? { ...event, data: forOthers(event.data) } : event);
  }

  /** The answer as far as it came. @throws the failure, where nothing came */
  end(failure: FootnoteError): Answer {
    if (!this.#quoted) throw failure;
    const written: Written = {
      status: "failed",
      sentences: this.#sentences,
      citations: this.#citations,
      host: null,
      model: null,
      sentences_sent: 0,
      tokens: { prompt: null, completion: null },
      ms: 0,
      // There is no header to wait by.
      problem: { ...toProblem(failure), hint: "Try again in a while: the model has other answers to write." },
    };
    this.onEvent?.({ event: "written.done", data: written });
    return { ...this.#quoted, written };
  }
}

/** A wrong setting is told with its value, which may be a path of this machine. */
function forOthers(written: Written): Written {
  const { problem } = written;
  if (problem?.code !== "setting_invalid") return written;
  const { outside: detail } = new FootnoteError("setting_invalid", { setting: "", source: "", problem: "" });
  return {
    ...written,
    problem: { ...problem, detail, hint: "Whoever runs the server finds it with `footnote doctor`." },
  };
}
