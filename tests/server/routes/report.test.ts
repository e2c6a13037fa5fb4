import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { RemoteAssistant } from "../../../src/assistant/remote/remote-assistant.js";
import { ReportSchema } from "../../../src/contract/report.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { type FakeWriter, idOf, saying, startFakeWriter } from "../../helpers/fake-writer.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";

const summary = { task: "summary", document: "lease.txt" } as const;

let fake: FakeWriter;
let assistant: LocalAssistant;
let server: RunningServer;

beforeAll(async () => {
  const cwd = await indexOf({ "lease.txt": "The notice period of the mill is three months.\n" });
  fake = await startFakeWriter(
    saying((request) => `The mill has a notice period of three months [${idOf(request, "three months")}].`),
  );
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1, llmUrl: fake.url }, { cwd, workerUrl: WORKER_URL });
  server = await serve({ assistant });
});
afterAll(async () => {
  await server.close();
  await Promise.all([assistant.close(), fake.close()]);
});

const post = (body: object, accept = "application/json") =>
  fetch(`${server.url}/v1/report`, {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify(body),
  });

test("a report is in quotes, and no model is asked unless it is to write", async () => {
  const report = ReportSchema.parse(await (await post(summary)).json());
  expect(report.sections[0]!.quotes[0]!.text).toBe("The notice period of the mill is three months.");
  expect(report.written).toBeNull();
  expect(fake.requests).toEqual([]);
  const written = ReportSchema.parse(await (await post({ ...summary, write: true })).json());
  expect(written.sections[0]!.written).toMatchObject([{ verdict: "proven" }]);
});

test("a stream gives the quotes before any word, and ends with both", async () => {
  const text = await (await post({ ...summary, write: true }, "text/event-stream")).text();
  const names = [...text.matchAll(/^event: (.+)$/gmu)].map(([, name]) => name);
  expect([...new Set(names)]).toEqual([
    "report.quoted",
    "report.section",
    "written.delta",
    "written.sentence",
    "report.done",
  ]);
});

test.each([
  [{ task: "summary", document: "other.txt" }, 404, "document_unmatched"],
  [{ task: "explanation", passage: "p-none" }, 404, "passage_unknown"],
  [{ task: "comparison", first: "lease.txt", second: "lease.txt" }, 422, "request_invalid"],
  [{ task: "summary" }, 422, "request_invalid"],
  [{ task: "summary", document: "lease.txt", length: 3 }, 422, "request_invalid"],
  [{ task: "poem", document: "lease.txt" }, 422, "request_invalid"],
  [{ task: "summary", document: "half \ud83d" }, 422, "question_not_text"],
])("what can't be done is refused with its own status, also as a stream: %j", async (body, status, code) => {
  for (const accept of ["application/json", "text/event-stream"]) {
    const response = await post(body, accept);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  }
});

test("a client of the server gets the same, and hears the same", async () => {
  const remote = new RemoteAssistant({ server: server.url });
  const heard: string[] = [];
  const report = await remote.report({ task: summary, write: true }, { onEvent: ({ event }) => heard.push(event) });
  expect(report.sections[0]!.written).toMatchObject([{ verdict: "proven" }]);
  expect([heard[0], heard.at(-1)]).toEqual(["report.quoted", "written.sentence"]);
  expect(await remote.report({ task: summary })).toMatchObject({ task: "summary", written: null });
  await expect(remote.report({ task: summary, unsent: true })).rejects.toMatchObject({ code: "server_not_asked" });
  await remote.close();
});
