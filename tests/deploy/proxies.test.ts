import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { newToken, tokenLine } from "../../src/server/access/tokens.js";
import { TokensFile } from "../../src/server/access/tokens-file.js";
import type { LoggedRequest } from "../../src/server/observe/request-log.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { HeldAssistant } from "../helpers/held-assistant.js";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

const NAME = "docs.example.com";
const isThere = (program: string) => spawnSync(program, ["-v"]).error === undefined;

/** Starts a proxy with its block of docs/deploy.md, on `port` of this machine alone, before `server`. */
type StartProxy = (block: string, server: RunningServer, port: number, folder: string) => Promise<ChildProcess>;

const startNginx: StartProxy = async (block, server, port, folder) => {
  const key = join(folder, "key.pem");
  const certificate = join(folder, "certificate.pem");
  const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", `/CN=${NAME}`];
  execFileSync("openssl", ["req", ...made, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  const own = block
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("/etc/ssl/docs.example.com.pem", certificate)
    .replace("/etc/ssl/docs.example.com.key", key)
    .replace("http://127.0.0.1:3000", server.url);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const main = `pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${paths.join(" ")}\n${own}\n}`;
  await writeFile(join(folder, "nginx.conf"), main);
  return spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"], { stdio: "ignore" });
};

const startCaddy: StartProxy = async (block, server, port, folder) => {
  // Certificates are Caddy's own here, as nobody can ask this machine for its name.
  const options = `{\n admin off\n skip_install_trust\n local_certs\n auto_https disable_redirects\n default_bind 127.0.0.1\n https_port ${port}\n}\n`;
  const own = block.replace("127.0.0.1:3000", new URL(server.url).host);
  await writeFile(join(folder, "Caddyfile"), options + own);
  const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const args = ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"];
  return spawn("caddy", args, { env, stdio: "ignore" });
};

const PROXIES = [
  { name: "nginx", block: /^server \{[\s\S]*?^\}/m, startProxy: startNginx },
  { name: "caddy", block: /^docs\.example\.com \{[\s\S]*?^\}/m, startProxy: startCaddy },
] as const;

describe.each(PROXIES)("behind $name, as docs/deploy.md sets it up", ({ name, block, startProxy }) => {
  const running: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
  });

  test.skipIf(!isThere(name))(
    "the page comes, a stream arrives as it is written, and one that is left ends the work",
    async () => {
      const folder = await tempFolder();
      const token = newToken();
      await writeFile(join(folder, "tokens"), tokenLine("ada", token), { mode: 0o600 });
      const assistant = new HeldAssistant();
      const logged: LoggedRequest[] = [];
      const server = await serve({
        assistant,
        tokens: await TokensFile.open(join(folder, "tokens")),
        allowedHosts: [NAME],
        trustProxy: true,
        requestLog: (request) => logged.push(request),
      });
      running.push(() => server.close());
      const port = await freePort();
      const [own = ""] = block.exec(readFileSync(join(ROOT, "docs/deploy.md"), "utf8")) ?? [];
      const proxy = await startProxy(own, server, port, folder);
      running.unshift(() => stopped(proxy));

      await expect
        .poll(() =>
          call(port, "/").then(
            ({ status }) => status,
            () => 0,
          ),
        )
        .toBe(200);
      expect((await call(port, "/v1/index")).status).toBe(401);
      expect((await call(port, "/v1/index", token)).status).toBe(200);
      expect((await call(port, "/v1/index", "footnote_guess")).status).toBe(401);
      expect(logged.at(-1)?.client, "the client's address, not the proxy's word for it").toBe("127.0.0.1");

      const left = await ask(port, token);
      await expect.poll(left.received).toContain("event: status");
      left.response.destroy();
      await expect.poll(() => assistant.stopped.length).toBe(1);

      const asked = await ask(port, token);
      await expect.poll(asked.received).toContain("event: status");
      expect(asked.received()).not.toContain("answer.done");
      assistant.letGo();
      await expect.poll(asked.received).toContain("event: answer.done");
    },
  );
});

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "close");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

interface Sent {
  readonly token?: string | undefined;
  readonly body?: string;
}

/** By the name that a browser would use, which no resolver knows. */
function send(port: number, path: string, { token, body }: Sent): Promise<IncomingMessage> {
  const headers = {
    host: NAME,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { "content-type": "application/json", accept: "text/event-stream" }),
  };
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const to = { host: "127.0.0.1", port, path, method, headers, servername: NAME, rejectUnauthorized: false };
    request({ ...to, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
}

async function call(port: number, path: string, token?: string): Promise<{ status: number }> {
  const response = await send(port, path, { token });
  response.resume();
  await once(response, "end");
  return { status: response.statusCode ?? 0 };
}

async function ask(port: number, token: string) {
  const response = await send(port, "/v1/query", { token, body: JSON.stringify({ question: "How long is it?" }) });
  let received = "";
  response.on("data", (chunk: Buffer) => {
    received += chunk.toString();
  });
  response.on("error", () => {});
  return { response, received: () => received };
}
