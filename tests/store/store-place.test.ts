import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/cli/input/read-config.js";
import { openStore } from "../../src/store/open-store.js";
import { storePlace } from "../../src/store/store-place.js";
import { DEFAULTS } from "../helpers/shipped.js";
import { HAS_MODES, NEEDS_MODES } from "../helpers/systems.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const CLUSTER = { FOOTNOTE_STORE: "opensearch", FOOTNOTE_OPENSEARCH_URL: "https://a:9200, https://b:9200" };
const USER = { FOOTNOTE_OPENSEARCH_USER: "ada", FOOTNOTE_OPENSEARCH_PASSWORD: "secret" };

async function placeBy(environment: Readonly<Record<string, string>>, cwd = "/") {
  return storePlace(await readSettings(cwd, environment, {}), cwd);
}

describe("an index", () => {
  test("is kept in its folder, also where the environment names a cluster", async () => {
    const own = { kind: "folder", folder: resolve("/.footnote") };
    expect(await placeBy({})).toEqual(own);
    const { FOOTNOTE_OPENSEARCH_URL } = CLUSTER;
    expect(await placeBy({ FOOTNOTE_OPENSEARCH_URL })).toEqual(own);
  });

  test("is kept in a cluster of several nodes, under a name, where the store says so", async () => {
    expect(await placeBy({ ...CLUSTER, ...USER })).toMatchObject({
      kind: "opensearch",
      address: { nodes: ["https://a:9200/", "https://b:9200/"], prefix: "footnote", user: "ada", password: "secret" },
    });
  });

  test("is asked of no cluster where a flag names one without the store", async () => {
    const given = readSettings("/", {}, { opensearchUrl: ["https://a:9200"] });
    await expect(given).rejects.toMatchObject({ code: "setting_invalid", message: expect.stringContaining("--store") });
  });

  test.each([
    ["no address", { FOOTNOTE_OPENSEARCH_URL: "" }, "needs the address"],
    ["something else than an address", { FOOTNOTE_OPENSEARCH_URL: "a:9200" }, "addresses like"],
    ["a password in an address", { FOOTNOTE_OPENSEARCH_URL: "https://u:hidden@a:9200" }, "FOOTNOTE_OPENSEARCH_USER"],
    ["a password for an open connection", { ...USER, FOOTNOTE_OPENSEARCH_URL: "http://a:9200" }, "without encryption"],
    ["a user without a password", { FOOTNOTE_OPENSEARCH_USER: "ada" }, "none for the user"],
    ["a password without a user", { FOOTNOTE_OPENSEARCH_PASSWORD: "hidden" }, "nobody whose"],
    ["a name that no index can have", { FOOTNOTE_OPENSEARCH_NAME: "_Docs*" }, "small letters"],
    ["another store", { FOOTNOTE_STORE: "elastic" }, "folder, opensearch"],
  ])("is refused with %s", async (_, environment, problem) => {
    const failure = await placeBy({ ...CLUSTER, ...environment }).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: "setting_invalid", message: expect.stringContaining(problem) });
    expect((failure as Error).message).not.toContain("hidden");
  });

  test("lets a password travel openly on this machine alone", async () => {
    const place = placeBy({ ...CLUSTER, ...USER, FOOTNOTE_OPENSEARCH_URL: "http://127.0.0.1:9200" });
    expect(await place).toMatchObject({ kind: "opensearch" });
  });

  test.each(["store", "opensearchUrl", "opensearchName", "opensearchPassword", "opensearchCaFile"])(
    "lets a folder's file say nothing of %s: who has filled the folder would choose where its text goes",
    async (name) => {
      const cwd = await tempFolder();
      await writeFiles(cwd, { "footnote.config.json": JSON.stringify({ [name]: "opensearch" }) });
      await expect(readSettings(cwd, {}, {})).rejects.toMatchObject({ code: "setting_invalid" });
    },
  );
});

test("settings that an editor on Windows has saved are read", async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, { "footnote.config.json": '\ufeff{\r\n  "topK": 7\r\n}\r\n' });
  expect(await readSettings(cwd, {}, {})).toMatchObject({ topK: 7 });
});

describe("a cluster", () => {
  const store = { ...DEFAULTS, store: "opensearch", opensearchUrl: ["http://127.0.0.1:9"] } as const;
  const opened = (settings: Partial<typeof DEFAULTS>, cwd = "/") =>
    openStore(storePlace({ ...store, ...settings }, cwd)).open();

  test("is not asked where no connection may be opened, not even on this machine", async () => {
    await expect(opened({ offline: true })).rejects.toMatchObject({ code: "store_offline", exitCode: 2 });
  });

  test.skipIf(!HAS_MODES)(
    `is asked with a password that nobody else may read, or not at all${NEEDS_MODES}`,
    async () => {
      const cwd = await tempFolder();
      await writeFiles(cwd, { password: "secret\n", empty: "" });
      await chmod(join(cwd, "password"), 0o644);
      await chmod(join(cwd, "empty"), 0o600);
      const withFile = (opensearchPasswordFile: string) =>
        opened({ opensearchUser: "ada", opensearchPasswordFile }, cwd);
      const refused = (problem: string) => ({ code: "setting_invalid", message: expect.stringContaining(problem) });
      await expect(withFile("password")).rejects.toMatchObject(refused("chmod 600"));
      await expect(withFile("empty")).rejects.toMatchObject(refused("empty"));
      await expect(withFile("missing")).rejects.toMatchObject(refused("missing"));
      await chmod(join(cwd, "password"), 0o600);
      await expect(withFile("password")).rejects.toMatchObject({ code: "store_unreachable" });
    },
  );
});
