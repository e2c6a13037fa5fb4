import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { FootnoteError } from "../core/errors/errors.js";
import { type AppDependencies, createApp } from "./app.js";
import { Connections } from "./http/connections.js";
import { EarlyFailures } from "./http/early-failures.js";
import { IndexJobs } from "./index-jobs.js";
import { DEFAULT_LIMITS } from "./limits/work-queue.js";
import { loopbackHosts } from "./middleware/host-guard.js";
import { Metrics } from "./observe/metrics.js";

export interface ServeOptions extends Omit<AppDependencies, "allowedHosts" | "closing" | "jobs" | "metrics"> {
  /** Name or address to listen on; beyond this machine it needs `tokens` [127.0.0.1]. */
  readonly host?: string;
  /** 0 takes a free one [0]. */
  readonly port?: number;
  /** Values of the Host header to serve besides the address itself, as the public name behind a proxy [none]. */
  readonly allowedHosts?: readonly string[];
  /** How long a client may keep a connection waiting [`TIMEOUTS`]. */
  readonly timeouts?: Partial<Timeouts>;
}

export interface Timeouts {
  /** Milliseconds for sending the headers of a request, and all of it. The answer may take longer. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often connections are held against these two. */
  readonly checkMs: number;
  /** How long nothing may move on a connection, beyond the time that the work of its request may take. */
  readonly silenceMs: number;
}

export interface RunningServer {
  /** `http://127.0.0.1:8080`, without a slash at its end. */
  readonly url: string;
  /**
   * Takes no more requests, cancels a running index job, and resolves when the running requests are answered, or are
   * cut off after 10 s.
   */
  close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];
const CLOSE_GRACE_MS = 10_000;
const TIMEOUTS: Timeouts = { headersMs: 10_000, requestMs: 30_000, checkMs: 2_000, silenceMs: 30_000 };
const MAX_CONNECTIONS = 2_000;

/**
 * Serves an assistant, which stays the caller's to close.
 * @throws host_not_loopback, port_taken, port_unavailable
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { host = "127.0.0.1", port: wantedPort = 0, allowedHosts = [], tokens, log = () => {} } = options;
  const { assistant, limits = DEFAULT_LIMITS, requestLog = () => {} } = options;
  const address = host.replace(/^\[(.*)\]$/, "$1");
  if (!LOOPBACK.includes(address) && !tokens) throw new FootnoteError("host_not_loopback", { host });

  const { headersMs, requestMs, checkMs, silenceMs } = { ...TIMEOUTS, ...options.timeouts };
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    // The app's own refusal says why.
    requireHostHeader: false,
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(limits.seconds * 1000 + silenceMs);
  const connections = new Connections(server);
  const port = await listen(server, address, wantedPort);
  const name = address.includes(":") ? `[${address}]` : address;
  const jobs = new IndexJobs(assistant, log);
  const metrics = new Metrics(assistant);
  const closing = new AbortController();
  const app = createApp({
    ...options,
    allowedHosts: [...loopbackHosts(port), `${name}:${port}`, ...allowedHosts],
    jobs,
    metrics,
    closing: closing.signal,
  });
  const early = new EarlyFailures({ metrics, requestLog, log });
  server.on("request", (incoming, outgoing) =>
    getRequestListener(app.fetch, {
      // The process has other users of Request and Response.
      overrideGlobalObjects: false,
      errorHandler: (error) => early.reply(error, incoming),
    })(incoming, outgoing),
  );
  // An expectation that nobody knows may be passed over; Node would refuse it without a word.
  server.on("checkExpectation", (incoming, outgoing) => server.emit("request", incoming, outgoing));
  server.on("clientError", (error, stream) => {
    const socket = stream as Socket;
    early.hangUp(error, socket, connections.isReplying(socket));
  });
  let closed: Promise<void> | undefined;
  return {
    url: `http://${name}:${port}`,
    close: () => {
      closing.abort();
      closed ??= close(server, connections, jobs);
      return closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen({ host, port });
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw new FootnoteError("port_taken", { host, port }, { cause });
    throw new FootnoteError("port_unavailable", { host, port, problem: code ?? message }, { cause });
  }
}

async function close(server: Server, connections: Connections, jobs: IndexJobs): Promise<void> {
  const closed = once(server, "close");
  server.close();
  connections.closeWhenIdle();
  const grace = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await Promise.all([closed, jobs.close()]);
  clearTimeout(grace);
}
