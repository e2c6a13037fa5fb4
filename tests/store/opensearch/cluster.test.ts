import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

/** What answers in a cluster's place, and knows of no index: whoever hears that it has none has been let in. */
describe("a cluster whose certificate an authority of one's own has signed", () => {
  const heard: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    const refused = request.headers.authorization === `Basic ${Buffer.from("ada:wrong").toString("base64")}`;
    response.writeHead(refused ? 401 : 404, { "content-type": "application/json" }).end("{}");
  });
  let folder: string;
  let node: string;

  beforeAll(async () => {
    folder = await tempFolder();
    const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "ca.pem")];
    const made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=cluster"];
    const names = ["-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", ...made, ...names, ...files], { stdio: "ignore" });
    const [key, cert] = ["key.pem", "ca.pem"].map((name) => readFileSync(join(folder, name), "utf8"));
    server.setSecureContext({ key: key!, cert: cert! });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    node = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await writeFiles(folder, { "none.pem": "nothing" });
  });
  afterAll(() => server.close());

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
        code: "store_unreachable",
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
      code: "store_refused",
      hint: expect.stringContaining("password"),
    });
  });

  test("is not asked where the authority's file holds none", async () => {
    const failure = { code: "setting_invalid", message: expect.stringContaining("opensearchCaFile") };
    await expect(opened({ authorityFile: join(folder, "none.pem") })).rejects.toMatchObject(failure);
    await expect(opened({ authorityFile: join(folder, "missing.pem") })).rejects.toMatchObject(failure);
  });
});

test("a cluster that is busy is waited for, also where one of its nodes is gone", async () => {
  const began = performance.now();
  const busy = Array.from({ length: 2 }, () =>
    createPlainServer((_, response) => {
      const status = performance.now() - began < 3_000 ? 503 : 404;
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
  } finally {
    for (const server of busy) server.close();
  }
});
