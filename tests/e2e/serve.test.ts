import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, AnswerSchema } from "../../src/contract/answer.js";
import { finished, type Run, run, runProcess, start } from "../helpers/cli.js";
import { expectSlices } from "../helpers/expect-slices.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { call } from "../server/harness.js";

const HILL = "Who met with the North Koreans for seven hours in Beijing?";

describe("a `footnote serve` process", () => {
  let cwd: string;
  let child: ChildProcessWithoutNullStreams;
  let ending: Promise<Run>;
  let url: string;

  beforeAll(async () => {
    cwd = await shippedIndex();
    child = start(["serve", "--port", "0"], { cwd });
    ending = finished(child);
    const [line] = await once(child.stdout, "data");
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] as string;
  });

  afterAll(async () => {
    child.kill("SIGKILL");
    await ending;
  });

  const ask = (question: string) =>
    fetch(`${url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question, top_k: 3 }),
    });

  test("answers a question with the object that the command line prints", async () => {
    const response = await ask(HILL);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as Answer;
    expect(AnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.status).toBe("answered");
    expect(answer.citations[0]).toMatchObject({ path: "004_0bf4399a0d973e27.txt", line_start: 9 });
    expectSlices(join(cwd, "corpus"), answer);
    const printed = JSON.parse((await run(["ask", "--json", "--top-k", "3", HILL], { cwd })).stdout) as Answer;
    const without = ({ timings_ms: _, coverage: { checked_at: __, ...coverage }, ...rest }: Answer) => ({
      ...rest,
      coverage,
    });
    expect(without(answer)).toEqual(without(printed));
  });

  test("gives the documents, their texts and the passages that it cited", async () => {
    expect(await (await fetch(`${url}/v1/documents`)).json()).toMatchObject({ documents: { length: 3 } });
    const { citations } = (await (await ask(HILL)).json()) as Answer;
    const cited = citations[0]!;
    const text = await (await fetch(`${url}/v1/documents/${cited.document_id}/text`)).text();
    expect(Array.from(text).slice(cited.start, cited.end).join("")).toBe(cited.quote);
    const passage = await fetch(`${url}/v1/passages/${cited.passage_id}?context=1`);
    expect(await passage.json()).toMatchObject({ text: expect.stringContaining(cited.quote) });
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: "ok" });
  });

  test("reads no file by way of a document's id", async () => {
    const server = { url, close: async () => {} };
    for (const id of [
      "../../corpus/004_0bf4399a0d973e27.txt",
      "..%2f..%2f..%2fetc%2fpasswd",
      "%2e%2e%2f%2e%2e%2fpackage.json",
      "%2Fetc%2Fpasswd",
      "004_0bf4399a0d973e27.txt",
      "..%5c..%5cmanifest.json",
      "%00",
      "__proto__",
    ]) {
      for (const path of [`/v1/documents/${id}`, `/v1/documents/${id}/text`, `/v1/passages/${id}`]) {
        const reply = await call(server, path);
        expect([path, reply.status]).toEqual([path, 404]);
        expect(reply.headers["content-type"]).toBe("application/problem+json");
      }
    }
  });

  test("follows a rebuild that another process makes", async () => {
    await writeFile(join(cwd, "corpus/new.txt"), "The ferry to Capri leaves at noon.\n");
    expect(await runProcess(["index"], { cwd })).toMatchObject({ code: 0 });
    const answer = (await (await ask("When does the ferry to Capri leave?")).json()) as Answer;
    expect(answer.citations[0]).toMatchObject({ path: "new.txt", quote: "The ferry to Capri leaves at noon." });
    expect(answer.coverage).toMatchObject({ documents_searched: 4, stale: [] });
  });

  test("ends on SIGTERM when what it was asked is answered", async () => {
    const headers = { "content-type": "application/json", expect: "100-continue" };
    const request = httpRequest(`${url}/v1/query`, { method: "POST", headers });
    request.flushHeaders();
    // Now the server has the request, and waits for its body.
    await once(request, "continue");
    child.kill("SIGTERM");
    await expect.poll(() => fetch(`${url}/healthz`).catch(() => "refused")).toBe("refused");
    request.end(JSON.stringify({ question: HILL }));
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    const { code, stdout, stderr } = await ending;
    expect(code).toBe(0);
    const lines = stderr.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(lines.map(() => "request"));
    expect(stdout).toMatch(/^Footnote answers at http:\/\/127\.0\.0\.1:\d+ /);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});

test("a server without an index tells the first client that wants events before it loads anything", async () => {
  const child = start(["serve", "--port", "0"], { cwd: await tempFolder() });
  const ending = finished(child);
  try {
    const [line] = await once(child.stdout, "data");
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] as string;
    const headers = { "content-type": "application/json", accept: "text/event-stream" };
    const body = JSON.stringify({ question: HILL });
    const reply = await fetch(`${url}/v1/query`, { method: "POST", headers, body });
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: "index_missing" });
  } finally {
    child.kill("SIGKILL");
    await ending;
  }
});
