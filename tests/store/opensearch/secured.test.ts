import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { FootnoteError } from "../../../src/core/errors/errors.js";
import type { ClusterAddress } from "../../../src/store/opensearch/cluster.js";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { SETTINGS, unitVector, writeSamples } from "../../contracts/index-samples.js";
import { newAddress } from "../../helpers/test-cluster.js";
import { behindEachTest } from "../../helpers/tidy-up.js";
import { NODES, PASSWORD_FILE } from "./cluster.js";

/** What is refused to whoever is not the user of `newAddress`, who has the role of docs/opensearch.md. */
describe.skipIf(NODES.length === 0)("a cluster with users and TLS", () => {
  const at = (address: ClusterAddress, more: Partial<ClusterAddress> = {}) => {
    const store = new OpenSearchStore({ ...address, ...more });
    behindEachTest(() => store.close());
    return store;
  };
  const QUERY = { vector: unitVector("query"), text: "train", limit: 3 };
  const failureOf = async (call: Promise<unknown>) =>
    call.then(
      () => expect.unreachable(),
      (error: unknown) => error as FootnoteError,
    );
  const told = ({ message, hint, outside }: FootnoteError) => `${message} ${hint} ${outside}`;

  it.each([
    ["with a wrong password", { password: "wrong-4711", passwordFile: undefined }, "the name footnote or its password"],
    ["as a user that it doesn't know", { user: "eve" }, "the name eve or its password"],
    ["without a name", { user: "", passwordFile: undefined }, "asks for a name and a password"],
  ])("lets nobody in %s", async (_, more, problem) => {
    const failure = await failureOf(at(newAddress(), more).open());
    expect(failure).toMatchObject({ code: "store_login", httpStatus: 502, exitCode: 2 });
    expect(failure.message).toContain(NODES[0]);
    expect(failure.message).toContain(problem);
    expect(failure.hint).toContain("FOOTNOTE_OPENSEARCH_PASSWORD_FILE");
    const password = (await readFile(PASSWORD_FILE, "utf8")).trim();
    for (const secret of [password, "wrong-4711"]) expect(told(failure)).not.toContain(secret);
    expect(failure.outside).not.toContain(new URL(NODES[0]!).host);
  });

  it("says what a user without the role is not allowed, reading and writing", async () => {
    const address = newAddress();
    await writeSamples(at(address));
    const stranger = at(address, { user: "stranger" });
    const calls = [() => stranger.open(), () => stranger.begin(SETTINGS)];
    const missing = ["indices:data/read/get", "indices:monitor/settings/get"];
    for (const [n, call] of calls.entries()) {
      const failure = await failureOf(call());
      expect(failure).toMatchObject({ code: "store_forbidden", httpStatus: 502, exitCode: 2 });
      expect(failure.message).toContain(`stranger what is needed: ${missing[n]}.`);
      expect(failure.hint).toContain("docs/opensearch.md");
    }
  });

  it("answers a user with the role of a reader, who may write nothing", async () => {
    const address = newAddress();
    const info = await writeSamples(at(address));
    const store = at(address, { user: "reader" });
    const reader = await store.open();
    expect(reader.info).toEqual(info);
    expect((await reader.search(QUERY)).candidates.length).toBeGreaterThan(0);
    expect(await reader.text(info.documents[0]!.id)).not.toBe("");
    expect(await store.examine()).toMatchObject({ missing: 0 });
    expect(await store.unasked()).toEqual([]);
    const lock = store.lock({ pid: 1, host: "here", token: "t" }, () => false);
    expect(await failureOf(lock)).toMatchObject({
      code: "store_forbidden",
      message: expect.stringContaining("indices:admin/create"),
    });
  });

  it("is not asked by http, and says that it expects https, also of a build", async () => {
    const nodes = NODES.map((node) => node.replace("https:", "http:"));
    for (const call of [
      (store: OpenSearchStore) => store.open(),
      (store: OpenSearchStore) => store.lock({ pid: 1, host: "here", token: "t" }, () => false),
    ]) {
      const failure = await failureOf(call(at(newAddress(), { nodes })));
      expect(failure).toMatchObject({ code: "store_unreachable", httpStatus: 503 });
      expect(failure.message).toContain("as a node does that expects https");
    }
  });

  it("is read while one of the nodes that are named can't be trusted or isn't there, and the doctor's look names it", async () => {
    const address = newAddress();
    await writeSamples(at(address));
    const store = at(address, { nodes: ["https://127.0.0.1:9", ...NODES] });
    expect((await store.open()).info.documents.length).toBeGreaterThan(0);
    expect((await store.unasked()).map(({ message }) => message)).toEqual([
      "The OpenSearch cluster at https://127.0.0.1:9 can't be reached: https://127.0.0.1:9: nothing listens there.",
    ]);
  });
});
