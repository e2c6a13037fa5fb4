import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { type Answer, AnswerSchema, type Citation, type Written } from "../../../src/contract/answer.js";
import { ChatCompletionSchema } from "../../../src/server/openai/chat-schemas.js";
import { type RunningServer, type ServeOptions, serve } from "../../../src/server/serve.js";
import {
  type Behaviour,
  type FakeWriter,
  finish,
  idOf,
  json,
  say,
  saying,
  startFakeWriter,
} from "../../helpers/fake-writer.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";

const KEY = "sk-very-secret-key";
const QUOTE = "The notice period of the mill is three months.";
const RENT = "The rent of the mill is 900 pounds a month, and the mill is let unfurnished.";
const question = "What is the notice period of the mill?";
const LINKED = "The tower of the mill is [tall](http://evil.example) and <b>white</b>.";

let fake: FakeWriter;
let assistant: LocalAssistant;
let server: RunningServer;
let unset: RunningServer;
const logged: string[] = [];

beforeAll(async () => {
  const cwd = await indexOf({ "lease.txt": `${QUOTE}\n\n${RENT}\n\n${LINKED}\n` });
  fake = await startFakeWriter();
  const llmUrl = `${fake.url}/v1?api_key=${KEY}`;
  const settings = { ...DEFAULTS, workers: 1, llmUrl, llmKey: KEY, llmModel: "fake-1", llmSeconds: 4 };
  assistant = new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL });
  const log = (...told: unknown[]) => logged.push(told.map(String).join(" "), JSON.stringify(told));
  const options: ServeOptions = { assistant, log, requestLog: log };
  server = await serve({
    ...options,
    writer: { host: new URL(fake.url).host, model: "fake-1" },
    openaiWrites: true,
  });
  unset = await serve(options);
  // The first question loads the models.
  await assistant.ask({ question });
});
afterEach(() => {
  fake.requests.splice(0);
  fake.behave((_, response) => finish(response));
});
afterAll(async () => {
  await Promise.all([server.close(), unset.close()]);
  await Promise.all([assistant.close(), fake.close()]);
});

const proving: Behaviour = saying((request) =>
  [
    `The mill has a notice period of three months [${idOf(request, "three months")}].`,
    `The rent of the mill is 950 pounds a month [${idOf(request, "900 pounds")}].`,
    `The mill is haunted [${idOf(request, "three months")}].`,
  ].join("\n"),
);

const post = (path: string, body: object, more: RequestInit = {}, to = server) =>
  fetch(to.url + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...more,
  });
const asked = { model: "footnote", messages: [{ role: "user", content: question }] };
const EVENTS = { "content-type": "application/json", accept: "text/event-stream" };

async function writtenOf(response: Response): Promise<Answer & { readonly written: Written }> {
  const text = await response.text();
  expect(text).not.toContain(KEY);
  const answer = AnswerSchema.parse(JSON.parse(text)) as Answer & { written: Written };
  expect(answer.answer?.text).toBe(QUOTE);
  return answer;
}

async function inMcp<Result>(to: RunningServer, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${to.url}/mcp`)));
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

describe("the state of the server", () => {
  test("names the model and where it is, and nothing secret", async () => {
    const text = await (await fetch(`${server.url}/v1/index`)).text();
    expect(JSON.parse(text).writer).toEqual({ host: new URL(fake.url).host, model: "fake-1" });
    expect(text).not.toContain(KEY);
  });

  test("names none where the settings let none write", async () => {
    expect(await (await fetch(`${unset.url}/v1/index`)).json()).not.toHaveProperty("writer");
  });
});

describe("in the OpenAI shape, by the server's setting,", () => {
  const openai = (to = server) => new OpenAI({ baseURL: `${to.url}/v1`, apiKey: "none", maxRetries: 0 });

  test("the quotes come as without it, and below them the proven sentences, numbered on", async () => {
    const plain = ChatCompletionSchema.parse(await (await post("/v1/chat/completions", asked, {}, unset)).json());
    expect(fake.requests).toEqual([]);
    fake.behave(proving);
    const completion = ChatCompletionSchema.parse(await (await post("/v1/chat/completions", asked)).json());
    const { content } = completion.choices[0]!.message;
    const quotes = plain.choices[0]!.message.content;
    expect(content.startsWith(quotes)).toBe(true);
    expect(content.slice(quotes.length)).toBe(
      [
        "",
        "",
        "In words:",
        "",
        `The mill has a notice period of three months. [1] "${RENT}" [2]`,
        "",
        "1 sentence left out: what it cites doesn't say it.",
        "",
        "1 sentence replaced by a quote: what it cites doesn't say it.",
        "",
        "Sources of the words:",
        `2. lease.txt:3: "${RENT}"`,
        "",
        content.slice(content.lastIndexOf("Written by")),
      ].join("\n"),
    );
    expect(content).toContain(`Written by fake-1 at ${new URL(fake.url).host} from `);
    expect(completion.citations.map(({ quote }) => quote)).toEqual([QUOTE, RENT]);
    expect(completion.usage).toEqual({ prompt_tokens: 321, completion_tokens: 12, total_tokens: 333 });
    expect(completion.written?.sentences.map(({ verdict }) => verdict)).toEqual(["proven", "replaced", "left_out"]);
  });

  test("a stream adds up to the same, with the quotes before the model's first word", async () => {
    fake.behave(proving);
    const whole = await openai().chat.completions.create({ model: "footnote", messages: [...asked.messages] as never });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    fake.behave(async (request, response) => {
      await held;
      await proving(request, response);
    });
    const stream = await openai().chat.completions.create({
      model: "footnote",
      messages: [...asked.messages] as never,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let citations: readonly Citation[] = [];
    let used: unknown = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      citations = (chunk as { citations?: Citation[] }).citations ?? citations;
      used = chunk.usage ?? used;
      if (text.includes(QUOTE)) release();
    }
    const timeless = (said: string) => said.replace(/[\d.]+ s\.$/u, "");
    expect(timeless(text)).toBe(timeless(whole.choices[0]!.message.content!));
    expect(citations.map(({ quote }) => quote)).toEqual([QUOTE, RENT]);
    expect(used).toMatchObject({ total_tokens: 333 });
  });

  test("a refusal is the text that it is without it, and no model is asked", async () => {
    const messages = [{ role: "user", content: "Who won the football world cup in Qatar?" }];
    const texts = await Promise.all(
      [server, unset].map(async (to) => (await post("/v1/chat/completions", { ...asked, messages }, {}, to)).json()),
    );
    expect(texts[0].choices).toEqual(texts[1].choices);
    expect(texts[0].usage.total_tokens).toBe(0);
    expect(fake.requests).toEqual([]);
  });

  test("what a document has of Markdown and HTML stays text in the words too", async () => {
    fake.behave(saying((request) => `The tower is 7 m [${idOf(request, "tall")}].`));
    const messages = [{ role: "user", content: "What is the tower of the mill like?" }];
    const { choices } = (await (await post("/v1/chat/completions", { ...asked, messages })).json()) as {
      choices: { message: { content: string } }[];
    };
    const [, words = ""] = choices[0]!.message.content.split("In words:");
    expect(words).toContain("[tall]\\(http");
    expect(words).not.toContain("<b>");
  });
});

describe("over MCP", () => {
  test("`ask` takes `write` where the settings let a model write, and names it", async () => {
    fake.behave(proving);
    await inMcp(server, async (client) => {
      const { tools } = await client.listTools();
      const { properties } = tools.find(({ name }) => name === "ask")!.inputSchema;
      expect(JSON.stringify(properties?.write)).toContain(`fake-1 at ${new URL(fake.url).host}`);
      const result = await client.callTool({ name: "ask", arguments: { question, write: true } });
      const text = (result.content as { text: string }[])[0]!.text;
      expect(text).toContain(QUOTE);
      expect(text).toContain("The mill has a notice period of three months. [w1]");
      expect(text).toContain("1 sentence left out: what it cites doesn't say it.");
      expect(text).not.toContain("haunted");
      expect(result.structuredContent).toMatchObject({
        status: "answered",
        written: {
          model: "fake-1",
          sentences: [{ verdict: "proven" }, { verdict: "replaced" }, { verdict: "left_out" }],
        },
      });
    });
  });

  test("without `write` nothing is written, and the result is as without the setting", async () => {
    const results = await Promise.all(
      [server, unset].map((to) =>
        inMcp(
          to,
          (client) => client.callTool({ name: "ask", arguments: { question } }) as Promise<{ content: unknown }>,
        ),
      ),
    );
    expect(results[0]!.content).toEqual(results[1]!.content);
    expect(fake.requests).toEqual([]);
  });

  test("without the setting `write` is no argument", async () => {
    await inMcp(unset, async (client) => {
      const { tools } = await client.listTools();
      expect(tools.find(({ name }) => name === "ask")!.inputSchema.properties).not.toHaveProperty("write");
      const result = await client.callTool({ name: "ask", arguments: { question, write: true } });
      expect(result.isError).toBe(true);
    });
    expect(fake.requests).toEqual([]);
  });
});

/** What a hostile or broken server does, and what is said of it. */
const BROKEN: readonly [string, string, Behaviour][] = [
  ["stalls", "writer_timeout", () => {}],
  ["stalls between words", "writer_timeout", (_, response) => say(response, "The mill")],
  [
    "breaks off",
    "writer_cut_off",
    (_, response) => {
      say(response, "The mill");
      setTimeout(() => response.destroy(), 50);
    },
  ],
  ["closes", "writer_cut_off", (_, response) => void response.destroy()],
  [
    "sends garbage",
    "writer_reply_unknown",
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).end("data: {this is no json\n\n");
    },
  ],
  [
    "sends an endless line",
    "writer_reply_unknown",
    (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("data: ");
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    },
  ],
  [
    "refuses the key, which it repeats",
    "writer_refused",
    (_, response) => json(response, 401, { error: { message: `no: ${KEY}` } }),
  ],
  ["is asked too often", "writer_busy", (_, response) => json(response, 429, { error: { message: "slow down" } })],
  ["fails", "writer_failed", (_, response) => json(response, 500, { error: { message: "out of memory" } })],
  [
    "sends on to elsewhere",
    "writer_reply_unknown",
    (_, response) => void response.writeHead(307, { location: "https://elsewhere.example/" }).end(),
  ],
];

describe("where the model's server", () => {
  test.each(BROKEN)(
    "%s, the quoted answer stands on every way, with what to do and no key",
    async (_, code, broken) => {
      fake.behave(broken);
      const [plain, stream, chat, mcp] = await Promise.all([
        post("/v1/query", { question, write: true }).then(writtenOf),
        post("/v1/query", { question, write: true }, { headers: EVENTS }).then((response) => response.text()),
        post("/v1/chat/completions", asked).then((response) => response.text()),
        inMcp(server, (client) => client.callTool({ name: "ask", arguments: { question, write: true } })),
      ]);
      expect(plain.written.status).toBe("failed");
      expect(plain.written.problem?.code).toBe(code);
      expect(plain.written.problem?.hint).not.toBe("");
      const last = /event: answer\.done\ndata: (.+)\n/u.exec(stream)?.[1] ?? "";
      expect(JSON.parse(last)).toMatchObject({ status: "answered", written: { problem: { code } } });
      expect(JSON.parse(chat)).toMatchObject({ status: "answered", written: { problem: { code } } });
      expect(JSON.parse(chat).choices[0].message.content).toContain("Not written in words: ");
      expect(mcp.isError ?? false).toBe(false);
      expect(mcp.structuredContent).toMatchObject({ status: "answered", written: { problem: { code } } });
      expect([stream, chat, JSON.stringify(mcp), ...logged].join("\n")).not.toContain(KEY);
    },
  );

  test("writes ids that nobody gave it, none of it is shown", async () => {
    fake.behave(saying(() => "The mill is free [zzz]. The mill burns [w1]."));
    const { written } = await writtenOf(await post("/v1/query", { question, write: true }));
    expect(written.sentences.map(({ verdict }) => verdict)).toEqual(["left_out", "left_out"]);
  });
});

test("eight who ask at once have their quotes while the model is busy, and then all their words", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  fake.behave(async (request, response) => {
    await held;
    await proving(request, response);
  });
  const streams = await Promise.all(
    Array.from({ length: 8 }, () => post("/v1/query", { question, write: true }, { headers: EVENTS })),
  );
  const texts = await Promise.all(
    streams.map(async (response) => {
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (!text.includes("event: answer.quoted")) text += (await reader.read()).value ?? "";
      return { reader, text };
    }),
  );
  expect(fake.requests.length).toBeLessThan(8);
  release();
  for (const { reader, text } of texts) {
    let all = text;
    for (let step = await reader.read(); !step.done; step = await reader.read()) all += step.value;
    expect(all.match(/event: answer\.quoted/gu)).toHaveLength(1);
    expect(all).toMatch(/event: written\.sentence\ndata: .*"proven"/u);
    expect(all).toMatch(/event: answer\.done/u);
  }
});

test.each([
  ["the query", "/v1/query", { question, write: true }, {}],
  ["the query's stream", "/v1/query", { question, write: true }, { headers: EVENTS }],
  ["the OpenAI shape", "/v1/chat/completions", asked, {}],
  ["its stream", "/v1/chat/completions", { ...asked, stream: true }, {}],
  [
    "MCP",
    "/mcp",
    { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "ask", arguments: { question, write: true } } },
    { headers: { ...EVENTS, accept: "application/json, text/event-stream" } },
  ],
])("whoever hangs up calls off the model: %s", async (_, path, body, more) => {
  let isGone = false;
  const begun = new Promise<void>((resolve) => {
    fake.behave((__, response) => {
      say(response, "The mill");
      response.on("close", () => {
        isGone = true;
      });
      resolve();
    });
  });
  const leaving = new AbortController();
  const reply = post(path, body, { ...more, signal: leaving.signal })
    .then((response) => response.text())
    .catch(() => "left");
  await begun;
  leaving.abort();
  expect(await reply).toBe("left");
  await expect.poll(() => isGone, { timeout: 3_000 }).toBe(true);
});
