import { Gauge, type Registry } from "prom-client";
import type { Assistant } from "../../assistant/assistant.js";

/** What Prometheus is told of the index. */
export class IndexGauges {
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
