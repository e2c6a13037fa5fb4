import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Assistant } from "../../assistant/assistant.js";
import type { Timings } from "../../contract/answer.js";
import type { WorkQueue } from "../limits/work-queue.js";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A reply that is out. */
interface ServedRequest {
  readonly method: string;
  /** As the route was added; `null` where there is none. */
  readonly route: string | null;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus is told. No label takes its value from a client, so their number is bounded. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #stages: Histogram<"stage">;
  readonly #problems: Counter<"code">;
  readonly #index: IndexGauges;

  constructor(assistant: Assistant) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: "footnote_http_request_duration_seconds",
      help: "Time from a request's headers to the last byte of its reply",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    });
    this.#stages = new Histogram({
      name: "footnote_stage_duration_seconds",
      help: "Time of a question's or a verification's stages",
      labelNames: ["stage"],
      buckets: SECONDS,
      registers,
    });
    this.#problems = new Counter({
      name: "footnote_problems_total",
      help: "Replies that were problems, by their code; server_busy and rate_limited are requests that were refused",
      labelNames: ["code"],
      registers,
    });
    this.#index = new IndexGauges(this.#registry, assistant);
  }

  /** Tells of a queue's work, too; of one at most. */
  watch(work: WorkQueue): void {
    const registers = [this.#registry];
    gauge(registers, "footnote_work_running", "Calls that are worked on", () => work.running);
    gauge(registers, "footnote_work_waiting", "Calls that wait for their turn", () => work.waiting);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  served({ method, route, status, seconds }: ServedRequest): void {
    this.#requests.observe({ method, route: route ?? "(none)", status }, seconds);
  }

  refused(code: string): void {
    this.#problems.inc({ code });
  }

  /** Milliseconds of each stage, as an answer tells them. */
  worked(timings: Timings): void {
    for (const [stage, ms] of Object.entries(timings)) this.#stages.observe({ stage }, ms / 1000);
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    await this.#index.read();
    return this.#registry.metrics();
  }
}

function gauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}

/** What Prometheus is told of the index. */
class IndexGauges {
  readonly #up: Gauge;
  readonly #info: Gauge<"generation" | "model">;
  readonly #passages: Gauge;
  readonly #documents: Gauge;
  readonly #skipped: Gauge;
  readonly #stale: Gauge;
  readonly #indexedAt: Gauge;

  constructor(
    registry: Registry,
    private readonly assistant: Assistant,
  ) {
    const registers = [registry];
    const make = (name: string, help: string) => new Gauge({ name: `footnote_index_${name}`, help, registers });
    this.#up = make("up", "1 when the index can be opened");
    this.#passages = make("passages", "Passages of the index");
    this.#documents = make("documents", "Documents of the index");
    this.#skipped = make("skipped_files", "Files that could not be indexed");
    this.#stale = make("stale_files", "Files that have changed since they were indexed");
    this.#indexedAt = make("timestamp_seconds", "When the index was made, in Unix time");
    this.#info = new Gauge({
      name: "footnote_index_info",
      help: "The generation of the index, and its model",
      labelNames: ["generation", "model"],
      registers,
    });
  }

  /** Sets the gauges to the generation that is current; where none can be opened, the others stay as they were. */
  async read(): Promise<void> {
    this.#info.reset();
    const status = await this.assistant.status().catch(() => null);
    this.#up.set(status ? 1 : 0);
    if (!status) return;
    this.#info.set({ generation: status.generation, model: status.model }, 1);
    this.#passages.set(status.passages);
    this.#documents.set(status.documents);
    this.#skipped.set(status.skipped.length);
    this.#stale.set(status.stale?.length ?? 0);
    this.#indexedAt.set(Date.parse(status.indexed_at) / 1000);
  }
}
