import { asDocumentId, asPassageId, type DocumentId } from "../../contract/ids.js";
import { span } from "../../core/spans.js";
import type { StoredPassage, StoredSentence } from "../index-store.js";
import type { Column, ColumnFile } from "./columns.js";
import { GrowingColumn } from "./columns.js";
import { PlaceTable, PlaceTableBuilder } from "./place-table.js";

/** Strings of the passages: ids and hashes one a row, the others once each. */
export interface PassageStrings {
  readonly ids: readonly string[];
  readonly inputHashes: readonly string[];
  readonly sections: readonly (readonly string[])[];
  readonly labels: readonly string[];
}

const KINDS = ["heading", "paragraph", "list_item", "table_row", "code"] as const satisfies StoredSentence["kind"][];

/** Writes passages as columns, in the order of their rows. */
export class PassageTableBuilder {
  readonly #documents = new GrowingColumn(Uint32Array);
  readonly #ordinals = new GrowingColumn(Uint32Array);
  readonly #starts = new GrowingColumn(Uint32Array);
  readonly #ends = new GrowingColumn(Uint32Array);
  readonly #sections = new GrowingColumn(Uint32Array);
  readonly #places = new PlaceTableBuilder();
  readonly #sentenceOffsets = new GrowingColumn(Uint32Array);
  readonly #sentenceStarts = new GrowingColumn(Uint32Array);
  readonly #sentenceEnds = new GrowingColumn(Uint32Array);
  readonly #sentenceKinds = new GrowingColumn(Uint8Array);
  readonly #ids: string[] = [];
  readonly #inputHashes: string[] = [];
  readonly #sectionPool = new Map<string, number>();

  constructor() {
    this.#sentenceOffsets.push(0);
  }

  get length(): number {
    return this.#ids.length;
  }

  add(passage: StoredPassage, documentRow: number): void {
    this.#ids.push(passage.id);
    this.#inputHashes.push(passage.inputHash);
    this.#documents.push(documentRow);
    this.#ordinals.push(passage.ordinal);
    this.#starts.push(passage.start);
    this.#ends.push(passage.end);
    this.#sections.push(pooled(this.#sectionPool, JSON.stringify(passage.section)));
    this.#places.add(passage, passage.sentences);
    for (const { start, end, kind } of passage.sentences) {
      this.#sentenceStarts.push(start);
      this.#sentenceEnds.push(end);
      this.#sentenceKinds.push(KINDS.indexOf(kind));
    }
    this.#sentenceOffsets.push(this.#sentenceStarts.length);
  }

  columns(): Record<string, Column> {
    return {
      documents: this.#documents.values(),
      ordinals: this.#ordinals.values(),
      starts: this.#starts.values(),
      ends: this.#ends.values(),
      sections: this.#sections.values(),
      sentenceOffsets: this.#sentenceOffsets.values(),
      sentenceStarts: this.#sentenceStarts.values(),
      sentenceEnds: this.#sentenceEnds.values(),
      sentenceKinds: this.#sentenceKinds.values(),
      ...this.#places.columns(),
    };
  }

  strings(): PassageStrings {
    return {
      ids: this.#ids,
      inputHashes: this.#inputHashes,
      sections: [...this.#sectionPool.keys()].map((section) => JSON.parse(section) as string[]),
      labels: this.#places.labels(),
    };
  }
}

/** Passages as columns: a passage becomes an object when it is asked for. */
export class PassageTable {
  readonly length: number;
  /** The sentences of row `r` are `sentenceOffsets[r]` to `sentenceOffsets[r + 1]`. */
  readonly sentenceOffsets: Uint32Array;
  readonly strings: PassageStrings;
  readonly #documentIds: readonly DocumentId[];
  readonly #columns: ReturnType<typeof readColumns>;
  readonly #places: PlaceTable;

  /** @throws Error for columns that don't fit together */
  constructor(file: ColumnFile, strings: PassageStrings, documentIds: readonly DocumentId[]) {
    this.length = strings.ids.length;
    if (strings.inputHashes.length !== this.length) throw new Error("its columns have different lengths");
    this.strings = strings;
    this.#documentIds = documentIds;
    this.#columns = readColumns(file, this.length);
    this.sentenceOffsets = this.#columns.sentenceOffsets;
    this.#places = new PlaceTable(file, strings.labels, this.length, this.sentenceOffsets[this.length]!);
  }

  documentRow(row: number): number {
    return this.#columns.documents[row]!;
  }

  at(row: number): StoredPassage {
    const columns = this.#columns;
    const sentencesOf = () => this.#sentences(row);
    let sentences: readonly StoredSentence[] | null = null;
    const { start, end } = span(columns.starts[row]!, columns.ends[row]!);
    return {
      id: asPassageId(this.strings.ids[row]!),
      documentId: asDocumentId(this.#documentIds[columns.documents[row]!]!),
      ordinal: columns.ordinals[row]!,
      start,
      end,
      // Made when they are asked for: of the hundreds of passages that a question finds, a few are read.
      get sentences() {
        sentences ??= sentencesOf();
        return sentences;
      },
      section: this.strings.sections[columns.sections[row]!]!,
      ...this.#places.ofPassage(row),
      inputHash: this.strings.inputHashes[row]!,
    };
  }

  #sentences(row: number): StoredSentence[] {
    const columns = this.#columns;
    const first = columns.sentenceOffsets[row]!;
    const places = this.#places.ofSentences(first, columns.sentenceOffsets[row + 1]!);
    return places.map((place, i) => {
      const { start, end } = span(columns.sentenceStarts[first + i]!, columns.sentenceEnds[first + i]!);
      return { start, end, kind: KINDS[columns.sentenceKinds[first + i]!]!, ...place };
    });
  }
}

function readColumns(file: ColumnFile, rows: number) {
  const sentenceOffsets = file.column("sentenceOffsets", "u32", rows + 1);
  const sentences = sentenceOffsets[rows]!;
  return {
    documents: file.column("documents", "u32", rows),
    ordinals: file.column("ordinals", "u32", rows),
    starts: file.column("starts", "u32", rows),
    ends: file.column("ends", "u32", rows),
    sections: file.column("sections", "u32", rows),
    sentenceOffsets,
    sentenceStarts: file.column("sentenceStarts", "u32", sentences),
    sentenceEnds: file.column("sentenceEnds", "u32", sentences),
    sentenceKinds: file.column("sentenceKinds", "u8", sentences),
  };
}

function pooled(pool: Map<string, number>, value: string): number {
  let at = pool.get(value);
  if (at === undefined) {
    at = pool.size;
    pool.set(value, at);
  }
  return at;
}
