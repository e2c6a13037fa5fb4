import { readFileSync } from "node:fs";
import { join } from "node:path";
import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Citation } from "../../../src/contract/answer.js";
import { FootnoteError } from "../../../src/core/errors/errors.js";
import { ChatCompletionSchema, ModelListSchema } from "../../../src/server/openai/chat-schemas.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";
import { type IndexedFolder, shippedAssistant } from "../../helpers/shipped-assistant.js";
import { WaitingAssistant } from "../../helpers/waiting-assistant.js";
import { start } from "../harness.js";

const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const TRAP = `The glazier ![logo](http://evil.example/x.png) repaired the <img src="http://evil.example/y"> window on [Monday](http://evil.example).`;

/** What Footnote adds to the shape. */
interface Evidence {
  readonly status: string;
  readonly confidence: { readonly label: string };
  readonly citations: readonly Citation[];
}

function clientOf(server: RunningServer): OpenAI {
  return new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none" });
}

const user = (content: string): ChatCompletionMessageParam => ({ role: "user", content });

describe("the openai client, with the shipped model", () => {
  let folder: IndexedFolder;
  let server: RunningServer;
  let openai: OpenAI;

  beforeAll(async () => {
    folder = await shippedAssistant({ "glass.txt": `${TRAP}\n` });
    server = await serve({ assistant: folder.assistant });
    openai = clientOf(server);
  });

  afterAll(async () => {
    await server?.close();
    await folder?.assistant.close();
  });

  const ask = async (...messages: ChatCompletionMessageParam[]) =>
    (await openai.chat.completions.create({ model: "footnote", messages })) as OpenAI.ChatCompletion & Evidence;
  const textOf = ({ choices }: OpenAI.ChatCompletion) => choices[0]!.message.content!;

  test("gets sentences with numbers, the list of their sources, and citations that slice the files", async () => {
    const completion = await ask(user(HILL));
    expect(ChatCompletionSchema.parse(completion)).toEqual({ ...completion });
    expect(completion).toMatchObject({
      model: "footnote",
      status: "answered",
      confidence: { label: "high" },
      choices: [{ finish_reason: "stop" }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
    const text = textOf(completion);
    const [answer, sources] = text.split("\n\nSources:\n");
    for (const [i, { quote, path, line_start, start, end }] of completion.citations.entries()) {
      const file = readFileSync(join(folder.corpus, path), "utf8");
      expect(Array.from(file).slice(start, end).join("")).toBe(quote);
      expect(answer).toContain(`${quote} [${i + 1}]`);
      expect(sources!.split("\n")[i]).toBe(`${i + 1}. ${path}:${line_start}: "${quote}"`);
    }
  });

  test("gets the same as a stream: the evidence first, then the text, then what it used", async () => {
    const whole = await ask(user(HILL));
    const stream = await openai.chat.completions.create({
      model: "footnote",
      messages: [user(HILL)],
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]).toMatchObject({ status: "answered", citations: whole.citations, confidence: whole.confidence });
    expect(chunks[0]!.choices[0]!.delta).toEqual({ role: "assistant", content: "" });
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe(textOf(whole));
    expect(chunks.filter(({ choices }) => choices[0]?.delta.content).length).toBeGreaterThanOrEqual(3);
    expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe("stop");
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 0 } });
    expect(new Set(chunks.map(({ id, object }) => `${object} ${id}`)).size).toBe(1);
  });

  test("puts a stream together to a completion that still has its citations", async () => {
    const stream = openai.chat.completions.stream({ model: "footnote", messages: [user(HILL)] });
    const completion = (await stream.finalChatCompletion()) as unknown as OpenAI.ChatCompletion & Evidence;
    expect(completion.citations[0]).toMatchObject({ path: "004_0bf4399a0d973e27.txt", line_start: 9 });
    expect(textOf(completion)).toContain("[1]");
    expect(completion.choices[0]!.finish_reason).toBe("stop");
  });

  test("has a follow-up read in its conversation, of which it sends the texts alone", async () => {
    const first = user("How many North Korean workers does Qatar host?");
    const earlier: ChatCompletionMessageParam[] = [
      { role: "system", content: "Answer in French." },
      first,
      { role: "assistant", content: textOf(await ask(first)) },
    ];
    const second = await ask(...earlier, user("and Kuwait?"));
    expect(textOf(second)).toMatch(/^Read as: How many North Korean workers does Kuwait host\?\n\n/);
    expect(textOf(second)).toContain("Kuwait hosts 3,000 more. [");

    // The reading is what the next one leans on; what was cited says who "they" are.
    const third = await ask(
      ...earlier,
      user("and Kuwait?"),
      { role: "assistant", content: textOf(second) },
      user("and Poland?"),
    );
    expect(textOf(third)).toMatch(/^Read as: How many North Korean workers does Poland host\?\n/);
    expect(textOf(await ask(user("and Kuwait?")))).not.toContain("Read as:");
  });

  test("is told plainly that the documents don't answer, with the nearest passages", async () => {
    const completion = await ask(user("Who painted Guernica?"));
    expect(completion).toMatchObject({ status: "not_found", citations: [], choices: [{ finish_reason: "stop" }] });
    expect(textOf(completion)).toMatch(/^Not found in the documents\. /);
    expect(textOf(completion)).toMatch(/Nearest passages:\n1\. \S+\.txt:\d+: "/);
  });

  test("may send what changes nothing: roles, parts, parameters, tools, fields of other services", async () => {
    const plain = await ask(user(HILL));
    const completion = await openai.chat.completions.create({
      model: "footnote",
      messages: [
        { role: "developer", content: "Be brief." },
        {
          role: "user",
          content: [
            { type: "text", text: "Who met with the North Koreans" },
            { type: "text", text: "for seven hours in Beijing?" },
          ],
        },
      ],
      temperature: 0.2,
      max_tokens: 5,
      n: 1,
      stop: null,
      seed: 1,
      tools: [{ type: "function", function: { name: "look" } }],
      tool_choice: "auto",
      response_format: { type: "text" },
      // @ts-expect-error no field of OpenAI's
      chat_id: "a",
    });
    expect(textOf(completion)).toContain(textOf(plain));
  });

  test("shows a document's own Markdown and HTML as text: no picture, no link, no tag", async () => {
    const completion = await ask(user("Which window did the glazier repair on Monday?"));
    expect(completion.citations[0]!.quote).toBe(TRAP);
    const text = textOf(completion);
    expect(text).toContain("The glazier");
    expect(text).not.toMatch(/!\[|\]\(|<img/);
  });

  test("lists the one model", async () => {
    const page = await openai.models.list();
    expect(page.data.map(({ id }) => id)).toEqual(["footnote"]);
    const response = await fetch(`${server.url}/v1/models`);
    ModelListSchema.parse(await response.json());
  });

  test("retrieves the model by its name, and is told of another", async () => {
    expect(await openai.models.retrieve("footnote")).toEqual((await openai.models.list()).data[0]);
    await expect(openai.models.retrieve("gpt-4")).rejects.toMatchObject({ status: 404, code: "chat_model_unknown" });
  });
});

describe("a request that would promise something else is refused, naming the field", () => {
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AA==" } };

  test.each([
    [{ messages: [] }, "messages", /needs a message of the role user/],
    [{ messages: [{ role: "assistant", content: "a" }] }, "messages", /needs a message of the role user/],
    [{ messages: [{ role: "user", content: [image] }] }, "messages[0].content[0]", /'image_url'.*text alone/],
    [{ messages: [{ role: "oracle", content: "a" }] }, "messages[0].role", /must be one of system, /],
    [{ messages: "a" }, "messages", /must be a list/],
    [{ messages: Array(1001).fill({ role: "user", content: "a" }) }, "messages", /must be at most 1000/],
    [
      { messages: [{ role: "user", content: Array(101).fill({ type: "text", text: "a" }) }] },
      "messages[0].content",
      /100 parts/,
    ],
    [{ n: 2 }, "n", /must be 1/],
    [{ tool_choice: "required" }, "tool_choice", /calls no tools/],
    [{ tool_choice: { type: "function", function: { name: "look" } } }, "tool_choice", /calls no tools/],
    [{ response_format: { type: "json_object" } }, "response_format.type", /must be text/],
    [{ logprobs: true }, "logprobs", /must be false/],
    [{ modalities: ["audio"] }, "modalities[0]", /must be text/],
  ])("%#", async (given, param, message) => {
    const openai = clientOf(await start());
    const body = {
      model: "footnote",
      messages: [user("a")],
      ...given,
    } as OpenAI.ChatCompletionCreateParamsNonStreaming;
    const refusal = await openai.chat.completions.create(body).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OpenAI.UnprocessableEntityError);
    expect(refusal).toMatchObject({ code: "request_invalid", type: "invalid_request_error", param });
    expect((refusal as Error).message).toMatch(message);
  });

  test("but an image further up, which was refused in its turn, does not end the chat", async () => {
    const messages = [
      { role: "user", content: [image] },
      user("How long is the notice period?"),
    ] as ChatCompletionMessageParam[];
    const completion = await clientOf(await start()).chat.completions.create({ model: "footnote", messages });
    expect(completion.choices[0]!.message.content).toContain("three months. [1]");
  });

  test("several wrong fields are all named", async () => {
    const body = { model: "footnote", messages: [user("a")], n: 3, logprobs: true };
    await expect(clientOf(await start()).chat.completions.create(body)).rejects.toThrow(/n: must be 1.*logprobs: must/);
  });
});

describe("an error is one that the openai client understands", () => {
  const ask = (openai: OpenAI, question = "How long is the notice period?", model = "footnote") =>
    openai.chat.completions.create({ model, messages: [user(question)] });

  test.each([
    [" ", "footnote", OpenAI.UnprocessableEntityError, "question_empty"],
    ["a".repeat(4001), "footnote", OpenAI.UnprocessableEntityError, "question_too_long"],
    ["half \ud83c", "footnote", OpenAI.UnprocessableEntityError, "question_not_text"],
    ["a", "gpt-4o", OpenAI.NotFoundError, "chat_model_unknown"],
    ["a".repeat(300_000), "footnote", OpenAI.APIError, "request_too_large"],
  ])("%#", async (question, model, kind, code) => {
    const refusal = await ask(clientOf(await start()), question, model).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(kind);
    expect(refusal).toMatchObject({ code, requestID: expect.any(String) });
    expect((refusal as Error).message).not.toMatch(/no body/);
  });

  test("of an unknown address and a foreign origin too", async () => {
    const server = await start();
    await expect(clientOf(server).get("/models/footnote/more")).rejects.toMatchObject({ code: "route_unknown" });
    const foreign = new OpenAI({
      baseURL: `${server.url}/v1`,
      apiKey: "none",
      defaultHeaders: { origin: "http://evil.example" },
    });
    await expect(ask(foreign)).rejects.toMatchObject({ status: 403, code: "request_forbidden" });
  });

  test("of a missing index says what to do, and is not tried again", async () => {
    let asked = 0;
    class WithoutIndex extends MemoryAssistant {
      override async ask(): Promise<never> {
        asked++;
        throw new FootnoteError("index_missing", { path: ".footnote" });
      }
    }
    const refusal = ask(clientOf(await start(new WithoutIndex())));
    await expect(refusal).rejects.toThrow(/503 There is no index\. Build it: footnote index <folder>/);
    await expect(refusal).rejects.toMatchObject({ code: "index_missing", type: "server_error" });
    expect(asked).toBe(1);
  });

  test("comes before a stream begins", async () => {
    const openai = clientOf(await start());
    const stream = openai.chat.completions.create({ model: "footnote", messages: [user(" ")], stream: true });
    await expect(stream).rejects.toMatchObject({ status: 422, code: "question_empty" });
  });
});

describe("a client that goes away", () => {
  test.each([false, true])("while its question is looked up calls it off (stream: %s)", async (stream) => {
    const assistant = new WaitingAssistant();
    const server = await start(assistant);
    const hangUp = new AbortController();
    const body = { model: "footnote", messages: [user("How long?")], stream };
    const asked = clientOf(server).chat.completions.create(body, { signal: hangUp.signal });
    await assistant.asked.promise;
    hangUp.abort();
    await expect(asked).rejects.toBeInstanceOf(OpenAI.APIUserAbortError);
    expect(await assistant.calledOff.promise).toBeInstanceOf(FootnoteError);
  });

  test("in the middle of a stream leaves the server as it was", async () => {
    const openai = clientOf(await start());
    const body: OpenAI.ChatCompletionCreateParamsStreaming = {
      model: "footnote",
      messages: [user("How long is the notice period?")],
      stream: true,
    };
    for (let i = 0; i < 20; i++) {
      const stream = await openai.chat.completions.create(body);
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    }
    const stream = await openai.chat.completions.create(body);
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toContain("three months. [1]");
  });
});
