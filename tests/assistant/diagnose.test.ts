import { Buffer } from "node:buffer";
import dns from "node:dns";
import { readFile, rename, writeFile } from "node:fs/promises";
import { get } from "node:http";
import net from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type DiagnoseOptions, diagnose } from "../../src/assistant/diagnose.js";
import { withoutNetwork } from "../../src/cli/offline.js";
import { DEFAULTS } from "../helpers/shipped.js";
import { Library } from "../index/building.js";

const FILES = { "trip.txt": "The train to Lyon leaves at 07:14. Pack the warm coat.\n" };

describe("doctor", () => {
  let library: Library;
  const findings = async (options: Partial<DiagnoseOptions> = {}, settings = {}) => {
    const all = await diagnose({
      settings: { ...DEFAULTS, index: library.indexFolder, ...settings },
      cwd: library.root,
      nodeVersion: process.versions.node,
      offline: withoutNetwork,
      ...options,
    });
    return Object.fromEntries(all.map(({ check, status, detail }) => [check, { status, detail }]));
  };
  const failed = (detail: RegExp) => ({ status: "failed", detail: expect.stringMatching(detail) });

  beforeAll(async () => {
    library = await Library.of(FILES);
    await library.build();
  });

  test("finds nothing wrong with a good index, and says that nothing was sent", async () => {
    const { disk, ...others } = await findings();
    expect(Object.keys(others)).toEqual(["node", "model", "runtime", "reader", "index", "corpus", "offline question"]);
    expect(disk?.detail).toMatch(/GiB free/);
    for (const [check, { status, detail }] of Object.entries(others)) expect(status, `${check}: ${detail}`).toBe("ok");
    expect(others["offline question"]?.detail).toMatch(/nothing was sent$/);
  });

  test("names a file that is damaged, one that is missing, and the command that mends them", async () => {
    const { generation } = await library.build({ full: true });
    const folder = join(library.indexFolder, "generations", generation);
    const path = join(folder, "codes.i8");
    const bytes = await readFile(path);
    await writeFile(path, Buffer.from(bytes).fill(1, 8, 12));
    await rename(join(folder, "terms.json"), join(folder, "terms.json.away"));
    const { index, model, "offline question": question } = await findings();
    expect(index).toEqual(failed(/terms\.json \(it is missing\).*codes\.i8 \(its checksum.*footnote index --full/));
    expect(index?.detail).not.toContain("info.json");
    expect(question?.status).toBe("failed");
    expect(model?.status).toBe("ok");
    await library.build({ full: true });
    expect((await findings()).index?.status).toBe("ok");
  });

  test("says that the model is missing, and looks at the rest all the same", async () => {
    const { model, index, "offline question": question } = await findings({}, { modelPath: library.root });
    expect(model).toEqual(failed(/model/i));
    expect(question?.status).toBe("failed");
    expect(index?.status).toBe("ok");
  });

  test("says that there is no index, and no folder", async () => {
    const { index, corpus } = await findings({}, { index: join(library.root, "nowhere") });
    expect(index).toEqual(failed(/no index.*footnote index/s));
    expect(corpus?.status).toBe("ok");
    await rename(library.corpus, `${library.corpus}-away`);
    expect((await findings()).corpus).toEqual(failed(/corpus/));
    await rename(`${library.corpus}-away`, library.corpus);
  });

  test("names each node of a cluster of which none can be asked, and does not send on to itself", async () => {
    const opensearchUrl = ["http://127.0.0.1:9", "https://localhost:9"];
    const { index, question } = await findings({}, { store: "opensearch", opensearchUrl });
    const each = opensearchUrl.map((node) => `at ${node} can't be reached: ${node}: nothing listens there. `);
    const hint = "Check FOOTNOTE_OPENSEARCH_URL and that the cluster runs;";
    const detail = expect.stringContaining(`${each[0]}The OpenSearch cluster ${each[1]}${hint}`);
    expect(index).toEqual({ status: "failed", detail });
    for (const found of [index, question]) expect(found?.detail).not.toContain("footnote doctor");
  });

  test.each([
    ["18.20.4", "failed"],
    ["20.19.5", "failed"],
    ["20.20.0", "ok"],
    ["24.1.0", "ok"],
  ])("of Node %s is %s", async (nodeVersion, status) => {
    const { node } = await findings({ nodeVersion, offline: async () => [] });
    expect(node?.status).toBe(status);
  });

  test("says what tried to reach the network", async () => {
    const offline: DiagnoseOptions["offline"] = (call) =>
      withoutNetwork(async () => {
        await call();
        await fetch("http://127.0.0.1:9/");
      });
    expect((await findings({ offline }))["offline question"]).toEqual(failed(/reach the network: fetch$/));
  });
});

describe("a call without network", () => {
  test.each<[string, () => unknown]>([
    ["fetch", () => fetch("http://127.0.0.1:9/")],
    ["net.connect", () => net.connect(9, "127.0.0.1")],
    ["net.connect", () => get("http://127.0.0.1:9/")],
    ["dns.lookup", () => dns.lookup("localhost", () => {})],
    ["dns.lookup", () => dns.promises.lookup("localhost")],
    ["dns.resolve", () => dns.promises.resolve("localhost")],
    ["dgram.createSocket", async () => (await import("node:dgram")).createSocket("udp4")],
  ])("fails where it uses %s, which is told", async (name, use) => {
    expect(await withoutNetwork(async () => use())).toEqual([name]);
  });

  test("may swallow its failure, and is told of all the same; the network is there again afterwards", async () => {
    const attempts = await withoutNetwork(() => fetch("http://127.0.0.1:9/").catch(() => {}) as Promise<unknown>).catch(
      () => ["thrown"],
    );
    expect(attempts).toEqual(["fetch"]);
    expect((await dns.promises.lookup("127.0.0.1")).address).toBe("127.0.0.1");
  });

  test("that fails for another reason says which", async () => {
    await expect(withoutNetwork(() => Promise.reject(new Error("another reason")))).rejects.toThrow("another reason");
  });
});
