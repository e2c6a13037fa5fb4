import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Client, ClientOptions } from "@opensearch-project/opensearch";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { readSecret } from "../disk/secret-file.js";
import type { Asked, Told } from "./cluster-failure.js";
import { assertWhole, type Patience, patiently, READING, WRITING } from "./patience.js";

/** Where a cluster is, and who asks. */
export interface ClusterAddress {
  /** URLs of nodes, `https://host:9200`; each may hold a name and a password. */
  readonly nodes: readonly string[];
  /** What the names of its indices begin with. */
  readonly prefix: string;
  /** Who asks, where the URLs don't say it [nobody]. */
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Absolute path of the file that holds the password instead, for its owner alone. */
  readonly passwordFile?: string | undefined;
  /** Absolute path of the certificate of the authority that signed those of the nodes, PEM [those that Node trusts]. */
  readonly authorityFile?: string | undefined;
  /** Whether no connection may be opened, not even on this machine [false]. */
  readonly offline?: boolean | undefined;
}

/** Milliseconds that a request may take. */
const REQUEST_MS = 30_000;
/** For how long a new index is waited for to have its copies on other nodes; it is written to without them then. */
const COPIES_WITHIN = "20s";

const CERTIFICATES = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/gu;

/** What a request gives back is what our own indices hold, which the client's types can't know. */
type Call = (client: Client) => PromiseLike<{ readonly body: unknown }>;

/** Requests to a cluster, whose failures name it. */
export class Cluster {
  readonly prefix: string;
  /** For people: without passwords. */
  readonly name: string;
  #client: Promise<Client> | null = null;
  #hasAnswered = false;

  constructor(private readonly address: ClusterAddress) {
    this.prefix = address.prefix;
    this.name = address.nodes.map((node) => withoutPassword(node)).join(", ");
  }

  get #asked(): Asked {
    return { name: this.name, user: this.address.user ?? "", hasAnswered: this.#hasAnswered };
  }

  /** As people know the index in it. */
  get place(): string {
    return `${this.name} (${this.prefix})`;
  }

  /**
   * An answer of all shards that were asked, or none.
   * @param patience with what fails for now [that of a question]
   * @throws FootnoteError store_unreachable, store_untrusted, store_login, store_forbidden, store_refused, store_offline,
   * setting_invalid
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
  find<T>(call: Call, patience = READING): Promise<T | null> {
    return this.#unless<T>(404, call, patience);
  }

  /** As `request`, for a change that holds on a condition; `null` where that doesn't hold, and nothing has changed. */
  unlessChanged<T>(call: Call, patience = READING): Promise<T | null> {
    return this.#unless<T>(409, call, patience);
  }

  /** `null` for an answer of that status. */
  async #unless<T>(status: number, call: Call, patience: Patience): Promise<T | null> {
    try {
      return await this.#make(patience, async (client) => (await call(client)).body as T);
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === status) return null;
      throw await this.#named(error);
    }
  }

  /**
   * Makes an index, which may be there already: the answer to a first attempt may have been lost. What is written to it
   * from then on outlives the loss of a node, where there is more than one.
   * @throws FootnoteError as `request`
   */
  async makeIndex(index: string, body: object): Promise<void> {
    try {
      await this.#make(WRITING, async (client) => {
        await client.indices.create({
          index,
          body: body as never,
          wait_for_active_shards: "all",
          timeout: COPIES_WITHIN,
        });
      });
    } catch (error) {
      const { body: told } = Object(error) as { body?: { error?: { type?: string } } };
      if (told?.error?.type !== "resource_already_exists_exception") throw await this.#named(error);
    }
  }

  /**
   * Whether each part of some indices is on a node that runs. Copies are waited for: an index whose making was broken
   * off by the loss of a node may have none, and what had no copy there is gone with it.
   */
  async areWhole(indices: readonly string[]): Promise<boolean> {
    const health = await this.find<{ readonly status: string }>(
      (client) =>
        client.cluster.health(
          { index: [...indices], wait_for_status: "green", timeout: COPIES_WITHIN },
          // What a wait that was too short ends with.
          { ignore: [408] },
        ),
      WRITING,
    );
    return health !== null && health.status !== "red";
  }

  async close(): Promise<void> {
    const connecting = this.#client;
    this.#client = null;
    await (await connecting?.catch(() => null))?.close();
  }

  async #make<T>(patience: Patience, call: (client: Client) => PromiseLike<T>): Promise<T> {
    const client = await this.#connect();
    // One that has never answered is more likely to be wrongly named, or not trusted, than to come back.
    const { busyMs, awayMs } = patience;
    return patiently(async () => call(client), { busyMs, awayMs: this.#hasAnswered ? awayMs : 0 });
  }

  /** What it says of a part of a request that it did not do. */
  async refusal(status: number, told: Told): Promise<FootnoteError> {
    const { refusal } = await import("./cluster-failure.js");
    return refusal(status, told, this.#asked);
  }

  /** Loaded with the first request: most commands ask no cluster. */
  #connect(): Promise<Client> {
    if (this.#client) return this.#client;
    const connecting = this.#open();
    // A file that is mended is read by the next request.
    connecting.catch(() => {
      this.#client = null;
    });
    this.#client = connecting;
    return connecting;
  }

  async #open(): Promise<Client> {
    const { nodes, user = "", password = "", passwordFile, authorityFile, offline = false } = this.address;
    if (offline) throw new FootnoteError("store_offline", { url: this.name });
    const [{ openClient }, secret, authority] = await Promise.all([
      import("./cluster-client.js"),
      passwordFile === undefined ? password : readSecret(passwordFile, "opensearchPasswordFile"),
      authorityFile === undefined ? null : readAuthority(authorityFile),
    ]);
    const options: ClientOptions = {
      nodes: [...nodes],
      requestTimeout: REQUEST_MS,
      // `patiently` makes requests again.
      maxRetries: 0,
      // Said outright: NODE_TLS_REJECT_UNAUTHORIZED would switch it off without a word.
      ssl: { rejectUnauthorized: true, ...(authority !== null && { ca: authority }) },
    };
    return openClient(user === "" ? options : { ...options, auth: { username: user, password: secret } }, () => {
      this.#hasAnswered = true;
    });
  }

  async #named(error: unknown): Promise<unknown> {
    const { clusterFailure } = await import("./cluster-failure.js");
    return clusterFailure(error, this.#asked);
  }
}

/** @throws FootnoteError setting_invalid */
async function readAuthority(path: string): Promise<string> {
  const invalid = (problem: string, cause?: unknown) =>
    new FootnoteError("setting_invalid", { setting: "opensearchCaFile", source: path, problem }, { cause });
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw invalid(problemOf(error), error);
  }
  // A file without one would leave Node with nobody to trust, and say so of the cluster.
  const certificates = text.match(CERTIFICATES) ?? [];
  if (certificates.length === 0) throw invalid("it holds no certificate (PEM)");
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch (error) {
    throw invalid("it holds what is no certificate (PEM)", error);
  }
  return text;
}

function withoutPassword(node: string): string {
  if (!URL.canParse(node)) return node;
  const url = new URL(node);
  return `${url.protocol}//${url.host}`;
}

/** Where a document stands among its changes: what a change has to find as it was. */
export interface Version {
  readonly _seq_no: number;
  readonly _primary_term: number;
}

/** Makes a change hold on a document being as it was. */
export function conditionsOf({ _seq_no, _primary_term }: Version) {
  return { if_seq_no: _seq_no, if_primary_term: _primary_term };
}
