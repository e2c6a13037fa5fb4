import type { Part } from "../../contract/answer.js";
import type { Place } from "../../core/document.js";
import { type Column, type ColumnFile, GrowingColumn } from "./columns.js";
import { Runs, RunsBuilder } from "./runs.js";

const NONE = -1;

/**
 * Writes places as columns: each distinct one once, those of the passages as numbers of these, and those of the
 * sentences as runs, as most documents have one place and most others one a page.
 */
export class PlaceTableBuilder {
  readonly #pages = new GrowingColumn(Int32Array);
  readonly #pageLabels = new GrowingColumn(Int32Array);
  readonly #rows = new GrowingColumn(Int32Array);
  readonly #columns = new GrowingColumn(Int32Array);
  readonly #parts = new GrowingColumn(Int32Array);
  readonly #ocr = new GrowingColumn(Float32Array);
  readonly #ofPassages = new GrowingColumn(Uint32Array);
  readonly #ofSentences = new RunsBuilder();
  readonly #pool = new Map<string, number>();
  readonly #labelPool = new Map<string, number>();

  add(passage: Place, sentences: readonly Place[]): void {
    this.#ofPassages.push(this.#numberOf(passage));
    for (const sentence of sentences) this.#ofSentences.push(this.#numberOf(sentence));
  }

  columns(): Record<string, Column> {
    return {
      placePages: this.#pages.values(),
      placePageLabels: this.#pageLabels.values(),
      placeRows: this.#rows.values(),
      placeColumns: this.#columns.values(),
      placeParts: this.#parts.values(),
      placeOcr: this.#ocr.values(),
      passagePlaces: this.#ofPassages.values(),
      ...this.#ofSentences.columns("sentencePlaceStarts", "sentencePlaces"),
    };
  }

  labels(): string[] {
    return [...this.#labelPool.keys()];
  }

  #numberOf({ page, pageLabel, row, column, part, ocr }: Place): number {
    const key = JSON.stringify([page, pageLabel, row, column, part, ocr]);
    const known = this.#pool.get(key);
    if (known !== undefined) return known;
    this.#pages.push(page ?? NONE);
    this.#pageLabels.push(this.#labelNumber(pageLabel));
    this.#rows.push(row ?? NONE);
    this.#columns.push(this.#labelNumber(column));
    this.#parts.push(this.#labelNumber(part === null ? null : JSON.stringify(part)));
    this.#ocr.push(ocr ?? NONE);
    const place = this.#pool.size;
    this.#pool.set(key, place);
    return place;
  }

  #labelNumber(label: string | null): number {
    if (label === null) return NONE;
    const number = this.#labelPool.get(label) ?? this.#labelPool.size;
    this.#labelPool.set(label, number);
    return number;
  }
}

/** Where passages and sentences stand. */
export class PlaceTable {
  readonly #places: readonly Place[];
  readonly #ofPassages: Uint32Array;
  readonly #ofSentences: Runs;

  /** @throws Error for columns that don't fit together */
  constructor(file: ColumnFile, labels: readonly string[], passages: number, sentences: number) {
    this.#places = placesOf(file, labels);
    this.#ofPassages = file.column("passagePlaces", "u32", passages);
    this.#ofSentences = new Runs(file, "sentencePlaceStarts", "sentencePlaces", sentences, this.#places.length);
    if (!this.#ofPassages.every((place) => place < this.#places.length)) {
      throw new Error("the places of its passages don't fit together");
    }
  }

  ofPassage(row: number): Place {
    return this.#places[this.#ofPassages[row]!]!;
  }

  /** Of the sentences `first` to `end` (exclusive). */
  ofSentences(first: number, end: number): Place[] {
    return this.#ofSentences.slice(first, end).map((place) => this.#places[place]!);
  }
}

function placesOf(file: ColumnFile, labels: readonly string[]): Place[] {
  const pages = file.column("placePages", "i32");
  const pageLabels = file.column("placePageLabels", "i32", pages.length);
  const rows = file.column("placeRows", "i32", pages.length);
  const columns = file.column("placeColumns", "i32", pages.length);
  const parts = file.column("placeParts", "i32", pages.length);
  const ocr = file.column("placeOcr", "f32", pages.length);
  const labelOf = (number: number): string | null => {
    if (number === NONE) return null;
    const label = labels[number];
    if (label === undefined) throw new Error("it names a label that is not there");
    return label;
  };
  return Array.from(pages, (page, i) => ({
    page: page === NONE ? null : page,
    pageLabel: labelOf(pageLabels[i]!),
    row: rows[i] === NONE ? null : rows[i]!,
    column: labelOf(columns[i]!),
    part: partOf(labelOf(parts[i]!)),
    ocr: ocr[i] === NONE ? null : ocr[i]!,
  }));
}

function partOf(label: string | null): Part | null {
  return label === null ? null : (JSON.parse(label) as Part);
}
