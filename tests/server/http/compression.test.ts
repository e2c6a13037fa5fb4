import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { call, start } from "../harness.js";

const QUESTION = "How long is the notice period?";
const BROWSER = { "accept-encoding": "gzip, deflate, br, zstd" };

/** The largest script of the page. */
async function scriptOf(server: Awaited<ReturnType<typeof start>>): Promise<string> {
  return /\/assets\/page-[\w-]+\.js/.exec((await call(server, "/")).body.toString())![0];
}

test.each([
  ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["br;q=0, gzip", "gzip", gunzipSync],
])("the page's files come compressed to who accepts %s, and are the same", async (accepted, encoding, decode) => {
  const server = await start();
  const path = await scriptOf(server);
  const plain = await call(server, path);
  const packed = await call(server, path, { headers: { "accept-encoding": accepted } });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(packed.headers).toMatchObject({
    "content-encoding": encoding,
    vary: "Accept-Encoding",
    "content-type": plain.headers["content-type"],
  });
  expect(packed.body.length).toBeLessThan(plain.body.length / 3);
  expect(decode(packed.body).equals(plain.body)).toBe(true);
});

test.each(["/", "/docs"])("%s is sent again only when it has changed, and keeps its policy", async (path) => {
  const server = await start();
  const first = await call(server, path);
  const again = await call(server, path, { headers: { "if-none-match": first.headers.etag! } });
  expect(again.status).toBe(304);
  expect(again.body.length).toBe(0);
  expect(again.headers["content-security-policy"]).toBe(first.headers["content-security-policy"]);
  expect(again.headers["cache-control"]).toBe("no-cache");
  expect((await call(server, path, { headers: { "if-none-match": 'W/"another"' } })).status).toBe(200);
});

test("lists, texts and the description come compressed to who accepts it", async () => {
  const long = "It says here what is to be known.\n".repeat(200);
  const server = await start(new MemoryAssistant({ "long.txt": long }));
  const list = await call(server, "/v1/documents", { headers: BROWSER });
  expect(list.headers["content-encoding"]).toBe("gzip");
  const { documents } = JSON.parse(gunzipSync(list.body).toString()) as { documents: { id: string }[] };
  const text = await call(server, `/v1/documents/${documents[0]!.id}/text`, { headers: BROWSER });
  expect(text.headers.vary).toBe("Accept, Accept-Encoding");
  expect(text.headers["cache-control"]).toBe("no-store");
  expect(gunzipSync(text.body).toString()).toBe(long);
  const description = await call(server, "/openapi.json", { headers: BROWSER });
  expect(JSON.parse(gunzipSync(description.body).toString())).toHaveProperty("openapi");
});

test.each([
  ["/v1/query", "application/json", { question: QUESTION }],
  ["/v1/query", "text/event-stream", { question: QUESTION }],
  ["/v1/search", "application/json", { question: QUESTION }],
  ["/v1/verify", "application/json", { statements: ["The notice period is three months."] }],
  ["/v1/chat/completions", "text/event-stream", { stream: true, messages: [{ role: "user", content: QUESTION }] }],
])(
  "%s as %s is never compressed: its length would tell of the documents, and a stream would wait",
  async (path, accept, body) => {
    const { status, headers } = await call(await start(), path, {
      method: "POST",
      headers: { ...BROWSER, accept, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(status).toBe(200);
    expect(headers["content-type"]).toMatch(accept);
    expect(headers["content-encoding"]).toBeUndefined();
  },
);
