import { once } from "node:events";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { finished, run, start } from "../helpers/cli.js";
import { tempFolder } from "../helpers/temp-folder.js";

describe("`footnote token`", () => {
  test("prints a token once; the file has its hash alone, and is for its owner alone", async () => {
    const cwd = await tempFolder();
    const { code, stdout, stderr } = await run(["token", "ada", "--tokens", "tokens"], { cwd });
    const token = stdout.trim();
    expect(code).toBe(0);
    expect(token).toMatch(/^footnote_[\w-]{43}$/);
    const text = await readFile(join(cwd, "tokens"), "utf8");
    expect(text).toMatch(/^ada:[0-9a-f]{64}\n$/);
    expect(text + stderr).not.toContain(token);
    expect((await stat(join(cwd, "tokens"))).mode & 0o777).toBe(0o600);
  });

  test("takes no name twice, and none that the file could not hold", async () => {
    const cwd = await tempFolder();
    const env = { FOOTNOTE_TOKENS: "tokens" };
    await run(["token", "ada"], { cwd, env });
    for (const name of ["ada", "a:b", "a b", ""]) {
      expect(await run(["token", name], { cwd, env })).toMatchObject({ code: 2, stdout: "" });
    }
    expect((await readFile(join(cwd, "tokens"), "utf8")).split("\n")).toHaveLength(2);
  });

  test("without a file shows the line that one needs", async () => {
    const { code, stderr } = await run(["token", "ada"], { cwd: await tempFolder() });
    expect([code, stderr]).toEqual([0, expect.stringMatching(/\nada:[0-9a-f]{64}\n$/)]);
  });
});

describe("`footnote serve` with tokens", () => {
  test("asks for them, serves the names that it was given, and logs no token", async () => {
    const cwd = await tempFolder();
    const token = (await run(["token", "ada", "--tokens", "tokens"], { cwd })).stdout.trim();
    const names = ["--allowed-host", "a.example", "--allowed-host", "b.example"];
    const child = start(["serve", "--port", "0", "--host", "127.0.0.2", "--tokens", "tokens", ...names], { cwd });
    const ending = finished(child);
    const [line] = await once(child.stdout, "data");
    const url = /http:\/\/[\d.:]+/.exec(String(line))?.[0];
    const statusWith = async (headers: Record<string, string>) =>
      (await fetch(`${url}/openapi.json`, { headers })).status;
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    expect(await statusWith({ origin: "https://b.example" })).toBe(200);
    expect(await statusWith({ origin: "https://c.example" })).toBe(403);
    child.kill("SIGTERM");
    const { code, stderr } = await ending;
    expect(code).toBe(0);
    expect(stderr).toContain('"client":"ada"');
    expect(stderr).not.toContain(token);
  });

  test("does not listen beyond this machine without them, nor with a file that has none", async () => {
    const cwd = await tempFolder();
    const without = await run(["serve", "--port", "0", "--host", "127.0.0.2"], { cwd });
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining("without tokens") });
    const missing = await run(["serve", "--port", "0", "--tokens", "nowhere"], { cwd });
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no such file") });
  });
});
