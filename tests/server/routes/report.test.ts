import { expect, test } from "vitest";
import { RemoteAssistant } from "../../../src/assistant/remote/remote-assistant.js";
import { ReportSchema } from "../../../src/contract/report.js";
import { NOTICE, writingServer } from "../../helpers/writing-server.js";

const summary = { task: "summary", document: "lease.txt" } as const;

const served = writingServer();

test("a report is in quotes, and no model is asked unless it is to write", async () => {
  const report = ReportSchema.parse(await (await served.post("/v1/report", summary)).json());
  expect(report.sections[0]!.quotes[0]!.text).toBe(NOTICE);
  expect(report.written).toBeNull();
  expect(served.fake.requests).toEqual([]);
  const written = ReportSchema.parse(await (await served.post("/v1/report", { ...summary, write: true })).json());
  expect(written.sections[0]!.written).toMatchObject([{ verdict: "proven" }]);
});

test("a stream gives the quotes before any word, and ends with both", async () => {
  const text = await (await served.post("/v1/report", { ...summary, write: true }, "text/event-stream")).text();
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
  [{ task: "comparison", first: "lease.txt", second: "lease.txt" }, 422, "documents_same"],
  [{ task: "summary" }, 422, "request_invalid"],
  [{ task: "summary", document: "lease.txt", length: 3 }, 422, "request_invalid"],
  [{ task: "poem", document: "lease.txt" }, 422, "request_invalid"],
  [{ task: "summary", document: "half \ud83d" }, 422, "question_not_text"],
])("what can't be done is refused with its own status, also as a stream: %j", async (body, status, code) => {
  for (const accept of ["application/json", "text/event-stream"]) {
    const response = await served.post("/v1/report", body, accept);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  }
});

test("a client of the server gets the same, and hears the same", async () => {
  const remote = new RemoteAssistant({ server: served.url });
  const heard: string[] = [];
  const report = await remote.report({ task: summary, write: true }, { onEvent: ({ event }) => heard.push(event) });
  expect(report.sections[0]!.written).toMatchObject([{ verdict: "proven" }]);
  expect([heard[0], heard.at(-1)]).toEqual(["report.quoted", "written.sentence"]);
  expect(await remote.report({ task: summary })).toMatchObject({ task: "summary", written: null });
  await expect(remote.report({ task: summary, unsent: true })).rejects.toMatchObject({ code: "server_not_asked" });
  await remote.close();
});
