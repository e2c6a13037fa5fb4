import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CslListSchema } from "../../../src/contract/bibliography.js";
import { ConversationListSchema, ConversationSchema } from "../../../src/contract/conversation.js";
import { IndexStatusSchema } from "../../../src/contract/index-state.js";
import { conversationFiles, ownersFolder } from "../../../src/conversations/conversation-files.js";
import type { RunningServer } from "../../../src/server/serve.js";
import { keptTurn } from "../../export/kept-turn.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { call, expectObject, expectProblem, start } from "../harness.js";

const PATH = "/v1/conversations";
const ADA = { authorization: "Bearer ada-token" };
const GRACE = { authorization: "Bearer grace-token" };
const NAMES: Readonly<Record<string, string>> = { "ada-token": "ada", "grace-token": "grace" };

/** A server that keeps conversations, those of each token apart. */
async function keeping(hasTokens = false) {
  const folder = join(await tempFolder(), "conversations");
  const server = await start(undefined, {
    conversations: (token) => conversationFiles(token === null ? folder : ownersFolder(folder, token)),
    ...(hasTokens && { tokens: { nameOf: async (token: string) => NAMES[token] ?? null } }),
  });
  return { folder, server };
}

function send(server: RunningServer, path: string, body: unknown, headers = {}, method = "POST") {
  return call(server, path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

async function begun(server: RunningServer, headers = {}) {
  const reply = await send(server, PATH, { turn: await keptTurn(["Three months."], "How long?") }, headers);
  expect(reply.status, reply.body.toString()).toBe(201);
  return (JSON.parse(reply.body.toString()) as { id: string }).id;
}

describe("conversations over HTTP", () => {
  test("are saved turn by turn, read as they were, renamed and deleted", async () => {
    const { server } = await keeping();
    const id = await begun(server);
    const second = { ...(await keptTurn(["Two."], "And then?")), id: "t2" };
    expect((await send(server, `${PATH}/${id}/turns`, { turn: second })).status).toBe(204);
    const read = expectObject(await call(server, `${PATH}/${id}`), ConversationSchema);
    expect(read.turns).toEqual([await keptTurn(["Three months."], "How long?"), second]);
    expect((await send(server, `${PATH}/${id}`, { title: "Notice" }, {}, "PATCH")).status).toBe(204);
    const { conversations } = expectObject(await call(server, PATH), ConversationListSchema);
    expect(conversations).toMatchObject([{ id, title: "Notice", turns: 2 }]);
    expect((await call(server, `${PATH}/${id}`, { method: "DELETE" })).status).toBe(204);
    expectProblem(await call(server, `${PATH}/${id}`), 404, "conversation_unknown");
  });

  test("are nobody else's: a token sees, reads, changes and exports its own alone", async () => {
    const { server, folder } = await keeping(true);
    const id = await begun(server, ADA);
    expect(expectObject(await call(server, PATH, { headers: GRACE }), ConversationListSchema).conversations).toEqual(
      [],
    );
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/export?format=markdown"],
    ]) {
      const reply = await call(server, `${PATH}/${id}${path}`, { method: method!, headers: GRACE });
      expectProblem(reply, 404, "conversation_unknown");
    }
    const turn = await keptTurn(["Mine."]);
    expectProblem(await send(server, `${PATH}/${id}/turns`, { turn }, GRACE), 404, "conversation_unknown");
    expectProblem(await send(server, `${PATH}/${id}`, { title: "x" }, GRACE, "PATCH"), 404, "conversation_unknown");
    expectProblem(await call(server, PATH), 401, "token_required");
    expect(expectObject(await call(server, PATH, { headers: ADA }), ConversationListSchema).conversations).toHaveLength(
      1,
    );
    // Whoever started the server, and asks in the chat, doesn't see them either.
    expect((await conversationFiles(folder).list()).conversations).toEqual([]);
    expect((await readdir(join(folder, "of"))).every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true);
  });

  test.each(["markdown", "html", "docx", "bibtex", "csl-json"])("are exported as %s, to be saved", async (format) => {
    const { server } = await keeping();
    const id = await begun(server);
    const reply = await call(server, `${PATH}/${id}/export?format=${format}`);
    expect(reply.status, reply.body.toString()).toBe(200);
    expect(reply.headers["content-disposition"]).toMatch(new RegExp(`^attachment; filename="conversation-${id}\\.`));
    expect(reply.headers["x-content-type-options"]).toBe("nosniff");
    expect(reply.body.byteLength).toBeGreaterThan(100);
    if (format === "csl-json") expect(CslListSchema.safeParse(JSON.parse(reply.body.toString())).error).toBeUndefined();
  });

  test("are refused where they are no turn, too large, or of an id that is none", async () => {
    const { server } = await keeping();
    const turn = await keptTurn(["Three months."]);
    expectProblem(await send(server, PATH, { turn: { ...turn, more: 1 } }), 422, "request_invalid");
    expectProblem(await send(server, PATH, { turn: { ...turn, id: "../x" } }), 422, "request_invalid");
    const large = { turn: await keptTurn(["x".repeat(3 * 2 ** 20)]) };
    expectProblem(await send(server, PATH, large), 413, "request_too_large");
    expectProblem(await call(server, `${PATH}/..%2f..%2fetc`), 404, "conversation_unknown");
    const id = await begun(server);
    expectProblem(await call(server, `${PATH}/${id}/export?format=exe`), 422, "request_invalid");
  });

  test("are kept nowhere where the server is told to keep none", async () => {
    const server = await start();
    expectProblem(await call(server, PATH), 404, "conversations_off");
    expectProblem(await send(server, PATH, { turn: await keptTurn(["x"]) }), 404, "conversations_off");
  });

  test("need not be asked for: the state of the index says whether any are kept", async () => {
    const { server } = await keeping();
    expect(expectObject(await call(server, "/v1/index"), IndexStatusSchema).saves_conversations).toBe(true);
    expect(expectObject(await call(await start(), "/v1/index"), IndexStatusSchema)).not.toHaveProperty(
      "saves_conversations",
    );
  });
});
