import { setTimeout as sleep } from "node:timers/promises";
import { FootnoteError } from "../../core/errors/errors.js";
import type { Cluster } from "./cluster.js";
import { WRITING } from "./patience.js";

/** What is gathered before it is sent. */
const FLUSH_BYTES = 4 * 2 ** 20;
/** What a node that is busy refuses is sent again after so long, twice as long each time. */
const FIRST_WAIT_MS = 200;
const ATTEMPTS = 9;

interface Entry {
  readonly index: string;
  readonly id: string;
  /** JSON on one line. */
  readonly source: string;
}

interface BulkResponse {
  readonly errors: boolean;
  readonly items: readonly {
    readonly index: { readonly status: number; readonly error?: { readonly reason?: string } };
  }[];
}

/**
 * Writes documents to a cluster in order, as fast as it takes them. Each has an id: what is sent again, because its
 * answer was lost with a node, is written over itself.
 */
export class Bulk {
  #pending: Entry[] = [];
  #bytes = 0;

  constructor(private readonly cluster: Cluster) {}

  /** @throws FootnoteError store_unreachable, store_refused */
  async add(index: string, id: string, source: object): Promise<void> {
    const entry = { index, id, source: JSON.stringify(source) };
    this.#pending.push(entry);
    this.#bytes += entry.source.length;
    if (this.#bytes >= FLUSH_BYTES) await this.flush();
  }

  /** Sends what has gathered. @throws FootnoteError store_unreachable, store_refused */
  async flush(): Promise<void> {
    let left = this.#pending;
    this.#pending = [];
    this.#bytes = 0;
    for (let attempt = 1; left.length > 0; attempt++) {
      left = await this.#send(left, attempt === ATTEMPTS);
      if (left.length > 0) await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }

  /** @returns what was refused for now */
  async #send(entries: readonly Entry[], isLast: boolean): Promise<Entry[]> {
    const lines = entries.flatMap(({ index, id, source }) => [
      JSON.stringify({ index: { _index: index, _id: id } }),
      source,
    ]);
    const { errors, items } = await this.cluster.request<BulkResponse>(
      (client) =>
        // Lines as they are: the client takes them too, though its types don't say so.
        client.bulk({ body: lines as never }),
      WRITING,
    );
    if (!errors) return [];
    return entries.filter((_, at) => {
      const { status, error } = items[at]!.index;
      if (status < 300) return false;
      if ((status === 429 || status >= 500) && !isLast) return true;
      throw new FootnoteError("store_refused", {
        url: this.cluster.name,
        problem: `${status}: ${error?.reason ?? "no reason"}`,
      });
    });
  }
}
