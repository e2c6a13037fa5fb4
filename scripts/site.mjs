// Serves the documentation as a site on this machine, with Footnote over the same pages behind its search box.
// usage: node scripts/site.mjs [PORT]      [4173]; builds what is not there: the site, and the index of docs/
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";

const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "site");
const pages = join(site, ".vitepress", "dist");
const main = join(root, "dist", "cli", "main.js");
const index = join(site, ".footnote");
/** What the site asks of Footnote; nothing else is passed on. */
const ASKED = [
  ["GET", "/v1/index"],
  ["POST", "/v1/query"],
];

const [wanted = "4173"] = process.argv.slice(2);
const run = (command, args, cwd = root) => execFileSync(command, args, { cwd, stdio: "inherit" });

if (!existsSync(join(site, "node_modules"))) run("npm", ["ci"], site);
run("npm", ["run", "build"], site);

/** Address of the Footnote server; until it answers, pages are searched by what was built into them. */
let address = null;
let child = null;

function start(...args) {
  child = spawn(process.execPath, [main, ...args, "--index", index], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return child;
}

async function answer() {
  const [code] = await once(start("index", join(root, "docs")), "exit");
  if (code !== 0) return;
  const { stdout } = start("serve", "--port", "0", "--log-level", "warn");
  const [said] = await once(stdout.setEncoding("utf8"), "data");
  address = /http:\/\/\S+/.exec(said)[0];
  console.log("Questions are answered now: load the page again.");
}

const app = new Hono();
// A page of another site, whatever its name leads to here, gets nothing.
app.use(async (c, next) => {
  const { hostname } = new URL(c.req.url);
  if (hostname !== "127.0.0.1" && hostname !== "localhost") return c.text("Not served under this name", 403);
  await next();
});
for (const [method, path] of ASKED) {
  app.on(method, path, async (c) => {
    if (address === null) return c.body(null, 503);
    const headers = { accept: "application/json", "content-type": "application/json" };
    const body = method === "POST" ? await c.req.text() : undefined;
    const reply = await fetch(address + path, { method, headers, body, signal: c.req.raw.signal });
    return new Response(reply.body, {
      status: reply.status,
      headers: { "content-type": reply.headers.get("content-type") },
    });
  });
}
app.use(serveStatic({ root: pages }));
// Addresses have no ending.
app.use(serveStatic({ root: pages, rewriteRequestPath: (path) => `${path}.html` }));
app.notFound((c) => c.html(readFileSync(join(pages, "404.html"), "utf8"), 404));

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(wanted) }, ({ port }) => {
  console.log(`The documentation is at http://127.0.0.1:${port}/. Ctrl-C ends it.`);
});
for (const name of ["SIGINT", "SIGTERM"]) {
  process.once(name, () => {
    child?.kill("SIGTERM");
    server.close();
    server.closeAllConnections();
  });
}
await answer();
