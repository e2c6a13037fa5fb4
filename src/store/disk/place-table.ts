import type { Place } from "../index-store.js";
import type { Column, ColumnFile } from "./columns.js";
import { GrowingColumn } from "./columns.js";

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
  readonly #ofPassages = new GrowingColumn(Uint32Array);
  readonly #runStarts = new GrowingColumn(Uint32Array);
  readonly #runPlaces = new GrowingColumn(Uint32Array);
  readonly #pool = new Map<string, number>();
  readonly #labelPool = new Map<string, number>();
  #sentences = 0;
  #lastPlace = NONE;

  add(passage: Place, sentences: readonly Place[]): void {
    this.#ofPassages.push(this.#numberOf(passage));
    for (const sentence of sentences) {
      const place = this.#numberOf(sentence);
      if (place !== this.#lastPlace) {
        this.#runStarts.push(this.#sentences);
        this.#runPlaces.push(place);
        this.#lastPlace = place;
      }
      this.#sentences++;
    }
  }

  columns(): Record<string, Column> {
    return {
      placePages: this.#pages.values(),
      placePageLabels: this.#pageLabels.values(),
      placeRows: this.#rows.values(),
      placeColumns: this.#columns.values(),
      passagePlaces: this.#ofPassages.values(),
      sentencePlaceStarts: this.#runStarts.values(),
      sentencePlaces: this.#runPlaces.values(),
    };
  }

  labels(): string[] {
    return [...this.#labelPool.keys()];
  }

  #numberOf({ page, pageLabel, row, column }: Place): number {
    const key = JSON.stringify([page, pageLabel, row, column]);
    const known = this.#pool.get(key);
    if (known !== undefined) return known;
    this.#pages.push(page ?? NONE);
    this.#pageLabels.push(this.#labelNumber(pageLabel));
    this.#rows.push(row ?? NONE);
    this.#columns.push(this.#labelNumber(column));
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
  readonly #runStarts: Uint32Array;
  readonly #runPlaces: Uint32Array;

  /** @throws Error for columns that don't fit together */
  constructor(file: ColumnFile, labels: readonly string[], passages: number, sentences: number) {
    this.#places = placesOf(file, labels);
    this.#ofPassages = file.column("passagePlaces", "u32", passages);
    this.#runStarts = file.column("sentencePlaceStarts", "u32");
    this.#runPlaces = file.column("sentencePlaces", "u32", this.#runStarts.length);
    const known = (place: number) => place < this.#places.length;
    const inOrder = this.#runStarts.every((start, i) =>
      i === 0 ? start === 0 : start > this.#runStarts[i - 1]! && start < sentences,
    );
    const whole = inOrder && this.#runStarts.length > 0 === sentences > 0;
    if (!whole || !this.#ofPassages.every(known) || !this.#runPlaces.every(known)) {
      throw new Error("the places of its sentences don't fit together");
    }
  }

  ofPassage(row: number): Place {
    return this.#places[this.#ofPassages[row]!]!;
  }

  /** Of the sentences `first` to `end` (exclusive). */
  ofSentences(first: number, end: number): Place[] {
    const places: Place[] = [];
    let run = this.#runOf(first);
    for (let sentence = first; sentence < end; sentence++) {
      if (sentence >= (this.#runStarts[run + 1] ?? Number.POSITIVE_INFINITY)) run++;
      places.push(this.#places[this.#runPlaces[run]!]!);
    }
    return places;
  }

  /** The last run that starts at the sentence or before it. */
  #runOf(sentence: number): number {
    let low = 0;
    let high = this.#runStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#runStarts[middle]! <= sentence) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function placesOf(file: ColumnFile, labels: readonly string[]): Place[] {
  const pages = file.column("placePages", "i32");
  const pageLabels = file.column("placePageLabels", "i32", pages.length);
  const rows = file.column("placeRows", "i32", pages.length);
  const columns = file.column("placeColumns", "i32", pages.length);
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
  }));
}
