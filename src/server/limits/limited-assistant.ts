import type { Assistant } from "../../assistant/assistant.js";
import type { Timings } from "../../contract/answer.js";
import type { WorkQueue } from "./work-queue.js";
import { writeInTurn } from "./write-in-turn.js";

/**
 * An assistant whose calls take turns: whoever asks, by whichever route, the server works on no more than its queue
 * allows. `sync` takes no turn: it is long, and the index's lock lets one run at a time.
 */
export class LimitedAssistant implements Assistant {
  /**
   * @param waitMs how long a turn to write is waited for
   * @param onTimings told how many milliseconds the stages of each answer took
   */
  constructor(
    private readonly inner: Assistant,
    private readonly work: WorkQueue,
    private readonly writes: WorkQueue,
    private readonly waitMs: number,
    private readonly onTimings: (timings: Timings) => void,
  ) {}

  async ask(...[request, signal, ...rest]: Parameters<Assistant["ask"]>): ReturnType<Assistant["ask"]> {
    const answer = await this.work.run((stop) => this.inner.ask(request, stop, ...rest), signal);
    this.onTimings(answer.timings_ms);
    return answer;
  }

  async write(...[request, options = {}]: Parameters<Assistant["write"]>): ReturnType<Assistant["write"]> {
    const { work, writes, waitMs } = this;
    const answer = await writeInTurn(this.inner, { work, writes, waitMs }, request, options);
    this.onTimings(answer.timings_ms);
    return answer;
  }

  /** What a model writes takes the turns of writing, what is quoted alone those of all other calls. */
  report(...[request, options = {}]: Parameters<Assistant["report"]>): ReturnType<Assistant["report"]> {
    const turns = request.write ? this.writes : this.work;
    return turns.run((signal) => this.inner.report(request, { ...options, signal }), options.signal);
  }

  search(...[request, signal, ...rest]: Parameters<Assistant["search"]>): ReturnType<Assistant["search"]> {
    return this.work.run((stop) => this.inner.search(request, stop, ...rest), signal);
  }

  async verify(...[request, signal, ...rest]: Parameters<Assistant["verify"]>): ReturnType<Assistant["verify"]> {
    const verification = await this.work.run((stop) => this.inner.verify(request, stop, ...rest), signal);
    this.onTimings(verification.timings_ms);
    return verification;
  }

  documents(...given: Parameters<Assistant["documents"]>): ReturnType<Assistant["documents"]> {
    return this.work.run(() => this.inner.documents(...given));
  }

  document(...given: Parameters<Assistant["document"]>): ReturnType<Assistant["document"]> {
    return this.work.run(() => this.inner.document(...given));
  }

  text(...given: Parameters<Assistant["text"]>): ReturnType<Assistant["text"]> {
    return this.work.run(() => this.inner.text(...given));
  }

  page(...given: Parameters<Assistant["page"]>): ReturnType<Assistant["page"]> {
    return this.work.run(() => this.inner.page(...given));
  }

  original(...given: Parameters<Assistant["original"]>): ReturnType<Assistant["original"]> {
    return this.work.run(() => this.inner.original(...given));
  }

  passage(...given: Parameters<Assistant["passage"]>): ReturnType<Assistant["passage"]> {
    return this.work.run(() => this.inner.passage(...given));
  }

  passageAt(...given: Parameters<Assistant["passageAt"]>): ReturnType<Assistant["passageAt"]> {
    return this.work.run(() => this.inner.passageAt(...given));
  }

  status(): ReturnType<Assistant["status"]> {
    return this.work.run(() => this.inner.status());
  }

  sync(...given: Parameters<Assistant["sync"]>): ReturnType<Assistant["sync"]> {
    return this.inner.sync(...given);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
