import type { Server } from "node:http";
import type { Socket } from "node:net";

/** The request of a new connection may be on its way: how long a closing server waits for it. */
const FIRST_REQUEST_MS = 500;

/**
 * The connections of a server and what runs on them. Node's own `closeIdleConnections` leaves out those that never sent
 * anything, which browsers and fetch open ahead of need: they would hold a closing server open.
 */
export class Connections {
  readonly #running = new Map<Socket, number>();
  /** Those that have not asked anything yet. */
  readonly #fresh = new Set<Socket>();
  #closing = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#running.set(socket, 0);
      this.#fresh.add(socket);
      socket.once("close", () => {
        this.#running.delete(socket);
        this.#fresh.delete(socket);
      });
    });
    server.on("request", ({ socket }, response) => {
      this.#fresh.delete(socket);
      this.#count(socket, 1);
      response.once("close", () => this.#count(socket, -1));
    });
  }

  /** Hangs up where nothing runs, now and whenever a request is finished; soon, where nothing was asked yet. */
  closeWhenIdle(): void {
    this.#closing = true;
    for (const socket of this.#running.keys()) if (!this.#fresh.has(socket)) this.#count(socket, 0);
    setTimeout(() => {
      for (const socket of this.#fresh) socket.destroySoon();
    }, FIRST_REQUEST_MS).unref();
  }

  #count(socket: Socket, change: number): void {
    const running = this.#running.get(socket);
    if (running === undefined) return;
    this.#running.set(socket, running + change);
    if (this.#closing && running + change === 0) socket.destroySoon();
  }
}
