import { afterAll, beforeAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { RemoteAssistant } from "../../../src/assistant/remote/remote-assistant.js";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { type FakeWriter, idOf, saying, startFakeWriter } from "../../helpers/fake-writer.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";

const question = "What is the notice period of the mill?";

let fake: FakeWriter;
let assistant: LocalAssistant;
let server: RunningServer;

beforeAll(async () => {
  const cwd = await indexOf({ "lease.txt": "The notice period of the mill is three months.\n" });
  fake = await startFakeWriter(
    saying((request) => `The mill has a notice period of three months [${idOf(request, "three months")}].`),
  );
  const settings = { ...DEFAULTS, workers: 1, llmUrl: fake.url };
  assistant = new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL });
  server = await serve({ assistant });
});
afterAll(async () => {
  await server.close();
  await Promise.all([assistant.close(), fake.close()]);
});

const post = (body: object, accept = "application/json") =>
  fetch(`${server.url}/v1/query`, {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify(body),
  });

test("an answer that was asked for in words has both", async () => {
  const answer = AnswerSchema.parse(await (await post({ question, write: true })).json());
  expect(answer.answer?.text).toBe("The notice period of the mill is three months.");
  expect(answer.written?.sentences).toMatchObject([{ verdict: "proven", citations: ["w1"] }]);
});

test("one that was not has no word of a model, and none was asked", async () => {
  fake.requests.splice(0);
  const answer = AnswerSchema.parse(await (await post({ question })).json());
  expect(answer).not.toHaveProperty("written");
  expect(fake.requests).toEqual([]);
});

test("a stream gives the quoted answer whole before any word, and ends with both", async () => {
  const text = await (await post({ question, write: true }, "text/event-stream")).text();
  const names = [...text.matchAll(/^event: (.+)$/gmu)].map(([, name]) => name);
  const order = ["answer.delta", "answer.quoted", "written.delta", "written.sentence", "written.done", "answer.done"];
  const places = order.map((name) => names.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(names.at(-1)).toBe("answer.done");
});

test("a client of the server hears the same", async () => {
  const remote = new RemoteAssistant({ server: server.url });
  const heard: string[] = [];
  const answer = await remote.write({ question }, { onEvent: ({ event }) => heard.push(event) });
  await remote.close();
  expect(answer.written?.sentences).toMatchObject([{ verdict: "proven" }]);
  expect(heard[0]).toBe("answer.quoted");
  expect(heard.at(-1)).toBe("written.done");
});
