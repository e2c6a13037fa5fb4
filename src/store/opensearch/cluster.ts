import type { Client, errors as ClientErrors } from "@opensearch-project/opensearch";
import { FootnoteError } from "../../core/errors/errors.js";
import { assertWhole, PartialAnswer, type Patience, patiently, READING, WRITING } from "./patience.js";

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
/** For how long a new index is waited for to have its copies on other nodes; it is written to without them then. */
const COPIES_WITHIN = "20s";

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

  /**
   * An answer of all shards that were asked, or none.
   * @param patience with what fails for now [that of a question]
   * @throws FootnoteError store_unreachable, store_refused
   */
  async request<T>(call: Call, patience = READING): Promise<T> {
    try {
      return await this.#make(patience, async (client) => {
        const { body } = await call(client);
        assertWhole(body);
        return body as T;
      });
    } catch (error) {
      throw await this.#named(error);
    }
  }

  /** As `request`; `null` for what isn't there. */
  async find<T>(call: Call, patience = READING): Promise<T | null> {
    try {
      return await this.#make(patience, async (client) => (await call(client)).body as T);
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return null;
      throw await this.#named(error);
    }
  }

  /**
   * Makes an index, which may be there already: the answer to a first attempt may have been lost. What is written to it
   * from then on outlives the loss of a node, where there is more than one.
   * @throws FootnoteError store_unreachable, store_refused
   */
  async makeIndex(index: string, body: object): Promise<void> {
    try {
      await this.#make(WRITING, (client) =>
        client.indices.create({
          index,
          body: body as never,
          wait_for_active_shards: "all",
          timeout: COPIES_WITHIN,
        }),
      );
    } catch (error) {
      const { body: told } = Object(error) as { body?: { error?: { type?: string } } };
      if (told?.error?.type !== "resource_already_exists_exception") throw await this.#named(error);
    }
  }

  async close(): Promise<void> {
    await (await this.#client)?.close();
  }

  async #make<T>(patience: Patience, call: (client: Client) => PromiseLike<T>): Promise<T> {
    const client = await this.#connect();
    return patiently(async () => call(client), patience);
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
    if (error instanceof PartialAnswer) return this.#unreachable(error.message, error);
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
