import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { asDocumentId } from "../../../src/contract/ids.js";
import type { IndexReader, StoreResult } from "../../../src/store/index-store.js";
import { documentIdIn, passageIdIn, pathIn } from "../../../src/store/joined/collection-names.js";
import { JoinedStore } from "../../../src/store/joined/joined-store.js";
import { OramaStore } from "../../../src/store/orama/orama-store.js";
import {
  SAMPLES,
  type SampleDocument,
  sampleDocument,
  unitVector,
  writeSamples,
} from "../../contracts/index-samples.js";
import { tempFolder } from "../../helpers/temp-folder.js";

const MORE = [
  ...SAMPLES,
  sampleDocument("minutes", "The council met again.\nNobody spoke of the budget, or of the council's hall."),
  sampleDocument("report", "The budget of the hall is a budget of two parts.\nIt was adopted sixty days later."),
];
/** One collection has the shorter documents, so that lengths and frequencies differ between both. */
const HALVES = { a: [MORE[0]!, MORE[2]!, MORE[5]!], b: [MORE[1]!, MORE[3]!, MORE[4]!] };

const readers: IndexReader[] = [];
afterAll(async () => {
  await Promise.all(readers.map((reader) => reader.close()));
});

async function joined() {
  const folder = await tempFolder();
  const collections = Object.keys(HALVES).map((name) => {
    const indexFolder = join(folder, name);
    return { name, indexFolder, store: new OramaStore(indexFolder) };
  });
  const store = new JoinedStore(collections);
  return { store, collections, folder };
}

async function openBoth() {
  const { store, collections, folder } = await joined();
  for (const { name, store: own } of collections) await writeSamples(own, HALVES[name as keyof typeof HALVES]);
  const whole = new OramaStore(join(folder, "whole"));
  await writeSamples(
    whole,
    Object.entries(HALVES).flatMap(([name, samples]) => samples.map((sample) => sampleIn(name, sample))),
  );
  const opened = [await store.open(), await whole.open()] as const;
  readers.push(...opened);
  return opened;
}

/** The same document in a folder of the collection's name. */
function sampleIn(name: string, { document, passages, ...content }: SampleDocument): SampleDocument {
  const id = documentIdIn(name, document.id);
  return {
    ...content,
    document: { ...document, id, path: pathIn(name, document.path), file: pathIn(name, document.file) },
    passages: passages.map((record) => {
      const passage = { ...record.passage, id: passageIdIn(name, record.passage.id), documentId: id };
      return { ...record, passage };
    }),
  };
}

/** What was found, in an order that means something. */
function found({ candidates, ...rest }: StoreResult) {
  return { ...rest, candidates: [...candidates].sort((a, b) => (a.passage.id < b.passage.id ? -1 : 1)) };
}

test.each([
  ["the council's budget", 2],
  ["the council's budget", 50],
  ["Which councils adopted unicorns?", 3],
  ["a budget of the hall", 1],
  ["", 4],
])("two halves asked together for %j find what the whole does, with its scores (the best %i)", async (text, limit) => {
  const [halves, whole] = await openBoth();
  for (const seed of ["q1", "q2", "q3"]) {
    const query = { vector: unitVector(seed), text, limit };
    expect(found(await halves.search(query))).toEqual(found(await whole.search(query)));
  }
});

test("the same holds where words may be written otherwise, and where a filter leaves out a half or a passage", async () => {
  const [halves, whole] = await openBoth();
  const query = { vector: unitVector("q"), text: "resolution sixty", limit: 3 };
  const forms = [{ terms: ["sixti"], others: [["2375"]] }];
  expect(found(await halves.search({ ...query, forms }))).toEqual(found(await whole.search({ ...query, forms })));
  const [first, ...others] = whole.info.documents.map(({ id }) => id);
  for (const documentIds of [new Set([first!]), new Set(others)]) {
    const filter = { documentIds };
    expect(found(await halves.search({ ...query, filter }))).toEqual(found(await whole.search({ ...query, filter })));
  }
});

test("they hold what the whole holds, passage by passage, by the same names", async () => {
  const [halves, whole] = await openBoth();
  const words = ["council", "budget", "unicorn", "the hall", ""];
  expect(await halves.frequencies(words)).toEqual(await whole.frequencies(words));
  expect(await halves.passagesWithAll("the council")).toEqual(await whole.passagesWithAll("the council"));
  expect(await halves.passagesWithAll("budget", {}, 2)).toEqual(await whole.passagesWithAll("budget", {}, 2));
  const withoutCollection = halves.info.documents.map(({ collection: _, ...document }) => document);
  expect(withoutCollection).toEqual(whole.info.documents);
  for (const { id } of whole.info.documents) {
    const passages = await whole.passagesOf(id);
    expect(await halves.passagesOf(id)).toEqual(passages);
    expect(await halves.text(id)).toBe(await whole.text(id));
    expect(await halves.layout(id)).toEqual(await whole.layout(id));
    const ids = passages.map((passage) => passage.id).reverse();
    expect(await halves.passages(ids)).toEqual(await whole.passages(ids));
  }
});

test("a document of no collection, and one that a collection does not hold, is unknown", async () => {
  const [halves] = await openBoth();
  for (const id of ["agenda", "c~agenda", "b~agenda", "a~"].map(asDocumentId)) {
    await expect(halves.text(id)).rejects.toMatchObject({ code: "document_unknown" });
    expect(await halves.passagesOf(id)).toEqual([]);
  }
});

test("a collection without an index is left out until it has one; without any there is none", async () => {
  const { store, collections } = await joined();
  expect(await store.currentGeneration()).toBeNull();
  await expect(store.open()).rejects.toMatchObject({ code: "index_missing" });
  await writeSamples(collections[0]!.store, HALVES.a);
  const before = await store.currentGeneration();
  const half = await store.open();
  readers.push(half);
  expect(half.info.collections?.map(({ name }) => name)).toEqual(["a"]);
  await writeSamples(collections[1]!.store, HALVES.b);
  expect(await store.currentGeneration()).not.toBe(before);
  const both = await store.open();
  readers.push(both);
  expect(both.info.collections?.map(({ name }) => name)).toEqual(["a", "b"]);
});
