import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import type { IndexReader } from "../../../src/store/index-store.js";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { plainEnvironment, run } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { MAIN } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";
import { clusterEnvironment, newAddress } from "../../helpers/test-cluster.js";
import { ask, NODES } from "../../store/opensearch/cluster.js";
import { Library } from "../building.js";

const FILES = 60;
const PASSAGES_PER_FILE = 4;
/** A writer that is silent is gone after so long, and a batch that it had taken is free: a minute and 25 s elsewhere. */
const QUICK = { lock: { staleMs: 12_000, watchedMs: 6_000 }, leases: { leaseMs: 6_000 } };

/** Files of the same content, as each machine has them. */
function files(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: FILES }, (_, file) => {
      const numbers = Array.from({ length: PASSAGES_PER_FILE }, (_, at) => file * PASSAGES_PER_FILE + at);
      return [`notes/${file}.md`, notes(`Notebook ${file}`, numbers)];
    }),
  );
}

/** Has a process take itself for one of another machine: whether it is gone can't be looked up here. */
const ELSEWHERE = `--import=data:text/javascript,${encodeURIComponent(`
  import os from "node:os";
  import { syncBuiltinESMExports } from "node:module";
  os.hostname = () => "elsewhere.example";
  syncBuiltinESMExports();
`)}`;

/** @param prefix of the index in the cluster @param name of this machine's own folder */
function start(corpus: string, prefix: string, root: string, name: string, more: Record<string, string> = {}) {
  const args = ["index", corpus, "--index", join(root, name), "--json", "--workers", "1"];
  const env = plainEnvironment({ ...clusterEnvironment(prefix), ...more });
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: root, env });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (bytes: Buffer) => {
    stdout += bytes;
  });
  child.stderr.on("data", (bytes: Buffer) => {
    stderr += bytes;
  });
  const closed = once(child, "close");
  const events = () => stdout.split("\n").flatMap((line) => (line.endsWith("}") ? [JSON.parse(line)] : []));
  return {
    kill: () => child.kill("SIGKILL"),
    events,
    last: () => events().at(-1),
    ended: async () => {
      const [code] = await closed;
      return { code, stderr };
    },
  };
}

interface Batches {
  readonly hits: { readonly hits: { readonly _source: { readonly holder: string; readonly embeddings?: string[] } }[] };
}

/** How many passages each indexer has embedded. */
async function shares(prefix: string): Promise<number[]> {
  const found = await ask<Batches>(`/${prefix}-vectors-*/_search?size=1000`);
  const sums = new Map<string, number>();
  for (const { _source } of found.hits.hits)
    sums.set(_source.holder, (sums.get(_source.holder) ?? 0) + (_source.embeddings?.length ?? 0));
  return [...sums.values()].filter((sum) => sum > 0);
}

async function content(reader: IndexReader) {
  const documents = await Promise.all(
    reader.info.documents.map(async ({ id, path, title }) => ({ path, title, passages: await reader.passagesOf(id) })),
  );
  const hashes = documents.flatMap(({ passages }) => passages.map(({ inputHash }) => inputHash));
  return { documents, vectors: new Map([...(await reader.embeddings(hashes))].sort()) };
}

describe.skipIf(NODES.length === 0)("several indexers of one index in a cluster", () => {
  it("share its passages, take over those of one that is killed, and make what one alone makes", async () => {
    const address = newAddress();
    const { prefix } = address;
    const root = await tempFolder();
    const corpus = join(root, "corpus");
    await writeFiles(corpus, files());
    const writer = start(corpus, prefix, root, "writer");
    await expect.poll(() => writer.last()?.phase, { timeout: 300_000 }).toBe("embed");
    const helper = start(corpus, prefix, root, "helper");
    const killed = start(corpus, prefix, root, "killed");
    await expect.poll(() => shares(prefix).then((each) => each.length), { timeout: 300_000 }).toBe(3);
    killed.kill();
    for (const indexer of [writer, helper]) expect(await indexer.ended()).toEqual({ code: 0, stderr: "" });

    const [written, helped] = [writer.last(), helper.last()];
    expect(helper.events().some(({ helps }) => typeof helps === "string")).toBe(true);
    expect(helped).toMatchObject({
      event: "done",
      generation: written.generation,
      passages: FILES * PASSAGES_PER_FILE,
    });
    for (const { event, passages_done, passages_total, eta_seconds } of helper.events()) {
      if (event !== "progress") continue;
      expect(passages_done).toBeLessThanOrEqual(passages_total);
      expect(eta_seconds ?? 0).toBeGreaterThanOrEqual(0);
    }
    expect(Math.min(written.embedded, helped.embedded)).toBeGreaterThan(0);
    // The rest is what the killed one had given, and nothing was embedded twice.
    expect(written.embedded + helped.embedded).toBeLessThan(FILES * PASSAGES_PER_FILE);

    expect(await run(["index", corpus, "--index", join(root, "alone")], { cwd: root })).toMatchObject({ code: 0 });
    const store = new OpenSearchStore(address);
    const [together, alone] = await Promise.all([store.open(), new OramaStore(join(root, "alone")).open()]);
    expect(await content(together)).toEqual(await content(alone));
    const indices = Object.keys(await ask<Record<string, unknown>>(`/${prefix}-*/_alias`));
    expect(indices.filter((name) => name.includes("-vectors-"))).toEqual([]);
    await Promise.all([store.close(), together.close(), alone.close()]);
  });

  it("go on for one of another machine that is killed while it writes: nothing is lost or doubled", async () => {
    const address = newAddress();
    const { prefix } = address;
    const library = await Library.of(files());
    const { corpus, root } = library;
    const writer = start(corpus, prefix, root, "writer", { NODE_OPTIONS: ELSEWHERE });
    await expect.poll(() => writer.last()?.phase, { timeout: 300_000 }).toBe("embed");
    const store = new OpenSearchStore(address, QUICK);
    let helps: string | undefined;
    const onProgress = (progress: SyncProgress) => {
      helps ??= progress.helps;
    };
    const helping = library.build({ store, onProgress });
    await expect.poll(() => shares(prefix).then((each) => each.length), { timeout: 300_000 }).toBe(2);
    expect(writer.last()?.phase).toBe("embed");
    writer.kill();
    const helped = await helping;

    const passages = FILES * PASSAGES_PER_FILE;
    expect(helps).toBe("elsewhere.example");
    expect(helped).toMatchObject({ documents: FILES, passages });
    // What the killed one had given was not made again.
    expect(helped.embedded).toBeLessThan(passages);
    const alone = await library.build({ store: library.store, full: true });
    expect(alone).toMatchObject({ passages });
    const readers = await Promise.all([store.open(), library.store.open()]);
    const [together, right] = await Promise.all(readers.map(content));
    expect(together).toEqual(right);
    expect(await ask(`/${prefix}-passages/_count`)).toMatchObject({ count: passages });
    const indices = Object.keys(await ask<Record<string, unknown>>(`/${prefix}-*/_alias`));
    expect(indices.filter((name) => name.includes("-vectors-"))).toEqual([]);
    await Promise.all([store.close(), ...readers.map((reader) => reader.close())]);
  });
});
