import { once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { mcpToolsSuite } from "../contracts/mcp-tools.case.js";
import { finished, plainEnvironment, run, start } from "../helpers/cli.js";
import { MAIN } from "../helpers/shipped.js";
import { folderOf, shippedIndex } from "../helpers/shipped-index.js";

const FERRY = { name: "ask", arguments: { question: "When does the ferry to Capri leave?" } };
const clients: Client[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

/** A client with a `footnote mcp` process of its own. Called from anywhere, as clients do. */
async function connect(cwd: string): Promise<{ client: Client; stderr: () => string }> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, "mcp", "--index", join(cwd, ".footnote")],
    env: plainEnvironment() as Record<string, string>,
    cwd: "/",
    stderr: "pipe",
  });
  let written = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    written += chunk;
  });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  return { client, stderr: () => written };
}

describe("`footnote mcp`", () => {
  let cwd: string;
  let connected: Awaited<ReturnType<typeof connect>>;

  beforeAll(async () => {
    cwd = await shippedIndex();
    connected = await connect(cwd);
    return async () => {
      await connected.client.close();
      expect(connected.stderr()).toBe("");
    };
  });

  mcpToolsSuite(() => ({ client: connected.client, corpus: join(cwd, "corpus") }));
});

describe("a `footnote mcp` process", () => {
  test("works without an index, saying what to do, and with the one that is built and rebuilt meanwhile", async () => {
    const cwd = await folderOf({ "a.txt": "The ferry to Capri leaves at noon.\n" });
    const { client, stderr } = await connect(cwd);
    clients.push(client);
    expect(await client.callTool(FERRY)).toMatchObject({
      isError: true,
      content: [
        { text: expect.stringMatching(/There is no index\. Build it: footnote index <folder> \(index_missing\)/) },
      ],
    });
    expect((await run(["index"], { cwd })).code).toBe(0);
    expect(await client.callTool(FERRY)).toMatchObject({ content: [{ text: expect.stringContaining("at noon.") }] });
    await writeFile(join(cwd, "corpus/a.txt"), "The ferry to Capri leaves at three.\n");
    expect((await run(["index"], { cwd })).code).toBe(0);
    expect(await client.callTool(FERRY)).toMatchObject({ content: [{ text: expect.stringContaining("at three.") }] });
    await rename(join(cwd, ".footnote"), join(cwd, "gone"));
    await expect.poll(async () => (await client.callTool(FERRY)).isError, { timeout: 30_000 }).toBe(true);
    expect(stderr()).toBe("");
  });

  const INITIALIZE = `${JSON.stringify({
    jsonrpc: "2.0",
    id: 0,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } },
  })}\n`;

  test("writes protocol messages and nothing else, and ends when its input does", async () => {
    const cwd = await folderOf({});
    const child = start(["mcp"], { cwd });
    const ending = finished(child);
    child.stdin.write(`${INITIALIZE}this is no message\n`);
    child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: FERRY })}\n`);
    const replies: unknown[] = [];
    child.stdout.on("data", (chunk: Buffer) => replies.push(...chunk.toString().trim().split("\n")));
    await expect.poll(() => replies.length, { timeout: 30_000 }).toBe(2);
    child.stdin.end();
    const { code, stdout, stderr } = await ending;
    const messages = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(messages.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
      ["2.0", 0],
      ["2.0", 1],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("ends on %s", async (signal) => {
    const child = start(["mcp"], { cwd: await folderOf({}) });
    const ending = finished(child);
    child.stdin.write(INITIALIZE);
    await once(child.stdout, "data");
    child.kill(signal);
    expect(await ending).toMatchObject({ code: 0, stderr: "" });
  });
});
