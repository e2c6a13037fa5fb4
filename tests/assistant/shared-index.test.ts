import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { DEFAULT_LIMITS } from "../../src/server/limits/work-queue.js";
import { serve } from "../../src/server/serve.js";
import { run } from "../helpers/cli.js";
import { DEFAULTS, WORKER_URL } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";
import { clusterSettings, NODES } from "../helpers/test-cluster.js";

const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const WHEN = "When does the train to Lyon leave?";

/** A busy machine may take long to load a model. */
const PATIENT = { ...DEFAULT_LIMITS, seconds: 600 };

const toClose: { close(): Promise<void> }[] = [];

afterAll(async () => {
  for (const opened of toClose.reverse()) await opened.close();
});

function closing<T extends { close(): Promise<void> }>(opened: T): T {
  toClose.push(opened);
  return opened;
}

describe.skipIf(NODES.length === 0)("an index in a cluster (FOOTNOTE_TEST_OPENSEARCH)", () => {
  /** A machine that indexes, and others that know the cluster alone. */
  async function machines() {
    const settings = { ...DEFAULTS, workers: 1, ...clusterSettings() };
    const cwd = await tempFolder();
    const corpus = join(cwd, "corpus");
    await writeFiles(corpus, { "trip.txt": TRIP, "lamp.txt": "Clean the glass with a dry cloth.\n" });
    const indexer = closing(new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL }));
    await indexer.sync();
    const other = async () => closing(new LocalAssistant(settings, { cwd: await tempFolder(), workerUrl: WORKER_URL }));
    return { corpus, indexer, other };
  }

  test("is asked, quoted and shown where the documents are not; what needs their files says so", async () => {
    const { corpus, indexer, other } = await machines();
    const away = `${corpus}-elsewhere`;
    await rename(corpus, away);
    const server = await other();
    for (const isEmpty of [false, true]) {
      // A mount that nothing was put into is no folder whose documents are gone.
      if (isEmpty) await writeFiles(corpus, { ".keep": "" });
      const answer = await (isEmpty ? await other() : server).ask({ question: WHEN });
      expect(answer).toMatchObject({ status: "answered", coverage: { stale: null, checked_at: null } });
      const [citation] = answer.citations;
      expect(citation).toMatchObject({ path: "trip.txt", line_start: 1, quote: expect.stringContaining("07:14") });
      expect((await server.text(citation!.document_id)).text).toBe(TRIP);
      expect((await server.passage(citation!.passage_id)).text).toContain("07:14");
      expect((await server.verify({ statements: ["The train to Lyon leaves at 07:14."] })).statements).toHaveLength(1);
      const elsewhere = { code: "corpus_elsewhere", exitCode: 2, message: expect.stringContaining(corpus) };
      await expect(server.original(citation!.document_id)).rejects.toMatchObject(elsewhere);
      await expect((await other()).verify({ citations: answer.citations })).rejects.toMatchObject(elsewhere);
    }
    await expect(indexer.sync()).rejects.toMatchObject({ code: "corpus_empty" });
    expect(await server.status()).toMatchObject({ documents: 2 });
  });

  test("is followed by every server with the next question, and no question fails meanwhile", async () => {
    const { corpus, indexer, other } = await machines();
    const servers = await Promise.all(
      [other(), other()].map(async (one) => closing(await serve({ assistant: await one, limits: PATIENT }))),
    );
    const ask = async (url: string) => {
      const body = JSON.stringify({ question: WHEN });
      const reply = await fetch(`${url}/v1/query`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const { answer } = (await reply.json()) as { answer: { text: string } | null };
      return [reply.status, answer?.text];
    };
    let isBuilding = true;
    const heard = servers.map(async ({ url }) => {
      const answers: Awaited<ReturnType<typeof ask>>[] = [];
      while (isBuilding) answers.push(await ask(url));
      return answers;
    });
    await writeFiles(corpus, { "trip.txt": TRIP.replace("07:14", "09:30") });
    await indexer.sync();
    for (const { url } of servers) expect(await ask(url)).toEqual([200, expect.stringContaining("09:30")]);
    isBuilding = false;
    for (const answers of await Promise.all(heard)) {
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) expect(answer).toEqual([200, expect.stringMatching(/07:14|09:30/)]);
    }
  });
});

describe("a cluster that can't be reached", () => {
  const env = { FOOTNOTE_STORE: "opensearch", FOOTNOTE_OPENSEARCH_URL: "http://127.0.0.1:9,http://127.0.0.1:10" };
  let cwd: string;
  beforeAll(async () => {
    cwd = await tempFolder();
    await writeFiles(cwd, { "corpus/trip.txt": TRIP, "answer.json": "[]" });
  });

  test.each([
    [["ask", WHEN]],
    [["search", WHEN]],
    [["verify", "The train leaves at 07:14."]],
    [["show", "trip.txt:1"]],
    [["status"]],
    [["why-not", "trip.txt", WHEN]],
    [["summarise", "trip.txt"]],
    [["index", "corpus"]],
    [["index", "corpus", "--dry-run"]],
  ])("ends %j with 2, its name and what to do, and nothing on standard output", async (args) => {
    const { code, stdout, stderr } = await run(args, { cwd, env });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("cluster at http://127.0.0.1:9, http://127.0.0.1:10 can't be reached");
    expect(stderr).toContain("FOOTNOTE_OPENSEARCH_URL");
  });

  test("is found by the doctor", async () => {
    const { code, stdout } = await run(["doctor"], { cwd, env });
    expect(code).toBe(2);
    expect(stdout).toMatch(/failed +index +.*can't be reached/);
  });

  test("makes a server answer 503, and say that it isn't ready", async () => {
    const opensearchUrl = ["http://127.0.0.1:9"];
    const settings = { ...DEFAULTS, store: "opensearch", opensearchUrl } as const;
    const assistant = closing(new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL }));
    const { url } = closing(await serve({ assistant }));
    const asked = await fetch(`${url}/v1/query`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ question: WHEN }),
    });
    expect([asked.status, await asked.json()]).toEqual([503, expect.objectContaining({ code: "store_unreachable" })]);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });
});
