import { type Answer, AnswerSchema } from "../../contract/answer.js";
import { QueryEventSchema } from "../../contract/events.js";
import { ProblemSchema } from "../../contract/problem.js";
import { FootnoteError } from "../../core/errors/errors.js";
import type { WriteOptions } from "../assistant.js";
import type { ServerConnection } from "./server-connection.js";
import { reportedFailure } from "./server-failure.js";

/** Has the server's own model write, and tells what it says of it as it comes. @throws FootnoteError as every call does */
export async function writeThere(
  server: ServerConnection,
  body: unknown,
  { onEvent, signal }: WriteOptions,
): Promise<Answer> {
  for await (const { event, data } of server.events({ method: "POST", path: "v1/query", body, signal })) {
    if (event === "error") throw reportedFailure(server.read(data, ProblemSchema), server.address.shown);
    if (event === "answer.done") return server.read(data, AnswerSchema);
    const parsed = server.read(JSON.stringify({ event, data: JSON.parse(data) }), QueryEventSchema);
    if (parsed.event === "answer.quoted" || parsed.event.startsWith("written.")) {
      onEvent?.(parsed as Parameters<NonNullable<WriteOptions["onEvent"]>>[0]);
    }
  }
  throw new FootnoteError("server_cut_off", { server: server.address.shown });
}
