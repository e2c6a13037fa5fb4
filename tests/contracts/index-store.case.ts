import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asDocumentId, asPassageId } from "../../src/contract/ids.js";
import { sliceSpan } from "../../src/core/spans.js";
import type { IndexReader, IndexStore, PassageFilter } from "../../src/store/index-store.js";
import { DIMENSIONS, ids, SAMPLES, SETTINGS, sampleDocument, unitVector, writeSamples } from "./index-samples.js";

const ALL = SAMPLES.flatMap(({ passages }) => passages);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** What every IndexStore must do. @param create a store over an empty folder that nothing else uses */
export function describeIndexStore(name: string, create: (folder: string) => IndexStore): void {
  describe(`${name} as an IndexStore`, () => {
    let folder: string;
    let store: IndexStore;
    const readers: IndexReader[] = [];
    const open = async () => {
      const reader = await store.open();
      readers.push(reader);
      return reader;
    };

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "footnote-store-"));
      store = create(join(folder, "index"));
    });
    afterEach(async () => {
      for (const reader of readers.splice(0)) await reader.close();
      await rm(folder, { recursive: true, force: true });
    });

    it("says that there is no index before the first commit", async () => {
      expect(await store.currentGeneration()).toBeNull();
      await expect(store.open()).rejects.toMatchObject({ code: "index_missing" });
      const writer = await store.begin(SETTINGS);
      expect(await store.currentGeneration()).toBeNull();
      await expect(store.open()).rejects.toMatchObject({ code: "index_missing" });
      await writer.abort();
    });

    it("gives back what was written, whatever the strings hold", async () => {
      const info = await writeSamples(store);
      const reader = await open();
      expect(reader.info).toEqual(info);
      expect(await store.currentGeneration()).toBe(info.name);
      expect(info).toMatchObject({ ...SETTINGS, passageCount: ALL.length, indexedAt: "2026-01-01T00:00:00Z" });
      expect(info.documents).toEqual(SAMPLES.map(({ document }) => document));
      for (const { document, content, passages } of SAMPLES) {
        expect(await reader.text(document.id)).toBe(content.text);
        expect(await reader.layout(document.id)).toEqual(content.layout);
        expect(await reader.passagesOf(document.id)).toEqual(passages.map(({ passage }) => passage));
      }
    });

    it("publishes what is written so far, and ends with the same as without", async () => {
      const whole = await writeSamples(store);
      const wholeReader = await open();
      const writer = await store.begin(SETTINGS);
      for (const [index, { document, content, passages }] of SAMPLES.entries()) {
        await writer.addDocument(document, content, passages);
        const published = await writer.publish([], "2026-01-01T00:00:00Z");
        expect(published).toMatchObject({
          incomplete: true,
          documents: SAMPLES.slice(0, index + 1).map((s) => s.document),
        });
        const reader = await open();
        expect(reader.info).toEqual(published);
        expect(await reader.text(document.id)).toBe(content.text);
        expect(await reader.passagesOf(document.id)).toEqual(passages.map(({ passage }) => passage));
      }
      const info = await writer.commit(whole.skipped, whole.indexedAt);
      expect(info).toEqual({ ...whole, name: info.name });
      const reader = await open();
      const query = { vector: unitVector("query"), text: "", limit: 10 };
      expect(await reader.search(query)).toEqual(await wholeReader.search(query));
    });

    it("keeps what was published when the rest is given up", async () => {
      const writer = await store.begin(SETTINGS);
      const { document, content, passages } = SAMPLES[0]!;
      await writer.addDocument(document, content, passages);
      const published = await writer.publish([], "2026-01-01T00:00:00Z");
      await writer.abort();
      expect((await open()).info).toEqual(published);
    });

    it("gives passages in the order asked for and leaves out unknown ids", async () => {
      await writeSamples(store);
      const wanted = [ALL[3]!.passage, ALL[0]!.passage];
      const asked = [wanted[0]!.id, asPassageId("__proto__"), wanted[1]!.id];
      expect(await (await open()).passages(asked)).toEqual(wanted);
    });

    it("knows no document that was not written", async () => {
      await writeSamples(store);
      const reader = await open();
      await expect(reader.text(asDocumentId("nowhere"))).rejects.toMatchObject({ code: "document_unknown" });
      expect(await reader.passagesOf(asDocumentId("constructor"))).toEqual([]);
    });

    it("finds the nearest passages by exact cosine, and the cosine of each of their sentences", async () => {
      await writeSamples(store);
      const vector = unitVector("a question");
      const { candidates } = await (await open()).search({ vector, text: "", limit: 3 });
      const expected = ALL.map((record) => ({ id: record.passage.id, cosine: dot(vector, record.vector) }))
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, 3);
      expect(candidates.map(({ passage }) => passage.id).sort()).toEqual(expected.map(({ id }) => id).sort());
      for (const { passage, cosine, bm25, sentenceCosines } of candidates) {
        expect(cosine).toBeCloseTo(expected.find(({ id }) => id === passage.id)!.cosine, 6);
        expect(bm25).toBe(0);
        const { sentenceVectors } = ALL.find((record) => record.passage.id === passage.id)!;
        expect(sentenceCosines).toHaveLength(passage.sentences.length);
        sentenceCosines.forEach((found, at) => {
          const exact = dot(vector, sentenceVectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS));
          expect(Math.abs(found - exact)).toBeLessThan(0.01);
        });
      }
    });

    it("finds passages by the question's words, with the share of each term", async () => {
      await writeSamples(store);
      const query = { vector: unitVector("x"), text: "Which councils adopted unicorns?", limit: 10 };
      const { candidates, terms, maxBm25, passageCount } = await (await open()).search(query);
      expect(passageCount).toBe(ALL.length);
      expect(terms.map(({ word, documentFrequency }) => [word, documentFrequency])).toEqual([
        ["councils", 2],
        ["adopted", 1],
        ["unicorns", 0],
      ]);
      for (const { documentFrequency: n, idf } of terms) {
        expect(idf).toBeCloseTo(Math.log(1 + (passageCount - n + 0.5) / (n + 0.5)), 12);
      }
      const best = candidates.toSorted((a, b) => b.bm25 - a.bm25)[0]!;
      expect(best.passage.id).toBe("agenda#0");
      expect(best.termScores[2]).toBe(0);
      for (const { bm25, termScores } of candidates) {
        expect(termScores.reduce((sum, share) => sum + share, 0)).toBeCloseTo(bm25, 12);
        expect(bm25).toBeLessThan(maxBm25);
      }
    });

    it("reckons scores by keywords from the statistics of a larger index, where these are given", async () => {
      await writeSamples(store);
      const reader = await open();
      const query = { vector: unitVector("x"), text: "the council's budget", limit: 10 };
      const terms = (await reader.search(query)).terms.map(({ term }) => term);
      const own = await reader.statistics(terms);
      expect(own.passages).toBe(ALL.length);
      expect(await reader.search({ ...query, statistics: own })).toEqual(await reader.search(query));
      const passages = 10 * own.passages;
      const statistics = { ...own, passages, length: 20 * own.length };
      const larger = await reader.search({ ...query, statistics });
      expect(larger.passageCount).toBe(passages);
      for (const { documentFrequency: n, idf } of larger.terms) {
        expect(idf).toBeCloseTo(Math.log(1 + (passages - n + 0.5) / (n + 0.5)), 12);
      }
      for (const { bm25, ownBm25, termScores } of larger.candidates) {
        expect(termScores.reduce((sum, share) => sum + share, 0)).toBeCloseTo(bm25, 12);
        expect(ownBm25).toBe(bm25);
      }
    });

    it("gives words of the question what another form of them scores, where a passage holds that whole", async () => {
      await writeSamples(store);
      const reader = await open();
      const query = { vector: unitVector("x"), text: "resolution sixty", limit: 10 };
      const scoresWith = async (...others: string[][]) => {
        const forms = [{ terms: ["sixti"], others }];
        const { candidates, maxBm25 } = await reader.search({ ...query, forms });
        const { bm25, termScores } = candidates.find(({ passage }) => passage.id === "agenda#0")!;
        expect(bm25).toBeCloseTo(termScores[0]! + termScores[1]!, 9);
        expect(bm25).toBeLessThanOrEqual(maxBm25);
        return termScores[1]!;
      };
      expect(await scoresWith()).toBe(0);
      expect(await scoresWith(["2375"])).toBeGreaterThan(0);
      expect(await scoresWith(["nowhere"], ["met", "2375"])).toBeGreaterThan(0);
      expect(await scoresWith(["2375", "nowhere"])).toBe(0);
    });

    it("finds a passage by stop words when the question has no others", async () => {
      await writeSamples(store);
      const query = { vector: unitVector("x"), text: "To be or that is the", limit: 1 };
      const { candidates, terms } = await (await open()).search(query);
      expect(terms.map(({ term }) => term)).toEqual(["to", "be", "or", "that", "is", "the"]);
      expect(candidates.toSorted((a, b) => b.bm25 - a.bm25)[0]!.passage.documentId).toBe("single");
    });

    it("searches the filter's documents only, with the scores of the whole index", async () => {
      await writeSamples(store);
      const reader = await open();
      const query = { vector: unitVector("x"), text: "the council's budget", limit: 20 };
      const all = await reader.search(query);
      const some = await reader.search({ ...query, filter: { documentIds: ids("agenda", "nowhere") } });
      const expected = all.candidates.filter(({ passage }) => passage.documentId === "agenda");
      expect(expected.length).toBe(2);
      expect(some.candidates.toSorted((a, b) => a.passage.ordinal - b.passage.ordinal)).toEqual(
        expected.toSorted((a, b) => a.passage.ordinal - b.passage.ordinal),
      );
      expect(some.terms).toEqual(all.terms);
      expect((await reader.search({ ...query, filter: { documentIds: ids() } })).candidates).toEqual([]);
    });

    it("searches the filter's passages only, of its documents where it names both", async () => {
      await writeSamples(store);
      const reader = await open();
      const query = { vector: unitVector("x"), text: "the council's budget", limit: 20 };
      const all = await reader.search(query);
      const passageIds = new Set(["agenda#1", "single#0", "nowhere#0"].map(asPassageId));
      const found = async (filter: PassageFilter) =>
        (await reader.search({ ...query, filter })).candidates.toSorted((a, b) =>
          a.passage.id < b.passage.id ? -1 : 1,
        );
      const some = await found({ passageIds });
      expect(some.map(({ passage }) => passage.id)).toEqual(["agenda#1", "single#0"]);
      for (const one of some) expect(all.candidates).toContainEqual(one);
      const both = await found({ passageIds, documentIds: ids("agenda") });
      expect(both.map(({ passage }) => passage.id)).toEqual(["agenda#1"]);
      expect(await found({ passageIds: new Set() })).toEqual([]);
    });

    it("says how many passages hold each of some words, in any form, in their order", async () => {
      await writeSamples(store);
      const reader = await open();
      const words = ["budgets", "nowhere", "the", "NAÏVE", "__proto__", "?!", "council", "2017-04-28"];
      expect(await reader.frequencies(words)).toEqual([2, 0, 5, 1, 0, 0, 2, 1]);
      expect(await reader.frequencies([])).toEqual([]);
    });

    it("gives every passage that holds all of a text's terms, stop words too", async () => {
      await writeSamples(store);
      const reader = await open();
      const holding = async (text: string, filter?: PassageFilter) =>
        (await reader.passagesWithAll(text, filter)).map(({ id }) => id).toSorted();
      expect(await holding("the budgets")).toEqual(["agenda#1", 'naïve \u{1F4C4} "path"\n#3'].toSorted());
      expect(await holding("council the met")).toEqual(["agenda#0"]);
      expect(await holding("to be that")).toEqual(["single#0"]);
      expect(await holding("the budget", { documentIds: ids("agenda") })).toEqual(["agenda#1"]);
      expect(await holding("the budget", { passageIds: new Set() })).toEqual([]);
      expect((await reader.passagesWithAll("the", {}, 2)).map(({ id }) => id)).toEqual(["agenda#0", "agenda#1"]);
      expect(await reader.passagesWithAll("the", { documentIds: ids("single") }, 2)).toHaveLength(1);
      expect(await holding("council met nowhere")).toEqual([]);
      expect(await holding("?!")).toEqual([]);
    });

    it("answers a search of an index without passages", async () => {
      await writeSamples(store, [sampleDocument("empty", "")]);
      const found = await (await open()).search({ vector: unitVector("x"), text: "anything at all", limit: 5 });
      expect(found).toMatchObject({ candidates: [], passageCount: 0 });
    });

    it("gives vectors by the hash of their input, and sentences that can be stored again without loss", async () => {
      await writeSamples(store);
      const record = ALL[1]!;
      const found = await (await open()).embeddings([record.passage.inputHash, "unknown"]);
      expect([...found.keys()]).toEqual([record.passage.inputHash]);
      const { vector, sentences } = found.get(record.passage.inputHash)!;
      expect(vector).toEqual(record.vector);
      await writeSamples(store, [
        { ...sampleDocument("again", "The budget is 13,687 dollars."), passages: [] },
        { ...SAMPLES[0]!, passages: [{ ...record, sentenceVectors: sentences }] },
      ]);
      const again = await (await open()).embeddings([record.passage.inputHash]);
      expect(again.get(record.passage.inputHash)!.sentences).toEqual(sentences);
    });

    it("copies a document as if it had been added anew", async () => {
      await writeSamples(store);
      const first = await open();
      const writer = await store.begin(SETTINGS);
      const kept = SAMPLES.filter(({ document }) => document.id !== "agenda");
      for (const { document } of kept) await writer.copyDocument({ ...document, modified: 5 }, first);
      const info = await writer.commit([], "2026-02-02T00:00:00Z");
      expect(info.documents).toEqual(kept.map(({ document }) => ({ ...document, modified: 5 })));
      const copied = await open();
      await writeSamples(store, kept);
      const added = await open();
      const query = { vector: unitVector("x"), text: "the naïve council's question: 東京", limit: 20 };
      expect(await copied.search(query)).toEqual(await added.search(query));
      for (const { document, text } of kept) {
        expect(await copied.text(document.id)).toBe(text);
        expect(await copied.layout(document.id)).toEqual(await added.layout(document.id));
        expect(await copied.passagesOf(document.id)).toEqual(await added.passagesOf(document.id));
      }
    });

    it("lets a reader go on reading its own generation after newer ones", async () => {
      await writeSamples(store);
      const old = await open();
      await writeSamples(store, SAMPLES.slice(0, 1));
      await writeSamples(store, SAMPLES.slice(3));
      expect(await store.currentGeneration()).not.toBe(old.info.name);
      for (const { document, text } of SAMPLES) expect(await old.text(document.id)).toBe(text);
      const { candidates } = await old.search({ vector: unitVector("x"), text: "council", limit: 20 });
      expect(candidates).toHaveLength(ALL.length);
      expect((await open()).info.passageCount).toBe(1);
    });

    it("changes nothing for readers when a writer dies or gives up before its commit", async () => {
      const { name } = await writeSamples(store);
      const dead = await store.begin(SETTINGS);
      await dead.addDocument(SAMPLES[3]!.document, SAMPLES[3]!.content, SAMPLES[3]!.passages);
      expect(await store.currentGeneration()).toBe(name);
      const { document, text, content, passages } = SAMPLES[0]!;
      const aborted = await store.begin(SETTINGS);
      await aborted.addDocument(document, content, passages);
      await aborted.abort();
      const reader = await open();
      expect(reader.info.name).toBe(name);
      await dead.abort();
      const [passage] = await reader.passagesOf(document.id);
      expect(sliceSpan(await reader.text(document.id), passage!)).toBe(sliceSpan(text, passages[0]!.passage));
    });
  });
}
