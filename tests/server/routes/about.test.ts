import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { type Answer, AnswerSchema } from "../../../src/contract/answer.js";
import { QueryEventSchema } from "../../../src/contract/events.js";
import { ChatCompletionSchema } from "../../../src/server/openai/chat-schemas.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { localAssistant } from "../../helpers/local-assistant.js";
import { FOLDER } from "../../search/about/folder.js";
import { call, expectObject, query } from "../harness.js";
import { all, ask, events } from "../streams.js";

let server: RunningServer;
let client: Client;

beforeAll(async () => {
  const { assistant } = await localAssistant(FOLDER, LocalAssistant);
  await assistant.sync();
  server = await serve({ assistant });
  client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${server.url}/mcp`)));
});

afterAll(async () => {
  await client?.close();
  await server?.close();
});

/** The text that a client of the OpenAI shape shows, whole and put together from a stream. */
async function chat(...said: readonly string[]): Promise<{ text: string; streamed: string }> {
  const messages = said.map((content, i) => ({ role: i % 2 === 0 ? "user" : "assistant", content }));
  const send = (stream: boolean) =>
    call(server, "/v1/chat/completions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ messages, stream }),
    });
  const whole = ChatCompletionSchema.parse(JSON.parse((await send(false)).body.toString()));
  const lines = (await send(true)).body
    .toString()
    .split("\n\n")
    .filter((line) => line.includes("{"));
  const deltas = lines.map((line) => JSON.parse(line.slice("data: ".length)).choices[0]?.delta.content ?? "");
  return { text: whole.choices[0]!.message.content, streamed: deltas.join("") };
}

async function tool(question: string): Promise<{ text: string; value: Record<string, unknown> }> {
  const { content, structuredContent } = await client.callTool({ name: "ask", arguments: { question } });
  const [first] = content as { text: string }[];
  return { text: first!.text, value: structuredContent as Record<string, unknown> };
}

describe("over HTTP, a question about the documents themselves", () => {
  test.each([
    ["hi", "assistant", false],
    ["What documents do you have?", "documents", false],
    ["Summarise the travel policy", "outline", true],
    ["lease A vs lease B", "comparison", true],
  ])("%j says its kind, and streams the object that is given without streaming", async (question, kind, isQuoted) => {
    const plain = expectObject(await query(server, { question }), AnswerSchema) as unknown as Answer;
    expect([plain.kind, plain.citations.length > 0, plain.passages.length > 0]).toEqual([kind, isQuoted, isQuoted]);
    const received = await all(events(await ask(server, { question }), QueryEventSchema));
    const done = received.at(-1)!.data as Answer;
    expect(done.answer).toEqual(plain.answer);
    const deltas = received.flatMap(({ event, data }) =>
      event === "answer.delta" ? [(data as { text: string }).text] : [],
    );
    expect(deltas.join("")).toBe(plain.answer!.text);
    expect(deltas).toHaveLength(plain.answer!.sentences.length);
    expect(received.filter(({ event }) => event === "passage")).toHaveLength(plain.passages.length);
  });

  test("is one of content where `literal` says so", async () => {
    const reply = await query(server, { question: "hi", literal: true });
    expect(expectObject(reply, AnswerSchema)).toMatchObject({ kind: "content" });
  });
});

describe("in the OpenAI shape", () => {
  test("a greeting gets a line, without passages or sources", async () => {
    const { text, streamed } = await chat("hello");
    expect(text).toMatch(/^Footnote answers questions about .*\.$/);
    expect(streamed).toBe(text);
  });

  test("documents are a list", async () => {
    const { text, streamed } = await chat("list the documents");
    expect(text).toMatch(/^There are 7 documents:\n- Lease A \(leases\/lease-a\.md\)\n- Lease B /);
    expect(text).not.toContain("Sources:");
    expect(streamed).toBe(text);
  });

  test("an outline and a comparison are lists under titles, with their sources", async () => {
    const outline = await chat("Summarise the travel policy");
    expect(outline.text).toMatch(/\n\nTravel policy:\n- This policy applies .* \[1\]\n- Booking: All trips .* \[2\]\n/);
    expect(outline.text).toMatch(/\n\nSources:\n1\. policies\/travel-policy\.md:3: "/);
    expect(outline.streamed).toBe(outline.text);
    const { text } = await chat("lease A vs lease B");
    expect(text).toMatch(
      /\n\nLease A:\n- 3\. Notice: .*six months.* \[5\]\n\nLease B:\n- 4\. Notice: .*three months.* \[6\]/,
    );
  });

  test("what was spoken of last is taken from the conversation", async () => {
    const question = "How much may a hotel cost in Europe?";
    const { text } = await chat(question, (await chat(question)).text, "summarise this document");
    expect(text).toMatch(/\n\nTravel policy:\n/);
  });
});

describe("through MCP", () => {
  test("a greeting gets a line, and nothing is said of a search", async () => {
    const { text, value } = await tool("hi");
    expect(text).toMatch(/^Footnote answers questions about .*\.$/);
    expect(value).toMatchObject({ kind: "assistant", citations: [] });
  });

  test("documents are a list, an outline has headings, quotes and places", async () => {
    expect((await tool("list the documents")).text).toMatch(
      /^There are 7 documents:\nLease A \(leases\/lease-a\.md\)\n/,
    );
    const { text } = await tool("Summarise the travel policy");
    expect(text).toMatch(
      /^Outline: the most central sentences of the document\.\n\nTravel policy:\n\n\[c1\] "This policy/,
    );
    expect(text).toMatch(/\n\nHotels\n\n\[c3\] "Hotels may cost .*"\n {2}policies\/travel-policy\.md:11, .*passage /);
  });
});
