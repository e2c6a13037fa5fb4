import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import type { LoggedRequest } from "../../../src/server/observe/request-log.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { WaitingAssistant } from "../../helpers/waiting-assistant.js";
import { call, expectProblem, type Reply, raw, start } from "../harness.js";

const hostOf = (server: RunningServer) => `host: ${new URL(server.url).host}`;

/** The last reply of a connection. */
function parsed(received: string): Reply {
  const [head = "", body = ""] = received.slice(received.lastIndexOf("HTTP/1.1 ")).split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => line.toLowerCase().split(": ")));
  return { status: Number(statusLine.split(" ")[1]), headers, body: Buffer.from(body) };
}

const BROKEN: [string, (server: RunningServer) => string, number, "request_malformed" | "request_headers_too_large"][] =
  [
    ["that is no HTTP", () => "\x16\x03\x01 hello\r\n\r\n", 400, "request_malformed"],
    ["with a method that nobody knows", (at) => `BREW / HTTP/1.1\r\n${hostOf(at)}\r\n\r\n`, 400, "request_malformed"],
    [
      "with a header that is none",
      (at) => `GET / HTTP/1.1\r\n${hostOf(at)}\r\na b: c\r\n\r\n`,
      400,
      "request_malformed",
    ],
    [
      "with a host that is none",
      () => "GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n",
      400,
      "request_malformed",
    ],
    ["without a host", () => "GET / HTTP/1.1\r\nconnection: close\r\n\r\n", 400, "request_malformed"],
    [
      "of two lengths",
      (at) => `POST /v1/query HTTP/1.1\r\n${hostOf(at)}\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`,
      400,
      "request_malformed",
    ],
    [
      "with a chunk that is none",
      (at) =>
        `POST /v1/query HTTP/1.1\r\n${hostOf(at)}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n`,
      400,
      "request_malformed",
    ],
    [
      "with headers of 17 KB",
      (at) => `GET / HTTP/1.1\r\n${hostOf(at)}\r\nx: ${"x".repeat(17_000)}\r\n\r\n`,
      431,
      "request_headers_too_large",
    ],
    [
      "with an address of 2 MB",
      (at) => `GET /${"x".repeat(2_000_000)} HTTP/1.1\r\n${hostOf(at)}\r\n\r\n`,
      431,
      "request_headers_too_large",
    ],
  ];

test.each(BROKEN)("a request %s is answered with a problem, logged and counted", async (_, bytes, status, code) => {
  const logged: LoggedRequest[] = [];
  const server = await start(undefined, { requestLog: (request) => logged.push(request) });
  const reply = parsed(await raw(server, bytes(server)));
  expectProblem(reply, status, code);
  expect(reply.headers).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
    "x-content-type-options": "nosniff",
    "x-frame-options": "deny",
  });
  const line = { status, code, client: "127.0.0.1", request_id: reply.headers["x-request-id"] };
  await expect.poll(() => logged).toContainEqual(expect.objectContaining(line));
  const metrics = (await call(server, "/metrics")).body.toString();
  expect(metrics).toContain(`footnote_problems_total{code="${code}"} 1`);
});

test("a request with an expectation that nobody knows is answered all the same", async () => {
  const server = await start();
  expect((await call(server, "/healthz", { headers: { expect: "a cup of tea" } })).status).toBe(200);
});

test("a connection on which nothing was asked is closed without a word, to its client and to the log", async () => {
  const logged: LoggedRequest[] = [];
  const server = await start(undefined, {
    requestLog: (request) => logged.push(request),
    timeouts: { headersMs: 200, requestMs: 200, checkMs: 50 },
  });
  expect(await raw(server, "")).toBe("");
  expect(logged).toEqual([]);
});

test("a reply that has begun gets no other one written into it", async () => {
  const server = await start(new WaitingAssistant());
  const body = '{"question":"Why?"}';
  const head = [
    "POST /v1/query HTTP/1.1",
    hostOf(server),
    "accept: text/event-stream",
    "content-type: application/json",
  ];
  const request = [...head, `content-length: ${body.length}`, "", body].join("\r\n");
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname, () => socket.write(request));
  let received = "";
  socket.on("data", (bytes) => {
    received += bytes;
    if (received.includes("event: status")) socket.write("nonsense\r\n\r\n");
  });
  await once(socket, "close");
  expect(received.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});
