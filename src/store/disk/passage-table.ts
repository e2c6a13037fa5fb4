import { asDocumentId, asPassageId, type DocumentId } from "../../contract/ids.js";
import { type Span, span } from "../../core/spans.js";
import type { StoredPassage, StoredSentence } from "../index-store.js";
import { type Column, type ColumnFile, GrowingColumn } from "./columns.js";
import { PlaceTable, PlaceTableBuilder } from "./place-table.js";
import { Runs, RunsBuilder } from "./runs.js";

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
  readonly #headers = new HeaderTableBuilder();
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
    for (const { start, end, kind, header } of passage.sentences) {
      this.#sentenceStarts.push(start);
      this.#sentenceEnds.push(end);
      this.#sentenceKinds.push(KINDS.indexOf(kind));
      this.#headers.add(header);
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
      ...this.#headers.columns(),
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
  readonly #headers: HeaderTable;

  /** @throws Error for columns that don't fit together */
  constructor(file: ColumnFile, strings: PassageStrings, documentIds: readonly DocumentId[]) {
    this.length = strings.ids.length;
    if (strings.inputHashes.length !== this.length) throw new Error("its columns have different lengths");
    this.strings = strings;
    this.#documentIds = documentIds;
    this.#columns = readColumns(file, this.length);
    this.sentenceOffsets = this.#columns.sentenceOffsets;
    const sentences = this.sentenceOffsets[this.length]!;
    this.#places = new PlaceTable(file, strings.labels, this.length, sentences);
    this.#headers = new HeaderTable(file, sentences);
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
    const end = columns.sentenceOffsets[row + 1]!;
    const places = this.#places.ofSentences(first, end);
    const headers = this.#headers.ofSentences(first, end);
    return places.map((place, i) => {
      const { start, end } = span(columns.sentenceStarts[first + i]!, columns.sentenceEnds[first + i]!);
      return { start, end, kind: KINDS[columns.sentenceKinds[first + i]!]!, header: headers[i]!, ...place };
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

/** Writes where the headers of tables stand: each distinct span once, and those of the sentences as runs of their numbers. */
class HeaderTableBuilder {
  readonly #starts = new GrowingColumn(Uint32Array);
  readonly #ends = new GrowingColumn(Uint32Array);
  /** 0 for none, else one more than the header's number. */
  readonly #ofSentences = new RunsBuilder();
  readonly #pool = new Map<string, number>();

  add(header: Span | null): void {
    this.#ofSentences.push(header === null ? 0 : this.#numberOf(header) + 1);
  }

  columns(): Record<string, Column> {
    return {
      headerStarts: this.#starts.values(),
      headerEnds: this.#ends.values(),
      ...this.#ofSentences.columns("sentenceHeaderStarts", "sentenceHeaders"),
    };
  }

  #numberOf({ start, end }: Span): number {
    const number = pooled(this.#pool, `${start} ${end}`);
    if (number === this.#starts.length) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
    return number;
  }
}

class HeaderTable {
  readonly #headers: readonly (Span | null)[];
  readonly #ofSentences: Runs;

  constructor(file: ColumnFile, sentences: number) {
    const starts = file.column("headerStarts", "u32");
    const ends = file.column("headerEnds", "u32", starts.length);
    this.#headers = [null, ...Array.from(starts, (start, i) => span(start, ends[i]!))];
    this.#ofSentences = new Runs(file, "sentenceHeaderStarts", "sentenceHeaders", sentences, this.#headers.length);
  }

  ofSentences(first: number, end: number): (Span | null)[] {
    return this.#ofSentences.slice(first, end).map((number) => this.#headers[number]!);
  }
}

function pooled(pool: Map<string, number>, value: string): number {
  let at = pool.get(value);
  if (at === undefined) {
    at = pool.size;
    pool.set(value, at);
  }
  return at;
}
