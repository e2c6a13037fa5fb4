// Requests that nobody honest would send, by kind. `text` is what goes over the wire; `pace` how: at once, `drip` piece
// by piece, `left` before the answer, `unread` with its answer not taken.
const JSON_TYPE = { "content-type": "application/json" };
const EVENTS = { accept: "text/event-stream" };

/** POST and a body that the route takes, so that hostile ones get as far as its checks. */
const WORKING = [
  ["/v1/query", { question: "How long is it?" }],
  ["/v1/query", { question: "How long is it?" }, EVENTS],
  ["/v1/search", { question: "How long is it?" }],
  ["/v1/verify", { statements: ["It is long."] }],
  ["/v1/index/jobs", { full: false }],
  ["/v1/chat/completions", { messages: [{ role: "user", content: "How long is it?" }], stream: false }],
  ["/v1/chat/completions", { messages: [{ role: "user", content: "How long is it?" }], stream: true }],
  ["/mcp", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ask", arguments: { question: "Who?" } } }],
  ["/mcp", { jsonrpc: "2.0", id: 1, method: "tools/list" }],
];
const READING = [
  "/",
  "/docs",
  "/openapi.json",
  "/healthz",
  "/readyz",
  "/metrics",
  "/v1/models",
  "/v1/models/footnote",
  "/v1/documents",
  "/v1/documents?limit=1000",
  "/v1/documents/d1",
  "/v1/documents/d1/text",
  "/v1/passages/p1?context=20",
  "/v1/passages?path=a.txt&line=1",
  "/v1/index",
  "/v1/index/jobs",
  "/v1/index/jobs/j1",
  "/v1/index/jobs/j1/events",
];
const ESCAPES = ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/package.json", "..\\..\\secret", "%00"];
const BELOW = ["/", "/v1/documents/", "/v1/passages/", "/v1/index/jobs/", "/v1/models/", "/assets/", "/docs/"];
const FOREIGN = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { host: "evil.example" },
  { host: "evil.example:80", origin: "http://evil.example:80" },
];
const METHODS = ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "HEAD"];
const TYPES = ["text/plain", "application/json; charset=utf-7", "multipart/form-data", "", "*/*"];
const ODD_HEADERS = [
  { "x-forwarded-for": "☃" },
  { authorization: `Bearer ${"x".repeat(2_000)}` },
  { "content-encoding": "gzip" },
  { "content-length": "99999999999" },
  { cookie: "a=b" },
  { "x-request-id": "a b c" },
  { accept: "*;q=2, text/event-stream;q=nan" },
];

/** @param random gives 0 to below 1; @param host of the server */
export function hostileRequests(random, host) {
  const pick = (some) => some[Math.floor(random() * some.length)];
  const below = (limit) => Math.floor(random() * limit);
  const junk = (length = 60) =>
    Array.from({ length: below(length) }, () => String.fromCharCode(below(0x3000))).join("");
  const values = [
    () => null,
    () => -1,
    () => 1e300,
    () => junk(),
    () => "\ud800",
    () => "",
    () => [],
    () => ({}),
    () => true,
    () => "x".repeat(5_000),
    () => '"'.repeat(999),
    () => Array.from({ length: 200 }, () => junk(5)),
    () => ["**/".repeat(100), "[".repeat(300)],
    () => ({ paths: ["../**"], __proto__x: 1, constructor: {} }),
  ];

  const message = (method, path, headers, body = "") => {
    const all = { host, connection: "close", ...headers };
    if (body !== "" && !all["transfer-encoding"]) all["content-length"] ??= String(Buffer.byteLength(body));
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value.replace(/[\r\n]/gu, " ")}`);
    return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
  };
  const working = (change = (body) => JSON.stringify(body), more = {}) => {
    const [path, body, headers = {}] = pick(WORKING);
    return message("POST", path, { ...JSON_TYPE, ...headers, ...more }, change(body));
  };

  /** One field, at any depth, becomes something else; or one more comes. */
  const mutated = (body) => {
    const copy = structuredClone(body);
    let at = copy;
    for (;;) {
      const name = pick([...Object.keys(at), "filters", "history", "top_k", "citations", junk(10)]);
      const inner = at[name];
      if (inner !== null && typeof inner === "object" && random() < 0.6) at = inner;
      else {
        at[name] = pick(values)();
        return JSON.stringify(copy);
      }
    }
  };
  const broken = (body) => {
    const text = JSON.stringify(body);
    return pick([
      () => text.slice(0, below(text.length)),
      () => text.replace(":", below(2) ? "" : "::"),
      () => `[${text},${text}]`,
      () => '{"question":"who","__proto__":{"x":1}}',
      () => `{"question":${"[".repeat(20_000)}`,
      () => "\u0000\u0001",
      () => junk(300),
    ])();
  };

  const kinds = {
    fuzz: () => ({ text: working(mutated, random() < 0.2 ? pick(ODD_HEADERS) : {}) }),
    malformed: () => ({
      text: pick([
        () => working(broken),
        () => working(broken, { "content-type": pick(TYPES) }),
        () => working(undefined, { "transfer-encoding": "chunked" }),
        () => junk() + junk(),
        () => message(pick(METHODS), pick([...READING, ...WORKING.map(([path]) => path)]), pick(ODD_HEADERS)),
        () => message("GET", pick(["//evil.example/", "/v1//query", "*", "http://evil.example/", "/%ff%fe"]), {}),
      ])(),
    }),
    oversized: () => ({
      text: pick([
        () => working((body) => JSON.stringify({ ...body, question: "x".repeat(300 * 1024) })),
        () => working((body) => JSON.stringify({ ...body, [`k${"x".repeat(200_000)}`]: 1 })),
        () =>
          working((body) =>
            JSON.stringify({ ...body, ...Object.fromEntries(Array.from({ length: 9_000 }, (_, i) => [`k${i}`, 1])) }),
          ),
        () => message("GET", `/${"a".repeat(9_000)}`, {}),
        () => message("GET", "/healthz", { "x-long": "x".repeat(20_000) }),
      ])(),
    }),
    traversal: () => ({
      text: message("GET", `${pick(BELOW)}${pick(ESCAPES)}${pick(["", "/text", "?context=1"])}`, {}),
    }),
    "foreign origin": () => ({
      text: below(2) ? working(undefined, pick(FOREIGN)) : message("GET", pick(READING), pick(FOREIGN)),
      isForeign: true,
    }),
    slow: () => {
      const text = below(2) ? working() : message("GET", pick(READING), {});
      return { text, pace: pick(["drip", "left", "left", "unread"]) };
    },
    reading: () => ({ text: message("GET", pick(READING), below(2) ? pick(ODD_HEADERS) : {}) }),
  };
  return () => {
    const kind = pick(Object.keys(kinds));
    return { kind, pace: "at once", isForeign: false, ...kinds[kind]() };
  };
}
