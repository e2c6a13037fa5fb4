import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { finished, run, start } from "../helpers/cli.js";
import { tempFolder } from "../helpers/temp-folder.js";

describe("`footnote serve`", () => {
  test("says so when its port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await run(["serve", "--port", String(port)], { cwd: await tempFolder() });
    server.close();
    expect(stderr).toMatch(new RegExp(`^error: Port ${port} of 127\\.0\\.0\\.1 is taken\\.\\n {2}Choose another`));
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("serves without an index too, and says how to build one", async () => {
    const child = start(["serve", "--port", "0"], { cwd: await tempFolder() });
    const ending = finished(child);
    const [line] = await once(child.stdout, "data");
    const url = /http:\/\/[\d.:]+/.exec(String(line))?.[0];
    const response = await fetch(`${url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"question":"Why?"}',
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: "index_missing",
      hint: expect.stringContaining("footnote index"),
    });
    child.kill("SIGINT");
    const { code, stderr } = await ending;
    expect(code).toBe(0);
    const [warning, request] = stderr
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(warning).toMatchObject({ level: "warn", msg: expect.stringContaining("There is no index in") });
    expect(request).toMatchObject({
      msg: "request",
      route: "/v1/query",
      status: 503,
      code: "index_missing",
    });
  });
});
