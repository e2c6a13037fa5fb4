import { expect, test } from "vitest";
import { RemoteAssistant } from "../../../src/assistant/remote/remote-assistant.js";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { NOTICE, writingServer } from "../../helpers/writing-server.js";

const question = "What is the notice period of the mill?";

const served = writingServer();

test("an answer that was asked for in words has both", async () => {
  const answer = AnswerSchema.parse(await (await served.post("/v1/query", { question, write: true })).json());
  expect(answer.answer?.text).toBe(NOTICE);
  expect(answer.written?.sentences).toMatchObject([{ verdict: "proven", citations: ["w1"] }]);
});

test("one that was not has no word of a model, and none was asked", async () => {
  served.fake.requests.splice(0);
  const answer = AnswerSchema.parse(await (await served.post("/v1/query", { question })).json());
  expect(answer).not.toHaveProperty("written");
  expect(served.fake.requests).toEqual([]);
});

test("a stream gives the quoted answer whole before any word, and ends with both", async () => {
  const text = await (await served.post("/v1/query", { question, write: true }, "text/event-stream")).text();
  const names = [...text.matchAll(/^event: (.+)$/gmu)].map(([, name]) => name);
  const order = [
    "answer.delta",
    "answer.quoted",
    "written.sent",
    "written.delta",
    "written.sentence",
    "written.done",
    "answer.done",
  ];
  const places = order.map((name) => names.indexOf(name));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(names.at(-1)).toBe("answer.done");
});

test("a client of the server hears the same", async () => {
  const remote = new RemoteAssistant({ server: served.url });
  const heard: string[] = [];
  const answer = await remote.write({ question }, { onEvent: ({ event }) => heard.push(event) });
  await remote.close();
  expect(answer.written?.sentences).toMatchObject([{ verdict: "proven" }]);
  expect(heard[0]).toBe("answer.quoted");
  expect(heard.at(-1)).toBe("written.done");
});
