import { describe, expect, test } from "vitest";
import { HealthSchema } from "../../../src/contract/probes.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { call, expectObject, expectProblem, raw, start } from "../harness.js";

const portOf = (server: RunningServer) => new URL(server.url).port;

describe("the Host header", () => {
  test.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])("%s with the server's port is served", async (name) => {
    const server = await start();
    expectObject(await call(server, "/healthz", { headers: { host: `${name}:${portOf(server)}` } }), HealthSchema);
  });

  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.", "localhost@evil.example", "0.0.0.0", "127.1"])(
    "%s is refused before routing (DNS rebinding)",
    async (name) => {
      const server = await start();
      for (const host of [name, `${name}:${portOf(server)}`]) {
        for (const path of ["/healthz", "/v1/documents", "/nowhere"]) {
          const reply = await call(server, path, { headers: { host } });
          expect([400, 403]).toContain(reply.status);
          expectProblem(reply, reply.status, reply.status === 403 ? "request_forbidden" : "request_malformed");
        }
      }
    },
  );

  test("of another port, or without one, is refused", async () => {
    const server = await start();
    expectProblem(await call(server, "/healthz", { headers: { host: "localhost:1" } }), 403, "request_forbidden");
    expectProblem(await call(server, "/healthz", { headers: { host: "localhost" } }), 403, "request_forbidden");
  });

  test("counts together with an address in the request line", async () => {
    const server = await start();
    const { host } = new URL(server.url);
    const lines = (target: string, name: string) =>
      `GET ${target} HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`;
    expect(await raw(server, lines("http://evil.example/healthz", host))).toMatch(/^HTTP\/1.1 403 /);
    expect(await raw(server, lines(`http://${host}/healthz`, "evil.example"))).toMatch(/^HTTP\/1.1 403 /);
    expect(await raw(server, lines(`http://${host}/healthz`, host))).toMatch(/^HTTP\/1.1 200 /);
    expect(await raw(server, "GET /healthz HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 (400|403) /);
  });

  test("that is no host is a problem too", async () => {
    const server = await start();
    const reply = await call(server, "/healthz", { headers: { host: "a b" } });
    expectProblem(reply, 400, "request_malformed");
    expect(reply.headers["x-request-id"]).toBeTruthy();
  });
});

describe("the Origin header", () => {
  test("of the server's own pages is served", async () => {
    const server = await start();
    for (const origin of [server.url, `http://localhost:${portOf(server)}`, `http://[::1]:${portOf(server)}`]) {
      expectObject(await call(server, "/healthz", { headers: { origin } }), HealthSchema);
    }
  });

  test.each([
    "https://evil.example",
    "null",
    "",
    "http://localhost:1",
    "file://",
    "http://localhost",
    "chrome-extension://a",
  ])("'%s' is refused", async (origin) => {
    expectProblem(await call(await start(), "/v1/documents", { headers: { origin } }), 403, "request_forbidden");
  });

  test("no reply lets another site read it", async () => {
    const server = await start();
    const reply = await call(server, "/healthz", { headers: { origin: server.url } });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});

describe("every reply", () => {
  test.each([
    ["an answer", "/v1/documents", "GET"],
    ["a text", "/openapi.json", "GET"],
    ["an unknown address", "/nowhere", "GET"],
    ["a wrong method", "/v1/query", "GET"],
    ["a refused body", "/v1/query", "POST"],
  ])("(%s) is kept out of caches, sniffing and frames, and has a request id", async (_, path, method) => {
    const { headers } = await call(await start(), path, { method });
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
  });

  test("takes the client's request id where it is a plain one", async () => {
    const server = await start();
    const idFor = async (id: string) =>
      (await call(server, "/healthz", { headers: { "x-request-id": id } })).headers["x-request-id"];
    expect(await idFor("trace-1_a")).toBe("trace-1_a");
    expect(await idFor("<script>")).toMatch(/^[\w-]{36}$/);
  });
});
