import { appendFile, chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { HealthSchema } from "../../../src/contract/probes.js";
import { newToken, tokenLine } from "../../../src/server/access/tokens.js";
import { TokensFile } from "../../../src/server/access/tokens-file.js";
import type { LoggedRequest } from "../../../src/server/observe/request-log.js";
import { serve } from "../../../src/server/serve.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { HAS_MODES } from "../../helpers/systems.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { call, expectObject, expectProblem, start } from "../harness.js";

/** A file with a token for each name, and a clock that the test moves. */
async function tokensOf(...names: string[]) {
  const path = join(await tempFolder(), "tokens");
  const made = names.map((name) => ({ name, token: newToken() }));
  await writeFile(path, `# who may ask\n\n${made.map(({ name, token }) => tokenLine(name, token)).join("\n")}\n`);
  const problems: string[] = [];
  const clock = { now: 0 };
  const open = () => TokensFile.open(path, { onProblem: (problem) => problems.push(problem), now: () => clock.now });
  return { path, problems, clock, open, tokens: made.map(({ token }) => token) };
}

const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });

describe("a server with tokens", () => {
  test("gives nothing to who has none, also on this machine, and says how to ask", async () => {
    const { open } = await tokensOf("ada");
    const server = await start(undefined, { tokens: await open() });
    for (const path of ["/v1/documents", "/v1/index", "/v1/documents/a", "/metrics", "/nowhere", "/v1/query"]) {
      for (const method of ["GET", "POST", "HEAD", "OPTIONS"]) {
        const reply = await call(server, path, { method });
        expect([method, path, reply.status]).toEqual([method, path, 401]);
        expect(reply.headers["www-authenticate"]).toBe("Bearer");
        if (method !== "HEAD") expectProblem(reply, 401, "token_required");
      }
    }
  });

  test("tells anyone that it lives, and how it is asked", async () => {
    const { open } = await tokensOf("ada");
    const server = await start(undefined, { tokens: await open() });
    for (const path of ["/healthz", "/readyz", "/openapi.json"]) {
      expect((await call(server, path)).status, path).toBe(200);
    }
  });

  test("lets in each of its tokens, and the log has its name and not the token", async () => {
    const { open, tokens } = await tokensOf("ada", "grace");
    const log: LoggedRequest[] = [];
    const server = await start(undefined, { tokens: await open(), requestLog: (line) => log.push(line) });
    for (const token of tokens) expect((await call(server, "/v1/index", { headers: bearer(token) })).status).toBe(200);
    await expect.poll(() => log.map(({ client }) => client)).toEqual(["ada", "grace"]);
    for (const token of tokens) expect(JSON.stringify(log)).not.toContain(token);
  });

  test.each([
    ["another token", `Bearer ${newToken()}`],
    ["another scheme", "Basic YWRhOmFkYQ=="],
    ["no token", "Bearer "],
    ["two tokens", "Bearer a b"],
    ["a hash of the file", "HASH"],
    ["a very long one", `Bearer ${"a".repeat(8_000)}`],
  ])("refuses %s", async (_, header) => {
    const { open, tokens } = await tokensOf("ada");
    const hash = tokenLine("ada", tokens[0]!).split(":")[1];
    const server = await start(undefined, { tokens: await open() });
    const authorization = header.replace("HASH", `Bearer ${hash}`);
    const reply = await call(server, "/v1/index", { headers: { authorization } });
    expectProblem(reply, 401, "token_unknown");
    expect(reply.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
  });

  test("listens on other addresses, and serves the names that it was given", async () => {
    const { open, tokens } = await tokensOf("ada");
    // An address of this machine that a server without tokens refuses.
    const host = "127.0.0.2";
    await expect(serve({ assistant: new MemoryAssistant(), host })).rejects.toMatchObject({
      code: "host_not_loopback",
    });
    const server = await start(undefined, { host, tokens: await open(), allowedHosts: ["docs.example.com"] });
    const ask = (headers: Record<string, string>) =>
      call(server, "/v1/index", { headers: { ...bearer(tokens[0]), ...headers } });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ host: "docs.example.com", origin: "https://docs.example.com" })).status).toBe(200);
    expect((await ask({ host: "Docs.Example.com" })).status).toBe(200);
    expectProblem(await ask({ host: "evil.example" }), 403, "request_forbidden");
    expectProblem(await ask({ host: "docs.example.com:8443" }), 403, "request_forbidden");
    expectProblem(await ask({ origin: "https://docs.example.com.evil.example" }), 403, "request_forbidden");
  });
});

describe("a tokens file", () => {
  test("is read again when it changes: new tokens work, withdrawn ones do not", async () => {
    const { path, open, clock, tokens } = await tokensOf("ada");
    const file = await open();
    const server = await start(undefined, { tokens: file });
    const statusOf = async (token: string) => (await call(server, "/v1/index", { headers: bearer(token) })).status;
    const added = newToken();
    await appendFile(path, `${tokenLine("grace", added)}\n`);
    clock.now += 1_000;
    expect([await statusOf(added), await statusOf(tokens[0]!)]).toEqual([200, 200]);
    await writeFile(path, `${tokenLine("grace", added)}\n`);
    clock.now += 1_000;
    expect([await statusOf(added), await statusOf(tokens[0]!)]).toEqual([200, 401]);
  });

  test("that is broken later lets in whom its good lines name, and one that is gone nobody", async () => {
    const { path, open, clock, problems, tokens } = await tokensOf("ada");
    const file = await open();
    await appendFile(path, "grace:abc\n");
    clock.now += 1_000;
    expect(await file.nameOf(tokens[0]!)).toBe("ada");
    expect(problems).toEqual([expect.stringContaining("line 4")]);
    await rm(path);
    for (let look = 0; look < 3; look++) {
      clock.now += 1_000;
      expect(await file.nameOf(tokens[0]!)).toBeNull();
    }
    expect(problems).toEqual([expect.stringContaining("line 4"), expect.stringContaining("no such file")]);
  });

  test.each([
    ["holds none", "# nobody\n", /holds no token/],
    ["has a line that is none", "ada:123\n", /line 1/],
    ["has a token in the clear", `${newToken()}\n`, /line 1/],
  ])("that %s is refused at the start", async (_, text, problem) => {
    const { path, open } = await tokensOf("ada");
    await writeFile(path, text);
    await expect(open()).rejects.toMatchObject({ code: "tokens_invalid", message: expect.stringMatching(problem) });
  });

  test("that everyone may write is refused, and so is one that isn't there", async () => {
    const { path, open } = await tokensOf("ada");
    if (HAS_MODES) {
      await chmod(path, 0o666);
      await expect(open()).rejects.toThrow(/everyone may write it/);
    }
    await rm(path);
    await expect(open()).rejects.toThrow(/no such file/);
  });
});

test("without tokens a header that has one changes nothing", async () => {
  const server = await start();
  expectObject(await call(server, "/healthz", { headers: bearer("anything") }), HealthSchema);
  expect((await call(server, "/v1/index", { headers: bearer("anything") })).status).toBe(200);
});
