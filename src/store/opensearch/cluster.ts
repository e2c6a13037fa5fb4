import type { Client, errors as ClientErrors } from "@opensearch-project/opensearch";
import { FootnoteError } from "../../core/errors/errors.js";

/** Where a cluster is, and who asks. */
export interface ClusterAddress {
  /** URLs of nodes, `https://host:9200`; each may hold a name and a password. */
  readonly nodes: readonly string[];
  /** What the names of its indices begin with. */
  readonly prefix: string;
  /** PEM of the authority that signed the nodes' certificates [those that the system trusts]. */
  readonly authority?: string | undefined;
}

/** Milliseconds that a request may take, and how often it is made again, at another node where there is one. */
const REQUEST_MS = 30_000;
const RETRIES = 4;

/** What a request gives back is what our own indices hold, which the client's types can't know. */
type Call = (client: Client) => PromiseLike<{ readonly body: unknown }>;

/** Requests to a cluster, whose failures name it. */
export class Cluster {
  readonly prefix: string;
  /** For people: without passwords. */
  readonly name: string;
  #client: Promise<Client> | null = null;

  constructor(private readonly address: ClusterAddress) {
    this.prefix = address.prefix;
    this.name = address.nodes.map((node) => withoutPassword(node)).join(", ");
  }

  /** @throws FootnoteError store_unreachable, store_refused */
  async request<T>(call: Call): Promise<T> {
    const client = await this.#connect();
    try {
      return (await call(client)).body as T;
    } catch (error) {
      throw await this.#named(error);
    }
  }

  /** As `request`; `null` for what isn't there. */
  async find<T>(call: Call): Promise<T | null> {
    const client = await this.#connect();
    try {
      return (await call(client)).body as T;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return null;
      throw await this.#named(error);
    }
  }

  async close(): Promise<void> {
    await (await this.#client)?.close();
  }

  /** Loaded with the first request: most commands ask no cluster. */
  #connect(): Promise<Client> {
    this.#client ??= import("@opensearch-project/opensearch").then(({ Client }) => {
      const { nodes, authority } = this.address;
      return new Client({
        nodes: [...nodes],
        requestTimeout: REQUEST_MS,
        maxRetries: RETRIES,
        ...(authority !== undefined && { ssl: { ca: authority } }),
      });
    });
    return this.#client;
  }

  async #named(error: unknown): Promise<unknown> {
    const { errors } = await import("@opensearch-project/opensearch");
    if (error instanceof errors.ResponseError) {
      if (error.statusCode === 503 || error.statusCode === 429)
        return this.#unreachable(`it is busy (${error.statusCode})`, error);
      return new FootnoteError("store_refused", { url: this.name, problem: reasonOf(error) }, { cause: error });
    }
    if (error instanceof errors.OpenSearchClientError) return this.#unreachable(error.message || error.name, error);
    return error;
  }

  #unreachable(problem: string, cause: unknown): FootnoteError {
    return new FootnoteError("store_unreachable", { url: this.name, problem }, { cause });
  }
}

function reasonOf(error: InstanceType<typeof ClientErrors.ResponseError>): string {
  const { error: told } = Object(error.body) as { error?: { reason?: string; root_cause?: { reason?: string }[] } };
  return `${error.statusCode}: ${told?.root_cause?.[0]?.reason ?? told?.reason ?? error.message}`;
}

function withoutPassword(node: string): string {
  if (!URL.canParse(node)) return node;
  const url = new URL(node);
  return `${url.protocol}//${url.host}`;
}
