import type { DocumentId } from "../../contract/ids.js";
import { sliceSpan } from "../../core/spans.js";
import { type DateOrder, dateOrderOf } from "../../language/en/dates.js";
import { type Facts, factsOf } from "../../language/en/facts.js";
import type { Source, Sources } from "../../search/library.js";
import type { Ranked } from "../../search/rank/fuse.js";
import type { IndexReader, StoredPassage, StoredSentence } from "../../store/index-store.js";
import { read, type Sentence } from "./alignment.js";
import type { Evidence } from "./assess.js";
import { toldRow } from "./told-row.js";

/** A sentence of a document, in the best passage that holds it. */
export interface Anchor {
  readonly source: Source;
  readonly passage: StoredPassage;
  readonly sentence: StoredSentence;
  /** Of its vector with the stated sentence's. */
  readonly cosine: number;
  /** Number among the document's sentences. */
  readonly at: number;
}

interface DocumentSentence {
  readonly sentence: StoredSentence;
  readonly passage: StoredPassage;
}

/** Sentences on either side that may complete one: a statement often merges two. */
const NEIGHBOURS = [1, -1, 2, -2] as const;
/** Sentences before, which say who and when it is about. */
const BACKGROUND = 12;

/** The sentences of documents, read once for all that is verified in a call. */
export class EvidenceReader {
  readonly #documents = new Map<DocumentId, Promise<readonly DocumentSentence[]>>();
  readonly #read = new Map<string, Sentence>();
  readonly #dateOrders = new Map<DocumentId, DateOrder>();

  constructor(
    private readonly reader: IndexReader,
    private readonly sources: Sources,
    /** How a text is put before it is read [as it is written]. */
    private readonly put: (text: string) => string = (text) => text,
  ) {}

  /** The sentences of the passages, each once, in the order of the passages. */
  async anchors(ranked: readonly Ranked[]): Promise<Anchor[]> {
    const seen = new Set<string>();
    const anchors: Anchor[] = [];
    for (const { candidate } of ranked) {
      const { passage, sentenceCosines } = candidate;
      const source = await this.sources.get(passage.documentId);
      if (!source) continue;
      const sentences = await this.#sentencesOf(passage.documentId);
      passage.sentences.forEach((sentence, i) => {
        const key = `${passage.documentId} ${sentence.start}`;
        if (seen.has(key) || sentence.kind === "heading") return;
        seen.add(key);
        const at = sentences.findIndex((other) => other.sentence.start === sentence.start);
        anchors.push({ source, passage, sentence, cosine: sentenceCosines[i]!, at });
      });
    }
    return anchors;
  }

  /** An anchor with what stands around it, and the sentences of its window in the same order. @param stated held against it */
  async around(anchor: Anchor, stated: Facts): Promise<{ evidence: Evidence; members: readonly DocumentSentence[] }> {
    const { source, at, sentence, passage } = anchor;
    const sentences = await this.#sentencesOf(source.document.id);
    const beside = NEIGHBOURS.flatMap((step) => {
      const other = sentences[at + step];
      return other && isOneText(source.text, sentence, other.sentence) ? [other] : [];
    });
    const members = [{ sentence, passage }, ...beside];
    const background = await this.#background(anchor);
    const window = members.map((member) => this.read(source, member.sentence, stated));
    return { evidence: { window, background }, members };
  }

  async #background({ source, at, sentence, passage }: Omit<Anchor, "cosine">): Promise<Sentence[]> {
    const before = (await this.#sentencesOf(source.document.id))
      .slice(Math.max(0, at - BACKGROUND), Math.max(0, at))
      .filter((other) => isOneText(source.text, sentence, other.sentence))
      .map((other) => this.read(source, other.sentence));
    return [...this.#titles(source, passage), ...before];
  }

  #titles({ document }: Source, { section }: StoredPassage): Sentence[] {
    return [document.title, ...section].map((title) => {
      const found = this.#read.get(title) ?? read(factsOf(this.put(title)));
      this.#read.set(title, found);
      return found;
    });
  }

  /** What its document says before a sentence: titles and the sentences ahead of it, the nearest last. */
  async background({
    source,
    sentence,
    passage,
  }: Pick<Anchor, "source" | "sentence" | "passage">): Promise<Sentence[]> {
    const sentences = await this.#sentencesOf(source.document.id);
    const at = sentences.findIndex((other) => other.sentence.start === sentence.start);
    return this.#background({ source, sentence, passage, at });
  }

  /** @param stated what a row of a table is held against, which decides how it is told [as it stands there] */
  read(source: Source, sentence: StoredSentence, stated?: Facts): Sentence {
    const told = stated && toldRow(source, sentence, stated);
    const key = `${source.document.id} ${sentence.start} ${told ?? ""}`;
    let found = this.#read.get(key);
    if (!found) {
      found = read(factsOf(this.put(told ?? sliceSpan(source.text, sentence)), this.#dateOrder(source)));
      this.#read.set(key, found);
    }
    return found;
  }

  #dateOrder({ document: { id }, text }: Source): DateOrder {
    let order = this.#dateOrders.get(id);
    if (order === undefined) {
      order = dateOrderOf(text);
      this.#dateOrders.set(id, order);
    }
    return order;
  }

  #sentencesOf(id: DocumentId): Promise<readonly DocumentSentence[]> {
    let sentences = this.#documents.get(id);
    if (!sentences) {
      sentences = this.reader.passagesOf(id).then((passages) => {
        const byStart = new Map<number, DocumentSentence>();
        for (const passage of passages) {
          for (const sentence of passage.sentences) {
            if (!byStart.has(sentence.start)) byStart.set(sentence.start, { sentence, passage });
          }
        }
        return [...byStart.values()].sort((a, b) => a.sentence.start - b.sentence.start);
      });
      this.#documents.set(id, sentences);
    }
    return sentences;
  }
}

/** Rows and items of a list each speak of their own; sentences of other text speak of the same. */
function isOneText(text: string, a: StoredSentence, b: StoredSentence): boolean {
  if (a.kind !== b.kind || a.kind === "table_row") return false;
  return a.kind !== "list_item" || !/[\r\n]/.test(text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start)));
}
