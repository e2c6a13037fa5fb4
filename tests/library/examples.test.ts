import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";

const ran = promisify(execFile);
const example = (name: string) => join(ROOT, "examples", `${name}.mjs`);

/** The shipped documents with their index where the library keeps it. */
async function shippedFolder(): Promise<string> {
  const cwd = await shippedIndex();
  const folder = join(cwd, "corpus");
  await rename(join(cwd, ".footnote"), join(folder, ".footnote"));
  return folder;
}

const folder = await shippedFolder();
const QUESTION = "Who met with the North Koreans for seven hours in Beijing?";

test("ask.mjs prints the answer's sentences, each with its place", async () => {
  const { stdout } = await ran(process.execPath, [example("ask"), folder, QUESTION]);
  expect(stdout).toMatch(/Beijing[\s\S]*\n {4}\S+\.txt:\d+/);
});

test("progress.mjs says how far it is, and stops in time", async () => {
  const { stdout, stderr } = await ran(process.execPath, [example("progress"), folder]);
  expect(stdout).toMatch(/^\d+ documents, \d+ passages, 0 of them new\n$/);
  expect(stderr).toMatch(/^discover: /m);
  const stopped = await ran(process.execPath, [example("progress"), folder, "0"]);
  expect(stopped.stdout).toBe("stopped; the next run goes on from here\n");
});

test("web-handler.mjs answers over HTTP, and a question that is none with 422", async () => {
  const server = spawn(process.execPath, [example("web-handler"), folder, "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const [said] = await once(server.stdout.setEncoding("utf8"), "data");
  const address = String(said).trim();
  const answer = await fetch(`${address}${encodeURIComponent(QUESTION)}`);
  expect(await answer.json()).toMatchObject({ schema: 1, status: "answered" });
  const refused = await fetch(address);
  expect([refused.status, await refused.json()]).toMatchObject([422, { code: "question_empty" }]);
  server.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
});

test("verify.mjs ends with 1 where a statement isn't supported", async () => {
  const statements = join(folder, "..", "statements.txt");
  await writeFile(statements, "Mexico expelled North Korea's ambassador on September 7.\n");
  const { stdout } = await ran(process.execPath, [example("verify"), folder, statements]);
  expect(stdout).toMatch(/^supported: Mexico expelled .+\(\S+:\d+\)\n$/);
  await writeFile(statements, "Mexico expelled North Korea's ambassador on May 9.\n");
  const failed = await ran(process.execPath, [example("verify"), folder, statements]).catch((error) => error);
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringMatching(/^contradicted: /) });
});
