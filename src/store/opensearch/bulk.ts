import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.js";
import type { Told } from "./cluster-failure.js";
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
    readonly index: { readonly status: number; readonly error?: Told };
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

  /** @throws FootnoteError as `Cluster.request` */
  async add(index: string, id: string, source: object): Promise<void> {
    const entry = { index, id, source: JSON.stringify(source) };
    this.#pending.push(entry);
    this.#bytes += entry.source.length;
    if (this.#bytes >= FLUSH_BYTES) await this.flush();
  }

  /** Sends what has gathered. @throws FootnoteError as `Cluster.request` */
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
    const answers = items.map(({ index }) => index);
    const isForNow = (status: number) => !isLast && (status === 429 || status >= 500);
    const refused = answers.find(({ status }) => status >= 300 && !isForNow(status));
    if (refused) throw await this.cluster.refusal(refused.status, refused.error ?? {});
    return entries.filter((_, at) => answers[at]!.status >= 300);
  }
}
