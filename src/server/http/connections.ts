import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The request of a new connection may be on its way: how long a closing server waits for it. */
const FIRST_REQUEST_MS = 500;

/**
 * The connections of a server and what runs on them. Node's own `closeIdleConnections` leaves out those that never sent
 * anything, which browsers and fetch open ahead of need: they would hold a closing server open.
 */
export class Connections {
  /** What is being answered on each. */
  readonly #running = new Map<Socket, Set<ServerResponse>>();
  /** Those that have not asked anything yet. */
  readonly #fresh = new Set<Socket>();
  #closing = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#running.set(socket, new Set());
      this.#fresh.add(socket);
      socket.once("close", () => {
        this.#running.delete(socket);
        this.#fresh.delete(socket);
      });
    });
    server.on("request", ({ socket }, response) => {
      this.#fresh.delete(socket);
      this.#running.get(socket)?.add(response);
      response.once("close", () => {
        this.#running.get(socket)?.delete(response);
        if (this.#closing) this.#closeIfIdle(socket);
      });
    });
  }

  /** Whether part of a reply is out, and the rest to come. */
  isReplying(socket: Socket): boolean {
    return [...(this.#running.get(socket) ?? [])].some((response) => response.headersSent);
  }

  /** Hangs up where nothing runs, now and whenever a request is finished; soon, where nothing was asked yet. */
  closeWhenIdle(): void {
    this.#closing = true;
    for (const socket of this.#running.keys()) if (!this.#fresh.has(socket)) this.#closeIfIdle(socket);
    setTimeout(() => {
      for (const socket of this.#fresh) socket.destroySoon();
    }, FIRST_REQUEST_MS).unref();
  }

  #closeIfIdle(socket: Socket): void {
    if (this.#running.get(socket)?.size === 0) socket.destroySoon();
  }
}
