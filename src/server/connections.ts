import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server and what runs on them. Node's own `closeIdleConnections` leaves out those that never sent
 * anything, which browsers and fetch open ahead of need: they would hold a closing server open.
 */
export class Connections {
  readonly #running = new Map<Socket, number>();
  #closing = false;

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#running.set(socket, 0);
      socket.once("close", () => this.#running.delete(socket));
    });
    server.on("request", ({ socket }, response) => {
      this.#count(socket, 1);
      response.once("close", () => this.#count(socket, -1));
    });
  }

  /** Hangs up where nothing runs, now and whenever a request is finished. */
  closeWhenIdle(): void {
    this.#closing = true;
    for (const socket of this.#running.keys()) this.#count(socket, 0);
  }

  #count(socket: Socket, change: number): void {
    const running = this.#running.get(socket);
    if (running === undefined) return;
    this.#running.set(socket, running + change);
    if (this.#closing && running + change === 0) socket.destroySoon();
  }
}
