import type { DocumentName } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import type { StoredDocument } from "../../store/index-store.js";
import { type NameToken, nameTerms } from "./name-tokens.js";

/** How much a word tells by where a document has it from. */
const SOURCE_WEIGHT: Readonly<Record<DocumentName["source"], number>> = {
  title: 1,
  file: 1,
  date: 1,
  heading: 0.9,
  party: 0.9,
  label: 0.8,
  folder: 0.7,
};
/** Share of a name that has to be said to mean its document; less of a party's, which few say in full. */
const COVERED_FROM = 0.6;
const PARTY_COVERED_FROM = 0.4;
/** Or less, where what is said is rare among many documents: share times the largest idf. */
const TELLING_FROM = 1;

/** The documents that bear a word in their names, by their numbers, with how much that tells: 0 to 1. */
export type Bearers = ReadonlyMap<number, number>;

const NOBODY: Bearers = new Map();

/** What the documents of one generation are called, by term. */
export class NameIndex {
  readonly ids: readonly DocumentId[];
  readonly #bearers = new Map<string, Map<number, number>>();
  readonly #dates: readonly (readonly string[])[];
  readonly #names: readonly (readonly { readonly terms: readonly string[]; readonly isParty: boolean }[])[];

  constructor(documents: readonly StoredDocument[]) {
    this.ids = documents.map(({ id }) => id);
    this.#dates = documents.map(({ names }) => names.flatMap(({ text, source }) => (source === "date" ? [text] : [])));
    this.#names = documents.map(({ names }, document) =>
      names.map(({ text, source }) => {
        const terms = nameTerms(text);
        for (const term of terms) {
          const bearers = this.#bearers.get(term) ?? new Map<number, number>();
          bearers.set(document, Math.max(bearers.get(document) ?? 0, SOURCE_WEIGHT[source]));
          this.#bearers.set(term, bearers);
        }
        return { terms, isParty: source === "party" || source === "label" };
      }),
    );
  }

  /** The documents that bear each word, or the word together with a neighbour ("Turnkey Capital" as TURNKEYCAPITAL). */
  bearersOf(question: string, tokens: readonly NameToken[]): Bearers[] {
    const borne = tokens.map(({ terms }) => new Map(this.withAll(terms)));
    tokens.slice(1).forEach((token, i) => {
      const before = tokens[i]!;
      if (!/^[\s&-]+$/u.test(question.slice(before.end, token.start)) || before.isStop || token.isStop) return;
      const joined = question.slice(before.start, before.end) + question.slice(token.start, token.end);
      for (const [document, weight] of this.withAll(nameTerms(joined)))
        for (const one of [borne[i]!, borne[i + 1]!]) one.set(document, Math.max(weight, one.get(document) ?? 0));
    });
    return borne;
  }

  /** The documents that bear all of some terms; none for no terms. */
  withAll(terms: readonly string[]): Bearers {
    const [first = NOBODY, ...others] = terms.map((term) => this.#bearers.get(term) ?? NOBODY);
    if (others.length === 0) return first;
    return new Map([...first].filter(([document]) => others.every((bearers) => bearers.has(document))));
  }

  /** The documents that are called by one of the words for a kind. @param kind terms of these words */
  ofKind(kind: readonly string[]): number[] {
    return [...new Set(kind.flatMap((term) => [...this.withAll([term]).keys()]))];
  }

  /** Whether a document is told by a date. @param byMonth by its month, not only by its year */
  isDated(document: number, byMonth: boolean): boolean {
    return this.#dates[document]!.some((date) => !byMonth || /\p{L}/u.test(date));
  }

  /** ln(1 + (N - n + 0.5) / (n + 0.5)) over documents. @param bearers how many bear a word */
  idf(bearers: number): number {
    return Math.log(1 + (this.ids.length - bearers + 0.5) / (bearers + 0.5));
  }

  /** Whether some terms are enough of one of a document's names to mean it, by how rare they are in names. */
  covers(document: number, said: ReadonlySet<string>): boolean {
    return this.#names[document]!.some(({ terms, isParty }) => {
      const weights = terms.map((term) => this.idf(this.#bearers.get(term)!.size));
      const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
      const held = weights.map((weight, i) => (said.has(terms[i]!) ? weight : 0));
      const covered = held.reduce((sum, weight) => sum + weight, 0) / total;
      const isEnough = covered >= (isParty ? PARTY_COVERED_FROM : COVERED_FROM);
      return isEnough || covered * Math.max(0, ...held) >= TELLING_FROM;
    });
  }
}
