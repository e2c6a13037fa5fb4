import { FootnoteError } from "../../core/errors/errors.js";
import { Yielder } from "../../core/yield.js";
import { analyse } from "../../language/en/text-analysis.js";
import { assertFits } from "../assert-fits.js";
import { encodeLayout } from "../disk/layout-codec.js";
import type {
  DocumentContent,
  GenerationInfo,
  GenerationSettings,
  IndexReader,
  IndexWriter,
  PassageRecord,
  StoredDocument,
  StoredSkip,
  WriteGuard,
} from "../index-store.js";
import { quantise } from "../vectors/quantised-vectors.js";
import { Bulk } from "./bulk.js";
import type { Cluster } from "./cluster.js";
import { aliasesOf, type GenerationIndices, INFO_ID, indicesOf } from "./indices.js";
import { type DocumentContentSource, OpenSearchReader } from "./opensearch-reader.js";
import { countTerms, decodeEmbedding, encodeEmbedding, type PassageSource } from "./passage-source.js";
import { WRITING } from "./patience.js";

/** Writes a generation to indices of its own, which readers see when the aliases are turned to them. */
export class OpenSearchWriter implements IndexWriter {
  readonly #bulk: Bulk;
  readonly #indices: GenerationIndices;
  readonly #documents = new Map<string, StoredDocument>();
  #rows = 0;
  #terms = 0;
  #published = 0;
  /** When readers saw it first, in milliseconds since 1970. */
  #since: number | null = null;
  #state: "open" | "committed" | "aborted" = "open";

  /** @param build whose indices are there, and empty */
  constructor(
    private readonly cluster: Cluster,
    private readonly build: string,
    private readonly settings: GenerationSettings,
    private readonly guard: WriteGuard,
  ) {
    this.#bulk = new Bulk(cluster);
    this.#indices = indicesOf(cluster.prefix, build);
  }

  async addDocument(
    document: StoredDocument,
    { text, layout }: DocumentContent,
    passages: readonly PassageRecord[],
  ): Promise<void> {
    const { dimensions } = this.settings.fingerprint;
    for (const record of passages) assertFits(record, text, dimensions);
    const content = {
      text: { value: Buffer.from(text).toString("utf8") },
      ...(layout !== null && { layout: Buffer.from(encodeLayout(layout)).toString("base64") }),
    };
    await this.#addContent(document, content, passages.length);
    const yielder = new Yielder(this.guard.signal);
    for (const { passage, titles, vector, sentenceVectors } of passages) {
      await yielder.yieldIfDue();
      const terms = analyse(`${text.slice(passage.start, passage.end)}\n${titles}`).map(({ term }) => term);
      await this.#addPassage({
        id: passage.id,
        document: document.id,
        input: passage.inputHash,
        terms: terms.join(" "),
        vector: numbersOf(vector),
        passage,
        embedding: encodeEmbedding(vector, quantise(sentenceVectors, dimensions)),
      });
    }
  }

  async copyDocument(document: StoredDocument, from: IndexReader): Promise<void> {
    if (!(from instanceof OpenSearchReader))
      throw new TypeError("A document is copied from a reader of the same store");
    const { dimensions } = this.settings.fingerprint;
    if (from.info.fingerprint.dimensions !== dimensions) throw new RangeError("Vectors of another model");
    const sources = await from.sourcesOf(document.id);
    await this.#addContent(document, await from.contentOf(document.id), sources.length);
    for (const source of sources) {
      const { vector } = decodeEmbedding(source.embedding, dimensions, source.passage.sentences.length);
      await this.#addPassage({ ...source, vector: numbersOf(vector) });
    }
  }

  async publish(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo> {
    return this.#swapIn(skipped, indexedAt, { incomplete: true });
  }

  async commit(skipped: readonly StoredSkip[], indexedAt: string): Promise<GenerationInfo> {
    const info = await this.#swapIn(skipped, indexedAt, {});
    this.#state = "committed";
    return info;
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    // What was published goes on being read; what was written behind it, no reader sees.
    if (this.#published > 0) return;
    const { passages, documents } = this.#indices;
    await this.cluster.find((client) => client.indices.delete({ index: [passages, documents] })).catch(() => {});
  }

  async #swapIn(
    skipped: readonly StoredSkip[],
    indexedAt: string,
    state: Pick<GenerationInfo, "incomplete">,
  ): Promise<GenerationInfo> {
    this.#assertOpen();
    const described = {
      name: `${this.build}.${this.#published}`,
      indexedAt,
      ...this.settings,
      skipped,
      passageCount: this.#rows,
      ...state,
    };
    try {
      await this.#bulk.flush();
      const { passages, documents } = this.#indices;
      await this.cluster.request((client) => client.indices.refresh({ index: [passages, documents] }), WRITING);
      await this.guard.beforeSwap?.();
      this.#since ??= Date.now();
      const description = {
        ...described,
        documentCount: this.#documents.size,
        terms: this.#terms,
        since: this.#since,
      };
      await this.cluster.request(
        (client) =>
          client.index({
            index: documents,
            id: INFO_ID,
            body: { order: -1, description },
            // What was sent and given up for lost must not come after what was published since.
            version: this.#published + 1,
            version_type: "external_gte",
            refresh: true,
          }),
        WRITING,
      );
      if (this.#published === 0) await this.#turnAliases();
    } catch (error) {
      await this.abort();
      throw error;
    }
    this.#published++;
    return { ...described, documents: [...this.#documents.values()] };
  }

  /** Both at once: no reader sees passages of one generation and documents of another. Twice is as good as once. */
  async #turnAliases(): Promise<void> {
    const aliases = aliasesOf(this.cluster.prefix);
    const actions = (["passages", "documents"] as const).flatMap((kind) => [
      { remove: { index: `${this.cluster.prefix}-*-${kind}`, alias: aliases[kind], must_exist: false } },
      { add: { index: this.#indices[kind], alias: aliases[kind] } },
    ]);
    await this.cluster.request((client) => client.indices.updateAliases({ body: { actions } }), WRITING);
  }

  async #addContent(document: StoredDocument, content: DocumentContentSource, passages: number): Promise<void> {
    this.#assertOpen();
    if (this.#documents.has(document.id)) throw new RangeError(`The document ${document.id} is written twice`);
    const description = { ...document, passages };
    const order = this.#documents.size;
    this.#documents.set(document.id, description);
    await this.#bulk.add(this.#indices.documents, document.id, { order, description, ...content });
  }

  async #addPassage(source: Omit<PassageSource, "row">): Promise<void> {
    const row = this.#rows++;
    this.#terms += countTerms(source.terms).length;
    await this.#bulk.add(this.#indices.passages, String(row), { ...source, row });
  }

  #assertOpen(): void {
    if (this.#state !== "open") throw new FootnoteError("internal", {}, { cause: `The writer is ${this.#state}` });
  }
}

/** With as many digits as tell one float from the next: what JSON writes of them otherwise is twice as long. */
function numbersOf(vector: Float32Array): number[] {
  return Array.from(vector, (number) => Number(number.toPrecision(9)));
}
