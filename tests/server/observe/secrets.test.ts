import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { FootnoteError, toPortable } from "../../../src/core/errors/errors.js";
import { jsonLogs } from "../../../src/server/observe/logs.js";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { behindEachTest } from "../../helpers/tidy-up.js";

const USER = "ada";
const PASSWORD = "hush-4711-hush";
const ON_THE_WIRE = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");

/** A node that refuses everybody, telling them what they sent, or hangs up. */
async function node(behaviour: "refuses" | "hangs up") {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization ?? "");
    if (behaviour === "hangs up") return request.socket.destroy();
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { reason: "no such user" }, status: 401 }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  behindEachTest(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

/** What a failure that nobody foresaw leaves in the log, with its cause. */
async function logOf(failure: FootnoteError): Promise<string> {
  const stream = new PassThrough();
  const logs = jsonLogs(stream, "debug");
  logs.error(failure, { requestId: "r", method: "POST", path: "/v1/query" });
  logs.error(new FootnoteError("internal", {}, { cause: failure }), { requestId: "r", method: "POST", path: "/" });
  stream.end();
  return text(stream);
}

describe.each(["refuses", "hangs up"] as const)("a cluster that %s", (behaviour) => {
  test("is told of in the log, in messages and to other threads without the password that it was sent", async () => {
    const { url, heard } = await node(behaviour);
    const store = new OpenSearchStore({ nodes: [url], prefix: "footnote", user: USER, password: PASSWORD });
    const failure = await store.open().then(
      () => expect.unreachable(),
      (error: unknown) => error as FootnoteError,
    );
    await store.close();
    expect(heard).toContain(`Basic ${ON_THE_WIRE}`);
    const told = [await logOf(failure), failure.message, failure.hint, JSON.stringify(toPortable(failure))].join("\n");
    expect(told).toContain(new URL(url).host);
    expect(told).not.toContain(PASSWORD);
    expect(told).not.toContain(ON_THE_WIRE);
  });
});
