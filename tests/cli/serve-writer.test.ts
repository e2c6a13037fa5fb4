import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { finished, start } from "../helpers/cli.js";
import { type FakeWriter, idOf, json, saying, startFakeWriter } from "../helpers/fake-writer.js";
import { closedNetwork } from "../helpers/no-network.js";
import { indexOf } from "../helpers/shipped-index.js";

const QUESTION = "What is the notice period of the mill?";
const QUOTE = "The notice period of the mill is three months.";
const KEY = "sk-very-secret-key";
const children: ChildProcessWithoutNullStreams[] = [];

let cwd: string;
let fake: FakeWriter;

beforeAll(async () => {
  cwd = await indexOf({ "lease.txt": `${QUOTE}\n` });
  fake = await startFakeWriter();
});
afterEach(async () => {
  fake.requests.splice(0);
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await finished(child).catch(() => {});
  }
});
afterAll(() => fake.close());

interface Served {
  readonly url: string;
  readonly log: () => string;
}

async function serving(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Served> {
  const child = start(["serve", "--port", "0", ...args], { cwd, env });
  children.push(child);
  let log = "";
  child.stderr.on("data", (data) => {
    log += String(data);
  });
  const [line] = await once(child.stdout, "data");
  return { url: /http:\/\/[\d.:]+/.exec(String(line))![0], log: () => log };
}

const post = async (url: string, body: object) => {
  const headers = { "content-type": "application/json", accept: "application/json" };
  return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).text();
};
const chat = { model: "footnote", messages: [{ role: "user", content: QUESTION }] };
const tool = (args: object) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name: "ask", arguments: { question: QUESTION, ...args } },
});

test("without the settings a server opens no connection, whoever asks and however", async () => {
  const { asked, env, guarded } = await closedNetwork();
  const { url } = await serving(["--openai-writes"], env);
  const replies = [
    await post(`${url}/v1/query`, { question: QUESTION, write: true }),
    await post(`${url}/v1/chat/completions`, chat),
    await post(`${url}/mcp`, tool({})),
    await post(`${url}/mcp`, tool({ write: true })),
    await (await fetch(`${url}/v1/index`)).text(),
    await (await fetch(url)).text(),
  ];
  expect(replies[0]).toContain("writer_unset");
  expect(replies[1]).toContain(QUOTE);
  expect(replies[1]).not.toContain("written");
  expect(replies[4]).not.toContain("writer");
  expect(await asked()).toBe("");
  expect(await guarded()).toBeGreaterThan(1);
});

test("a host that the settings don't agree to, and an offline server, are nobody's writer, and the log says why", async () => {
  const { asked, env } = await closedNetwork();
  const elsewhere = await serving(["--llm-url", "https://llm.example"], env);
  expect(await (await fetch(`${elsewhere.url}/v1/index`)).text()).not.toContain("writer");
  expect(await post(`${elsewhere.url}/v1/query`, { question: QUESTION, write: true })).toContain("writer_consent");
  await expect.poll(elsewhere.log).toContain("llm.example is not this machine");
  const offline = await serving(["--llm-url", fake.url, "--offline", "--openai-writes"], env);
  expect(await (await fetch(`${offline.url}/v1/index`)).text()).not.toContain("writer");
  expect(await post(`${offline.url}/v1/chat/completions`, chat)).not.toContain("written");
  await expect.poll(offline.log).toContain("--offline is set");
  expect(await asked()).toBe("");
});

test("with them it says who writes, writes where it is asked to, and tells no key in any reply or line of its log", async () => {
  const env = { FOOTNOTE_LLM_URL: `${fake.url}/v1?key=${KEY}`, FOOTNOTE_LLM_KEY: KEY, FOOTNOTE_LLM_MODEL: "fake-1" };
  const { url, log } = await serving(["--openai-writes", "--log-level", "debug", "--log-questions"], env);
  fake.behave(saying((request) => `The mill has a notice period of three months [${idOf(request, "three months")}].`));
  const replies = [
    await (await fetch(`${url}/v1/index`)).text(),
    await post(`${url}/v1/query`, { question: QUESTION, write: true, show_prompt: true }),
    await post(`${url}/v1/chat/completions`, chat),
    await post(`${url}/mcp`, tool({ write: true })),
  ];
  expect(JSON.parse(replies[0]!).writer).toEqual({ host: new URL(fake.url).host, model: "fake-1" });
  for (const reply of replies.slice(1)) expect(reply).toContain("The mill has a notice period of three months");
  expect(fake.requests.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Bearer ${KEY}`));
  fake.behave((_, response) => json(response, 401, { error: { message: `Incorrect API key provided: ${KEY}` } }));
  replies.push(
    await post(`${url}/v1/query`, { question: QUESTION, write: true }),
    await post(`${url}/v1/chat/completions`, chat),
    await post(`${url}/mcp`, tool({ write: true })),
  );
  for (const reply of replies.slice(-3)) expect(reply).toContain("refuses the key");
  await expect.poll(log).toContain("fake-1 of 127.0.0.1");
  expect(`${replies.join("\n")}\n${log()}`).not.toContain(KEY);
});

test("a wrong key file is told to the log's reader, and to others without its path", async () => {
  const args = ["--llm-url", fake.url, "--llm-key-file", "nowhere/secret-place"];
  const { url } = await serving(args, { FOOTNOTE_LLM_MODEL: "fake-1" });
  const reply = await post(`${url}/v1/query`, { question: QUESTION, write: true });
  expect(reply).toContain("setting_invalid");
  expect(reply).toContain(QUOTE);
  expect(reply).not.toContain("secret-place");
});
