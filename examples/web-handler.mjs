// A route that answers questions about a folder, with Hono; the folder is followed meanwhile.
// usage: node examples/web-handler.mjs <folder> [port]       GET /ask?q=...
import { serve } from "@hono/node-server";
import { isFootnoteError, openFolder } from "footnote-qa";
import { Hono } from "hono";

const [path = ".", port = "8787"] = process.argv.slice(2);
// In the background: a search keeps no other request waiting.
const folder = await openFolder(path, { background: true });
await folder.index();

/** Keeps the index up to date until the folder is closed. */
async function follow() {
  for await (const { event, data } of folder.watch()) {
    if (event === "problem") console.error(data.message);
  }
}

const app = new Hono();
app.get("/ask", async (c) => {
  const question = c.req.query("q") ?? "";
  // Who hangs up ends the work.
  const { signal } = c.req.raw;
  return c.json(await folder.ask(question, { signal }));
});
app.onError((error, c) => {
  if (!isFootnoteError(error)) throw error;
  const status = error.code.startsWith("question_") ? 422 : 503;
  return c.json({ code: error.code, message: error.message }, status);
});

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(port) }, ({ port }) => {
  console.log(`http://127.0.0.1:${port}/ask?q=`);
});
process.once("SIGTERM", () => {
  server.close();
  folder.close();
});
await follow();
