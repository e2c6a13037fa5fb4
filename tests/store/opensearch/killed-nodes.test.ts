import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { IndexReader, IndexStore, StoreQuery } from "../../../src/store/index-store.js";
import { OpenSearchStore } from "../../../src/store/opensearch/opensearch-store.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import { SETTINGS, sampleDocument, unitVector } from "../../contracts/index-samples.js";
import { tempFolder } from "../../helpers/temp-folder.js";
import { newAddress } from "../../helpers/test-cluster.js";
import { ask, clusterManager, killNode, NODES, NODES_FOLDER, startNode, untilReady } from "./cluster.js";

const CLIENTS = 8;
const WORDS = "council budget resolution vote member session agenda report treaty clause annex draft".split(" ");
const word = (seed: number) => WORDS[Math.floor(Math.abs(Math.sin(seed)) * WORDS.length)]!;
const line = (seed: number) => `${Array.from({ length: 9 }, (_, at) => word(seed * 31 + at)).join(" ")} ${seed}.`;
const DOCUMENTS = Array.from({ length: 24 }, (_, at) =>
  sampleDocument(`document ${at}`, Array.from({ length: 12 }, (_, row) => line(at * 12 + row)).join("\n")),
);
/** What is published of a generation before it is whole. */
const PUBLISHED = 10;
const QUERIES = Array.from(
  { length: 6 },
  (_, at): StoreQuery => ({ vector: unitVector(`query ${at}`), text: `${word(at)} ${word(at + 7)}`, limit: 8 }),
);

/** The best by vector, and the best scores by keywords, which equal passages may share. */
async function answer(reader: IndexReader, query: StoreQuery) {
  const { candidates, maxBm25 } = await reader.search(query);
  const rounded = (score: number) => Number(score.toFixed(5));
  const nearest = candidates.toSorted((a, b) => b.cosine - a.cosine).slice(0, query.limit);
  const scores = candidates.map(({ bm25 }) => bm25).sort((a, b) => b - a);
  return {
    nearest: nearest.map(({ passage, cosine }) => [passage.id, rounded(cosine)]),
    bm25: scores.slice(0, query.limit).map(rounded),
    maxBm25: rounded(maxBm25),
  };
}

async function write(store: IndexStore, onPublished = async () => {}): Promise<void> {
  const writer = await store.begin(SETTINGS);
  for (const [at, { document, content, passages }] of DOCUMENTS.entries()) {
    await writer.addDocument(document, content, passages);
    if (at + 1 !== PUBLISHED) continue;
    await writer.publish([], "2026-01-01T00:00:00Z");
    await onPublished();
  }
  await writer.commit([], "2026-01-01T00:00:00Z");
}

/** What is right, by the number of documents: what a store without nodes that could be lost answers. */
async function rightAnswers() {
  const store = new OramaStore(await tempFolder());
  const answers = new Map<number, Awaited<ReturnType<typeof answer>>[]>();
  const keep = async () => {
    const reader = await store.open();
    answers.set(reader.info.documents.length, await Promise.all(QUERIES.map((query) => answer(reader, query))));
    await reader.close();
  };
  await write(store, keep);
  await keep();
  return answers;
}

const address = newAddress();
afterEach(async () => {
  if (NODES_FOLDER !== "") for (const [at] of NODES.entries()) await startNode(at + 1);
});

describe.skipIf(NODES_FOLDER === "" || NODES.length < 3)("with nodes that are killed", () => {
  it("answers rightly and goes on writing while each node is lost in turn, its manager too", async () => {
    const right = await rightAnswers();
    const stores = Array.from({ length: CLIENTS + 1 }, () => new OpenSearchStore(address, { keptMs: 60_000 }));
    await untilReady();
    await write(stores[0]!);
    let over = false;
    let asked = 0;
    let written = 0;
    const askOn = async (store: OpenSearchStore, client: number) => {
      let reader = await store.open();
      while (!over) {
        if ((await store.currentGeneration()) !== reader.info.name) reader = await store.open();
        const at = asked++ % QUERIES.length;
        expect(await answer(reader, QUERIES[at]!), `client ${client}, ${reader.info.name}`).toEqual(
          right.get(reader.info.documents.length)![at],
        );
        await sleep(30);
      }
    };
    const writeOn = async () => {
      for (; !over; written++) await write(stores[0]!);
    };
    const killEach = async () => {
      const manager = await clusterManager();
      for (const k of [manager, ...[1, 2, 3].filter((other) => other !== manager)]) {
        await killNode(k);
        const [asks, writes] = [asked, written];
        // The two that are left take over.
        await expect.poll(() => asked >= asks + CLIENTS && written > writes, { timeout: 120_000 }).toBe(true);
        await startNode(k);
        await untilReady();
      }
    };
    const work = [...stores.slice(1).map(askOn), writeOn()];
    await Promise.race([killEach(), ...work]).finally(() => {
      over = true;
    });
    await Promise.all(work);

    const reader = await stores[1]!.open();
    for (const { document, passages, text } of DOCUMENTS) {
      expect(await reader.passagesOf(document.id)).toEqual(passages.map(({ passage }) => passage));
      expect(await reader.text(document.id)).toBe(text);
    }
    const { count } = await ask<{ count: number }>(`/${address.prefix}-passages/_count`);
    expect(count).toBe(DOCUMENTS.reduce((sum, { passages }) => sum + passages.length, 0));
    await Promise.all(stores.map((store) => store.close()));
  });
});
