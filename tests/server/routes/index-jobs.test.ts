import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { SyncOptions } from "../../../src/assistant/assistant.js";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { JobEventSchema } from "../../../src/contract/events.js";
import {
  type IndexJob,
  IndexJobListSchema,
  IndexJobSchema,
  IndexStatusSchema,
  type SyncResult,
} from "../../../src/contract/index-state.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { acquireWriterLock } from "../../../src/index/lock/writer-lock.js";
import { IndexJobs } from "../../../src/server/index-jobs.js";
import type { RequestContext } from "../../../src/server/middleware/problems.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { localAssistant } from "../../helpers/local-assistant.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { notes } from "../../helpers/notes.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { call, expectObject, expectProblem, query, start } from "../harness.js";
import { all, events, open } from "../streams.js";

const JOBS = "/v1/index/jobs";
const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const KEY = "The key to the cellar is under the mat.\n";
const numbers = (length: number) => Array.from({ length }, (_, i) => i);
/** Takes the model a second or more. */
const SOME_NOTES = notes("Notes", numbers(25));
/** Takes it so long that a build can be stopped halfway. */
const MANY_NOTES = notes("Notes", numbers(100));

/** Starts a job as `curl --json` does. */
async function startJob(server: RunningServer, body: object = {}): Promise<IndexJob> {
  const headers = { "content-type": "application/json" };
  const reply = await call(server, JOBS, { method: "POST", headers, body: JSON.stringify(body) });
  expect(reply.status, reply.body.toString()).toBe(202);
  const sent: unknown = JSON.parse(reply.body.toString());
  const job = IndexJobSchema.parse(sent);
  expect(sent).toEqual(job);
  expect(reply.headers.location).toBe(`${JOBS}/${job.id}`);
  return job;
}

const jobOf = async (server: RunningServer, { id }: IndexJob) =>
  expectObject(await call(server, `${JOBS}/${id}`), IndexJobSchema);
const cancel = async (server: RunningServer, { id }: IndexJob) =>
  expectObject(await call(server, `${JOBS}/${id}`, { method: "DELETE" }), IndexJobSchema);
const indexOf = async (server: RunningServer) => expectObject(await call(server, "/v1/index"), IndexStatusSchema);

async function follow(server: RunningServer, { id }: IndexJob, init: RequestInit = {}) {
  return events(await open(server, `${JOBS}/${id}/events`, init), JobEventSchema);
}

/** The job when it is over. */
async function ended(server: RunningServer, job: IndexJob): Promise<IndexJob> {
  const last = (await all(await follow(server, job))).at(-1);
  expect(last?.event).toBe("end");
  return last!.data as IndexJob;
}

/** Waits until the model is at work. */
async function embedding(server: RunningServer, job: IndexJob): Promise<void> {
  for await (const { data } of await follow(server, job)) {
    if ("progress" in data && (data.progress?.passages_done ?? 0) > 0) return;
  }
  throw new Error("The job ended before anything was embedded.");
}

/** A server over an indexed folder with one document, to which a long one has been added since. */
async function behind(added = SOME_NOTES) {
  const { assistant, corpus } = await localAssistant({ "trip.txt": TRIP }, LocalAssistant);
  await assistant.sync();
  await writeFiles(corpus, { "key.txt": KEY, "notes.md": added });
  return { assistant, corpus, server: await start(assistant) };
}

/** Rebuilds as it is told to. */
class SyncingAssistant extends MemoryAssistant {
  constructor(private readonly rebuild: (options: SyncOptions) => Promise<SyncResult | undefined>) {
    super();
  }

  override async sync(options: SyncOptions = {}): Promise<SyncResult> {
    return (await this.rebuild(options)) ?? super.sync();
  }
}

describe("a job", () => {
  test("rebuilds the index while questions are answered from the one before, and then from the new one", async () => {
    const { server } = await behind();
    const before = await indexOf(server);
    expect(before.stale).toEqual([
      { path: "key.txt", change: "added" },
      { path: "notes.md", change: "added" },
    ]);
    const train = { question: "When does the train to Lyon leave?", filters: { paths: ["trip.txt"] } };
    expectObject(await query(server, train), AnswerSchema);
    const job = await startJob(server);
    expect(job).toMatchObject({ full: false, result: null, problem: null, finished_at: null });
    let during = 0;
    for (;;) {
      const { answer, coverage } = expectObject(await query(server, train), AnswerSchema);
      expect(answer?.text).toContain("leaves at 07:14.");
      const { state } = await jobOf(server, job);
      if (state === "done") break;
      expect(["queued", "running"]).toContain(state);
      if (coverage.indexed_at === before.indexed_at) during++;
    }
    expect(during).toBeGreaterThan(0);
    const done = await jobOf(server, job);
    expect(done.result).toMatchObject({ documents: 3, added: ["key.txt", "notes.md"], changed: [], deleted: [] });
    expect(Date.parse(done.finished_at!)).toBeGreaterThan(Date.parse(done.started_at!));
    const after = await indexOf(server);
    expect(after).toMatchObject({ generation: done.result?.generation, documents: 3, stale: [] });
    expect(after.generation).not.toBe(before.generation);
    const key = expectObject(await query(server, { question: "Where is the key to the cellar?" }), AnswerSchema);
    expect(key.citations[0]).toMatchObject({ path: "key.txt" });
  });

  test("can be followed: its state now, progress that only grows, and last the job as it ended", async () => {
    const { server } = await behind();
    const job = await startJob(server, { full: true });
    const response = await open(server, `${JOBS}/${job.id}/events`);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const received = await all(events(response, JobEventSchema));
    const names = received.map(({ event }) => event);
    expect(names.slice(0, -1).every((name) => name === "progress")).toBe(true);
    expect(names.at(-1)).toBe("end");
    const states = received.map(({ data }) => data as IndexJob);
    expect(new Set(states.map(({ id, full }) => `${id} ${full}`))).toEqual(new Set([`${job.id} true`]));
    const progress = states.flatMap(({ progress }) => (progress ? [progress] : []));
    const phases = progress.map(({ phase }) => phase);
    expect(phases.filter((phase, i) => phase !== phases[i - 1])).toEqual(["discover", "embed", "write"]);
    const done = progress.map(({ passages_done }) => passages_done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(new Set(done).size).toBeGreaterThan(3);
    expect(
      progress.some(({ eta_seconds, passages_per_second }) => eta_seconds !== null && passages_per_second > 0),
    ).toBe(true);
    expect(states.at(-1)).toEqual(await jobOf(server, job));
    expect(states.at(-1)).toMatchObject({ state: "done", result: { documents: 3 } });
    const late = await all(await follow(server, job));
    expect(late).toEqual([{ event: "end", data: states.at(-1) }]);
  });

  test("goes on when whoever follows it hangs up", async () => {
    const { server } = await behind();
    const job = await startJob(server);
    const leaving = new AbortController();
    const stream = await follow(server, job, { signal: leaving.signal });
    await stream.next();
    leaving.abort();
    await expect(all(stream)).rejects.toThrow();
    expect(await ended(server, job)).toMatchObject({ state: "done", result: { documents: 3 } });
  });

  test("that is cancelled stops, leaves the index as it was, and the next one can run", async () => {
    const { assistant, corpus, server } = await behind(MANY_NOTES);
    const before = await indexOf(server);
    const job = await startJob(server);
    await embedding(server, job);
    const cancelled = await cancel(server, job);
    expect(cancelled).toMatchObject({ state: "cancelled", result: null, problem: null });
    expect(cancelled.progress!.passages_done).toBeLessThan(cancelled.progress!.passages_total);
    // Nobody writes any more: the lock is free, and no generation is half-made.
    await (await acquireWriterLock(assistant.indexFolder)).release();
    expect(await readdir(join(assistant.indexFolder, "generations"))).toEqual([before.generation]);
    expect(await indexOf(server)).toMatchObject({ generation: before.generation, documents: 1 });
    expect(await cancel(server, job)).toEqual(cancelled);
    await writeFiles(corpus, { "notes.md": SOME_NOTES });
    expect(await ended(server, await startJob(server))).toMatchObject({ state: "done", result: { documents: 3 } });
  });

  test("is refused while another one runs, and told which", async () => {
    const { server } = await behind(MANY_NOTES);
    const job = await startJob(server);
    const reply = await call(server, JOBS, { method: "POST" });
    expect(expectProblem(reply, 409, "index_job_running").detail).toContain(job.id);
    expect(reply.headers.location).toBe(`${JOBS}/${job.id}`);
    await cancel(server, job);
    await cancel(server, await startJob(server));
  });

  test("waits for a build that this process makes by itself, as with --watch", async () => {
    const { assistant, corpus, server } = await behind();
    const own = assistant.sync();
    const job = await startJob(server);
    await writeFiles(corpus, { "late.txt": "The late file is here.\n" });
    expect(await own).toMatchObject({ documents: expect.any(Number) });
    expect(await ended(server, job)).toMatchObject({ state: "done", problem: null });
    expect((await indexOf(server)).documents).toBe(4);
  });

  test("that waits can be cancelled at once, which does nothing to the build it waits for", async () => {
    const { assistant, server } = await behind();
    let isOver = false;
    const own = assistant.sync().finally(() => {
      isOver = true;
    });
    const job = await startJob(server);
    expect(await cancel(server, job)).toMatchObject({ state: "cancelled", started_at: null, progress: null });
    expect(isOver).toBe(false);
    expect(await own).toMatchObject({ documents: 3 });
  });

  test("fails with index_locked while another process writes", async () => {
    const { assistant, server } = await behind();
    const lock = await acquireWriterLock(assistant.indexFolder);
    const failed = await ended(server, await startJob(server));
    expect(failed).toMatchObject({ state: "failed", result: null, problem: { code: "index_locked", status: 409 } });
    await lock.release();
    expect(await ended(server, await startJob(server))).toMatchObject({ state: "done" });
  });

  test("ends with the server, whoever follows hears of it, and the index stays as it was", async () => {
    const { assistant, server } = await behind(MANY_NOTES);
    const before = await indexOf(server);
    const job = await startJob(server);
    await embedding(server, job);
    const stream = await follow(server, job);
    await stream.next();
    const closed = server.close();
    expect((await all(stream)).at(-1)).toMatchObject({ event: "end", data: { state: "cancelled" } });
    await closed;
    await (await acquireWriterLock(assistant.indexFolder)).release();
    expect(await assistant.status()).toMatchObject({ generation: before.generation });
  });

  test("can't be started any more when the server closes", async () => {
    const jobs = new IndexJobs(new MemoryAssistant(), () => {});
    await jobs.close();
    const request = { method: "POST", path: JOBS, requestId: "r1" };
    expect(() => jobs.start(false, request)).toThrow(
      expect.objectContaining({ code: "server_closing", httpStatus: 503 }),
    );
  });

  const secret = new Error("secret of /home/ada");
  const killed = { path: "/home/ada/secret", how: "SIGKILL" };
  test.each([
    ["internal", secret],
    ["index_build_ended", new FootnoteError("index_build_ended", killed, { cause: secret })],
  ])(
    "that failed with %s leaks nothing, and is logged once with the request that started it",
    async (code, failure) => {
      const logged: [FootnoteError, RequestContext][] = [];
      const assistant = new SyncingAssistant(() => Promise.reject(failure));
      const server = await start(assistant, { log: (...entry) => logged.push(entry) });
      const failed = await ended(server, await startJob(server));
      expect(failed).toMatchObject({ state: "failed", problem: { code, status: 500 } });
      expect(JSON.stringify(failed)).not.toContain("secret");
      expect(logged.map(([{ cause }, { method, path }]) => [cause, method, path])).toEqual([[secret, "POST", JOBS]]);
    },
  );
});

test("a job that is silent has a heartbeat", async () => {
  const waits = new SyncingAssistant(async () => {
    await delay(300);
    return undefined;
  });
  const server = await start(waits, { heartbeatMs: 20 });
  const { id } = await startJob(server);
  let beats = 0;
  await all(events(await open(server, `${JOBS}/${id}/events`), JobEventSchema, () => beats++));
  expect(beats).toBeGreaterThanOrEqual(3);
});

test("the last jobs are remembered, the newest first; older ones are forgotten", async () => {
  const server = await start();
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) {
    const job = await startJob(server);
    ids.unshift(job.id);
    await ended(server, job);
  }
  const { jobs } = expectObject(await call(server, JOBS), IndexJobListSchema);
  expect(jobs.length).toBeGreaterThanOrEqual(20);
  expect(jobs.length).toBeLessThan(30);
  expect(jobs.map(({ id }) => id)).toEqual(ids.slice(0, jobs.length));
  expectProblem(await call(server, `${JOBS}/${ids.at(-1)}`), 404, "index_job_unknown");
});

describe("what starts a job", () => {
  const post = (server: RunningServer, body?: string, type?: string) =>
    call(server, JOBS, {
      method: "POST",
      headers: type === undefined ? {} : { "content-type": type },
      ...(body !== undefined && { body }),
    });

  test.each([
    [undefined, undefined, false],
    [undefined, "application/json", false],
    ["", "text/plain", false],
    ["{}", "application/json", false],
    ['{"full":false}', "application/json", false],
    ['{"full":true}', "application/json; charset=utf-8", true],
  ])("may be the body %s of type %s", async (body, type, full) => {
    const asked: (boolean | undefined)[] = [];
    const assistant = new SyncingAssistant(async (options) => {
      asked.push(options.full);
      return undefined;
    });
    const reply = await post(await start(assistant), body, type);
    expect(reply.status).toBe(202);
    expect(JSON.parse(reply.body.toString())).toMatchObject({ full });
    expect(asked).toEqual([full]);
  });

  test.each([
    ["{}", "text/plain", 415, "request_media_type"],
    ["{}", undefined, 415, "request_media_type"],
    ["{", "application/json", 400, "request_not_json"],
    ["[]", "application/json", 422, "request_invalid"],
    ['{"full":"yes"}', "application/json", 422, "request_invalid"],
    ['{"corpus":"/etc"}', "application/json", 422, "request_invalid"],
  ] as const)("is not the body %s of type %s", async (body, type, status, code) => {
    const server = await start();
    expectProblem(await post(server, body, type), status, code);
    expect(expectObject(await call(server, JOBS), IndexJobListSchema).jobs).toEqual([]);
  });

  test("is not a page of another origin", async () => {
    const reply = await call(await start(), JOBS, { method: "POST", headers: { origin: "https://example.com" } });
    expectProblem(reply, 403, "request_forbidden");
  });
});

test.each(["GET", "DELETE"])("%s of a job that nobody started is 404", async (method) => {
  expectProblem(await call(await start(), `${JOBS}/none`, { method }), 404, "index_job_unknown");
});

test("the events of a job that nobody started are 404", async () => {
  expectProblem(await call(await start(), `${JOBS}/none/events`), 404, "index_job_unknown");
});
