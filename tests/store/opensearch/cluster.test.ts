import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { SecureContextOptions, TlsOptions } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClient } from "../../../src/store/opensearch/cluster-client.js";
import { clusterFailure } from "../../../src/store/opensearch/cluster-failure.js";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";
import { behindEachTest } from "../../helpers/tidy-up.js";

/** As many attempts as a call may make at nodes that have never answered. */
const ATTEMPTS_AWAY = 5;
/** Requests that a busy cluster refuses before it has time. */
const BUSY_ANSWERS = 6;

/** What answers in a cluster's place, and knows of no index: whoever hears that it has none has been let in. */
describe("a cluster whose certificate an authority of one's own has signed", () => {
  const others: { close(): unknown }[] = [];
  const heard: (string | undefined)[] = [];
  /** To nodes with other certificates. */
  let connections = 0;
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    const refused = request.headers.authorization === `Basic ${Buffer.from("ada:wrong").toString("base64")}`;
    response.writeHead(refused ? 401 : 404, { "content-type": "application/json" }).end("{}");
  });
  let folder: string;
  let node: string;

  beforeAll(async () => {
    folder = await tempFolder();
    server.setSecureContext(certificate("ca", "IP:127.0.0.1"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    node = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const broken = "-----BEGIN CERTIFICATE-----\nTm9uZQ==\n-----END CERTIFICATE-----\n";
    await writeFiles(folder, { "none.pem": "nothing", "broken.pem": broken });
  });
  afterAll(() => {
    for (const one of [server, ...others]) one.close();
  });

  /** One that has signed itself, in a file of that name, for a node of such a name. */
  function certificate(file: string, name: string, { hasExpired = false } = {}) {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore" });
    const files = ["-keyout", join(folder, `${file}-key.pem`), "-out", join(folder, `${file}.pem`)];
    const made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
    const names = ["-subj", "/CN=cluster", "-addext", `subjectAltName=${name}`];
    openssl("req", ...made, ...names, ...files);
    const [own, by] = [join(folder, `${file}.pem`), join(folder, `${file}-key.pem`)];
    if (hasExpired) openssl("x509", "-in", own, "-signkey", by, "-days", "-1", "-out", own);
    const [key, cert] = [`${file}-key.pem`, `${file}.pem`].map((path) => readFileSync(join(folder, path), "utf8"));
    return { key: key!, cert: cert! };
  }

  /** A node whose certificate is another one. */
  async function nodeWith(context: SecureContextOptions & TlsOptions): Promise<string> {
    const other = createServer(context, (_, response) => response.writeHead(404).end("{}"));
    other.on("connection", () => {
      connections++;
    });
    others.push(other.listen(0, "127.0.0.1"));
    await once(other, "listening");
    return `https://127.0.0.1:${(other.address() as AddressInfo).port}`;
  }

  const opened = (more: object) => new OpenSearchStore({ nodes: [node], prefix: "footnote", ...more }).open();
  const trusting = () => ({ authorityFile: join(folder, "ca.pem") });

  test("is asked, with the user's name and password, where that authority is named", async () => {
    await expect(opened({ ...trusting(), user: "ada", password: "secret" })).rejects.toMatchObject({
      code: "index_missing",
    });
    expect(heard.at(-1)).toBe(`Basic ${Buffer.from("ada:secret").toString("base64")}`);
  });

  test("is told nothing where it is not, whatever Node's own switch says", async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    const told = heard.length;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      await expect(opened({ user: "ada", password: "secret" })).rejects.toMatchObject({
        code: "store_untrusted",
        message: expect.stringContaining("its certificate is signed by"),
        hint: expect.stringContaining("FOOTNOTE_OPENSEARCH_CA_FILE"),
      });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(heard).toHaveLength(told);
  });

  test("that refuses the password is no cluster without an index", async () => {
    await expect(opened({ ...trusting(), user: "ada", password: "wrong" })).rejects.toMatchObject({
      code: "store_login",
      message: expect.stringContaining("the name ada or its password is wrong"),
      hint: expect.stringContaining("FOOTNOTE_OPENSEARCH_PASSWORD_FILE"),
    });
  });

  test.each([
    ["for another name", "other", "DNS:other.example", false, "its certificate is for another name"],
    ["that has expired", "expired", "IP:127.0.0.1", true, "its certificate has expired"],
  ])("is told nothing by a node with a certificate %s", async (_, file, name, hasExpired, problem) => {
    const bad = await nodeWith(certificate(file, name, { hasExpired }));
    const address = { nodes: [bad], authorityFile: join(folder, `${file}.pem`), user: "ada", password: "secret" };
    const store = new OpenSearchStore({ prefix: "footnote", ...address });
    // A build, too, waits for no certificate.
    for (const call of [() => store.open(), () => store.lock({ pid: 1, host: "h", token: "t" }, () => false)]) {
      connections = 0;
      await expect(call()).rejects.toMatchObject({
        code: "store_untrusted",
        httpStatus: 503,
        exitCode: 2,
        message: expect.stringContaining(`(${bad}: ${problem})`),
      });
      expect(connections).toBeLessThanOrEqual(ATTEMPTS_AWAY);
    }
  });

  test("is not mistrusted where a node asks for a certificate of the client's", async () => {
    const own = certificate("strict", "IP:127.0.0.1");
    const nodes = [await nodeWith({ ...own, requestCert: true, rejectUnauthorized: true })];
    const failure = opened({ nodes, authorityFile: join(folder, "strict.pem") });
    await expect(failure).rejects.toMatchObject({
      code: "store_unreachable",
      message: expect.stringMatching(/^.*certificate required.*$/u),
    });
  });

  test("is asked where one of its nodes can't be trusted", async () => {
    const bad = await nodeWith(certificate("wrong", "DNS:other.example"));
    await expect(opened({ ...trusting(), nodes: [bad, node] })).rejects.toMatchObject({ code: "index_missing" });
  });

  test("is not taken for one by a node without TLS", async () => {
    const plain = createPlainServer((_, response) => response.end("{}"));
    others.push(plain.listen(0, "127.0.0.1"));
    await once(plain, "listening");
    const nodes = [`https://127.0.0.1:${(plain.address() as AddressInfo).port}`];
    await expect(opened({ nodes })).rejects.toMatchObject({
      code: "store_unreachable",
      message: expect.stringContaining(`${nodes[0]}: it does not speak https`),
    });
  });

  test("is not asked where the authority's file holds none", async () => {
    const failure = { code: "setting_invalid", message: expect.stringContaining("opensearchCaFile") };
    await expect(opened({ authorityFile: join(folder, "none.pem") })).rejects.toMatchObject(failure);
    await expect(opened({ authorityFile: join(folder, "broken.pem") })).rejects.toMatchObject(failure);
    await expect(opened({ authorityFile: join(folder, "missing.pem") })).rejects.toMatchObject(failure);
  });
});

test("a cluster that is busy is waited for, also where one of its nodes is gone", async () => {
  let asked = 0;
  const busy = Array.from({ length: 2 }, () =>
    createPlainServer((_, response) => {
      const status = ++asked <= BUSY_ANSWERS ? 503 : 404;
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    }),
  );
  const gone = createPlainServer();
  const nodes: string[] = [];
  try {
    for (const server of [gone, ...busy]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      nodes.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }
    gone.close();
    await once(gone, "close");
    // The nodes that are there know of no index, once they aren't busy any more.
    await expect(new OpenSearchStore({ nodes, prefix: "footnote" }).open()).rejects.toMatchObject({
      code: "index_missing",
    });
    expect(asked).toBe(BUSY_ANSWERS + 1);
  } finally {
    for (const server of busy) server.close();
  }
});

/** A node that does what is said. */
async function plainNode(listener: RequestListener) {
  const server = createPlainServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  behindEachTest(() => void server.close());
  return { server, node: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What is said of an answer, which is not waited for to become another one. */
async function failureOf(status: number, type: string, body: string): Promise<unknown> {
  const { node } = await plainNode((_, response) => response.writeHead(status, { "content-type": type }).end(body));
  const client = openClient({ node, maxRetries: 0 }, () => {});
  const error = await client.info().catch((error: unknown) => error);
  await client.close();
  return clusterFailure(error, { name: node, user: "ada", hasAnswered: true });
}

test.each([
  [503, "store_unreachable", "OpenSearch Security not initialized.", "its security plugin is not initialized (503)."],
  [503, "store_unreachable", "", "it is busy (503)."],
  [403, "store_forbidden", "Your address\n is not allowed.\n", "is needed: Your address is not allowed."],
  [400, "store_refused", `<p>${"a".repeat(500)}</p>`, `refused a request (400: <p>${"a".repeat(196)}…).`],
])("what is answered as text is told in one line: %i, %s", async (status, code, text, words) => {
  const failure = await failureOf(status, "text/plain", text);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(/^.*[^.]\.$/u) });
  expect(failure).toMatchObject({ message: expect.stringContaining(words) });
});

const FULL = "index [footnote] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];";

test.each([
  [429, "cluster_block_exception", FULL, "store_refused", `refused a request (429: ${FULL}).`],
  [
    503,
    "cluster_block_exception",
    "no manager",
    "store_unreachable",
    "can't be reached: it is busy (503: no manager).",
  ],
  [429, "rejected_execution", "queue full", "store_unreachable", "can't be reached: it is busy (429: queue full)."],
])("the reason of a cluster is told: %i, %s", async (status, type, reason, code, words) => {
  const body = JSON.stringify({ error: { type, reason, root_cause: [{ type, reason }] }, status });
  const message = expect.stringContaining(words);
  expect(await failureOf(status, "application/json", body)).toMatchObject({ code, message });
});

test("a node that hangs up is told to expect https only if it has never answered; a build does not wait for it", async () => {
  let connections = 0;
  let answers = 0;
  const { server, node } = await plainNode((request, response) => {
    if (answers-- > 0) response.writeHead(404, { "content-type": "application/json" }).end("{}");
    else request.socket.destroy();
  });
  server.on("connection", () => {
    connections++;
  });
  const store = new OpenSearchStore({ nodes: [node], prefix: "footnote" });
  behindEachTest(() => store.close());
  await expect(store.lock({ pid: 1, host: "h", token: "t" }, () => false)).rejects.toMatchObject({
    code: "store_unreachable",
    message: expect.stringContaining("it hangs up, as a node does that expects https"),
  });
  expect(connections).toBeLessThanOrEqual(ATTEMPTS_AWAY);
  answers = 1;
  await expect(store.open()).rejects.toMatchObject({ code: "index_missing" });
  await expect(store.open()).rejects.toMatchObject({
    code: "store_unreachable",
    message: expect.stringMatching(/it hangs up\.$/u),
  });
});
