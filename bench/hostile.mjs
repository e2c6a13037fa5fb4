// Sends a server 10,000 requests that nobody honest would send, and looks whether it is as it was before. Limits: no
// crash, no status 5xx but 503 of a full queue, memory back to where it was.
// usage: node bench/run.mjs hostile    [--requests 10000] [--seed 1]
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { corpusOf, openAssistant, post, questionsFor, startServer, usageOf } from "./serving.mjs";

const AT_ONCE = 16;
const SETTLE_MS = 3_000;
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { requests: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const random = mulberry32(Number(values.seed));
const pick = (some) => some[Math.floor(random() * some.length)];
const { assistant, index } = await openAssistant(corpusOf(undefined), undefined);
const questions = await questionsFor(index, undefined, 50);
await assistant.close();
const server = await startServer(index);
const { hostname, port, host } = new URL(server.url);

const PATHS = [
  "/v1/query",
  "/v1/verify",
  "/v1/documents",
  "/v1/index",
  "/v1/index/jobs",
  "/v1/passages/p1",
  "/v1/documents/d1/text",
  "/v1/documents/..%2f..%2fetc%2fpasswd",
  "/v1/documents/%00",
  "/v1/passages/%ff%fe",
  "/../../etc/passwd",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/assets/..%2f..%2fpackage.json",
  "/docs/../../package.json",
  "/openapi.json",
  "/",
  "/mcp",
  "/v1/chat/completions",
  "/v1/models",
  "/healthz",
  "/metrics",
  `/${"a".repeat(9000)}`,
  "//evil.example/",
  "/v1//query",
  "/v1/query?question=x",
  "/\\..\\..\\secret",
];
const WORKING = ["/v1/query", "/v1/verify", "/v1/index/jobs", "/mcp", "/v1/chat/completions"];
const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];
const junk = () =>
  Array.from({ length: Math.floor(random() * 60) }, () => String.fromCharCode(random() * 0x3000)).join("");
const BODIES = [
  () => "",
  () => "{",
  () => "null",
  () => "[]",
  () => '"x"',
  () => "{}",
  () => JSON.stringify({ question: "" }),
  () => JSON.stringify({ question: junk() }),
  () => JSON.stringify({ question: "\ud800" }),
  () => JSON.stringify({ question: "x".repeat(5000) }),
  () => JSON.stringify({ question: "who", top_k: pick([-1, 0, 1e9, "8", null, 1.5]) }),
  () =>
    JSON.stringify({
      question: "who",
      filters: { paths: pick([["[".repeat(300)], ["../**"], ["**/".repeat(100)], [1], "x"]) },
    }),
  () =>
    JSON.stringify({
      question: "who",
      history: Array.from({ length: 50 }, () => ({ question: junk(), passage_ids: [junk()] })),
    }),
  () => JSON.stringify({ question: '"'.repeat(999) }),
  () => JSON.stringify({ question: "who", __proto__x: 1, constructor: {} }),
  () => '{"question":"who","__proto__":{"x":1}}',
  () => `{"question":${"[".repeat(20000)}`,
  () => JSON.stringify({ statements: Array.from({ length: 60 }, junk) }),
  () => JSON.stringify({ citations: [{ path: "../../etc/passwd", start: 0, end: 4, quote: "root" }] }),
  () => JSON.stringify({ citations: [{ path: junk(), start: -1, end: 1e15, quote: junk() }] }),
  () => JSON.stringify({ jsonrpc: "2.0", id: 1, method: pick(["tools/call", "initialize", junk()]), params: junk() }),
  () =>
    JSON.stringify({
      model: "footnote",
      messages: pick([[], null, [{ role: "user", content: junk() }], [{ role: "x" }]]),
    }),
  () => "x".repeat(300 * 1024),
  () => "\u0000\u0001",
];
const TYPES = [
  "application/json",
  "text/plain",
  "application/json; charset=utf-7",
  "multipart/form-data",
  "",
  "application/x-www-form-urlencoded",
];
const FOREIGN = [
  { origin: "https://evil.example" },
  { host: "evil.example" },
  { origin: "null" },
  { "x-forwarded-for": junk() },
  { authorization: `Bearer ${"x".repeat(2000)}` },
  { accept: "text/event-stream" },
  { "content-encoding": "gzip" },
  { "transfer-encoding": "chunked" },
  { "content-length": "99999999999" },
  { cookie: "a=b" },
];

for (const question of questions) await post(server.url, question);
const before = usageOf(server.pid).megabytes;
const statuses = new Map();
const faults = [];
const total = Number(values.requests);
let sent = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (sent < total) {
      sent++;
      const request = hostileRequest();
      const status = await send(request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 && status !== 503) faults.push(`${status}: ${request.text.slice(0, 300)}`);
    }
  }),
);
await delay(SETTLE_MS);
for (const question of questions) {
  const { status } = await post(server.url, question);
  if (status !== 200) faults.push(`${status} for an honest question afterwards`);
}
const after = usageOf(server.pid).megabytes;
await server.stop();

console.log(`\n${total} hostile requests, seed ${values.seed}`);
console.log("by status (cut: no answer to what is no HTTP, or was left alone)");
console.log(
  `  ${[...statuses]
    .sort()
    .map(([status, count]) => `${status}: ${count}`)
    .join(", ")}`,
);
console.log(`memory: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after`);
console.log(
  faults.length === 0 ? "no status 5xx but 503, and honest questions are answered" : faults.slice(0, 20).join("\n"),
);
process.exitCode = faults.length === 0 ? 0 : 1;

/** Text of a request as it goes over the wire, and how it is sent. */
function hostileRequest() {
  // Most get as far as a route and its checks.
  const method = random() < 0.6 ? "POST" : pick(METHODS);
  const path = random() < 0.5 ? pick(WORKING) : pick(PATHS);
  const body = pick(BODIES)();
  const headers = {
    host,
    "content-type": random() < 0.7 ? "application/json" : pick(TYPES),
    connection: "close",
    ...(random() < 0.4 ? pick(FOREIGN) : {}),
  };
  if (body !== "" && !headers["transfer-encoding"]) headers["content-length"] ??= String(Buffer.byteLength(body));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]/gu, " ")}`);
  const text = `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
  const kind = random();
  if (kind < 0.03) return { text: junk() + junk(), isLeft: false };
  if (kind < 0.06) return { text: text.slice(0, Math.floor(random() * text.length)), isLeft: true };
  return { text, isLeft: random() < 0.05 };
}

/** @returns the status, or "cut" where none came */
function send({ text, isLeft }) {
  return new Promise((done) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/gu, ""));
    let answer = "";
    const finish = () => {
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/u.exec(answer)?.[1];
      done(status ? Number(status) : "cut");
    };
    socket.setTimeout(5_000, finish);
    socket.on("connect", () => {
      socket.write(text, "utf8");
      // Gone before the answer, or slow to the end of its request.
      if (isLeft) setTimeout(finish, random() * 200);
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1", 0, 64);
      if (/^HTTP\/1\.1 \d{3}/u.test(answer) && !/event-stream/u.test(text)) finish();
    });
    socket.on("error", finish);
    socket.on("close", finish);
  });
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
