import type { DocumentName } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import type { StoredDocument } from "../../store/index-store.js";
import { acronymsIn, hasMonth, initialsIn, kindTerms, modelTerms, type NameToken, nameTerms } from "./name-tokens.js";

/** How much a word tells by where a document has it from. */
const SOURCE_WEIGHT: Readonly<Record<DocumentName["source"], number>> = {
  title: 1,
  file: 1,
  date: 1,
  heading: 0.9,
  party: 0.9,
  label: 0.8,
  property: 0.7,
  folder: 0.7,
};
/** Share of a name that has to be said to mean its document; less of a party's, which few say in full. */
const COVERED_FROM = 0.6;
const PARTY_COVERED_FROM = 0.4;
/** Or less, where what is said is rare among many documents: share times the largest idf. */
const TELLING_FROM = 0.8;

/** The documents that bear a word in their names, by their numbers, with how much that tells: 0 to 1. */
export type Bearers = ReadonlyMap<number, number>;

const NOBODY: Bearers = new Map();

interface Name {
  readonly terms: readonly string[];
  /** Those that don't say what kind of document it is. */
  readonly telling: readonly string[];
  readonly models: readonly string[];
  readonly isParty: boolean;
}

/** A title with a subtitle is said without it: "Ledgerly 3" of "Ledgerly 3 – User's guide". */
function withParts({ text, source }: DocumentName): DocumentName[] {
  const parts = source === "title" || source === "heading" ? text.split(/[:;,(]\s|\s[–—-]\s|\s\(/u) : [];
  return [text, ...(parts.length > 1 ? parts : [])].map((part) => ({ text: part, source }));
}

/** Terms of a date; its year may be said in two figures, too ("Nov 24"). */
function dateTerms(date: string): string[] {
  const terms = nameTerms(date);
  return [...terms, ...terms.flatMap((term) => (/^20\d\d$/u.test(term) ? [term.slice(2)] : []))];
}

/** What the documents of one generation are called, by term. */
export class NameIndex {
  readonly ids: readonly DocumentId[];
  /** By initials. */
  readonly #acronyms = new Map<string, { readonly bearers: Map<number, number>; readonly words: string }>();
  readonly #bearers = new Map<string, Map<number, number>>();
  /** Looked up once: there are few, and all documents of a folder may be of one. */
  readonly #kinds = new WeakMap<readonly string[], ReadonlySet<number>>();
  /** Terms of each document's dates. */
  readonly #dates: readonly (readonly (readonly string[])[])[];
  readonly #names: readonly (readonly Name[])[];

  constructor(documents: readonly StoredDocument[]) {
    this.ids = documents.map(({ id }) => id);
    this.#dates = documents.map(({ names }) =>
      names.flatMap(({ text, source }) => (source === "date" ? [dateTerms(text)] : [])),
    );
    this.#names = documents.map(({ names }, document) =>
      names.flatMap(withParts).map(({ text, source }) => {
        const terms = source === "date" ? dateTerms(text) : nameTerms(text);
        const models = modelTerms(text);
        for (const term of [...terms, ...models]) {
          const bearers = this.#bearers.get(term) ?? new Map<number, number>();
          bearers.set(document, Math.max(bearers.get(document) ?? 0, SOURCE_WEIGHT[source]));
          this.#bearers.set(term, bearers);
        }
        for (const { acronym, words } of acronymsIn(text)) {
          const known = this.#acronyms.get(acronym) ?? { bearers: new Map<number, number>(), words };
          known.bearers.set(document, SOURCE_WEIGHT[source]);
          this.#acronyms.set(acronym, known);
        }
        const kinds = kindTerms(text);
        const telling = terms.filter((term) => !kinds.includes(term));
        return { terms, telling, models, isParty: source === "party" || source === "label" };
      }),
    );
    // Who writes "SC" means the Steering Committee of the other documents.
    documents.forEach(({ names }, document) => {
      for (const initials of names.flatMap(({ text }) => initialsIn(text))) {
        for (const term of nameTerms(this.#acronyms.get(initials)?.words ?? ""))
          this.#bearers.get(term)?.set(document, this.#bearers.get(term)?.get(document) ?? SOURCE_WEIGHT.folder);
      }
    });
  }

  /** The documents that bear each word, or the word together with a neighbour ("Turnkey Capital" as TURNKEYCAPITAL). */
  bearersOf(question: string, tokens: readonly NameToken[]): Bearers[] {
    const borne = tokens.map(({ start, end, terms }) => {
      const written = question.slice(start, end);
      const acronym = /^\p{Lu}{2,5}$/u.test(written) ? this.#acronyms.get(written.toLowerCase())?.bearers : undefined;
      return new Map([...(acronym ?? []), ...this.withAll(modelTerms(written)), ...this.withAll(terms)]);
    });
    tokens.slice(1).forEach((token, i) => {
      const before = tokens[i]!;
      const between = question.slice(before.end, token.start);
      if (!/^[\s&-]+$/u.test(between) || (between !== "-" && (before.isStop || token.isStop))) return;
      const joined = question.slice(before.start, before.end) + question.slice(token.start, token.end);
      const models = modelTerms(joined);
      for (const [document, weight] of this.withAll(models.length > 0 ? models : nameTerms(joined)))
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
  ofKind(kind: readonly string[]): ReadonlySet<number> {
    let documents = this.#kinds.get(kind);
    if (!documents) {
      documents = new Set(kind.flatMap((term) => [...this.withAll([term]).keys()]));
      this.#kinds.set(kind, documents);
    }
    return documents;
  }

  /** Whether a document is told by a date that holds some terms. */
  isOfDate(document: number, terms: readonly string[]): boolean {
    return this.#dates[document]!.some((date) => terms.every((term) => date.includes(term)));
  }

  /** Whether a document is told by a date. @param byMonth by its month, not only by its year */
  isDated(document: number, byMonth: boolean): boolean {
    return this.#dates[document]!.some((date) => !byMonth || hasMonth(date));
  }

  /** ln(1 + (N - n + 0.5) / (n + 0.5)) over documents. @param bearers how many bear a word */
  idf(bearers: number): number {
    return Math.log(1 + (this.ids.length - bearers + 0.5) / (bearers + 0.5));
  }

  /**
   * Whether some terms are enough of one of a document's names to mean it.
   * @param ofParties of the names of its parties alone [false]
   */
  covers(document: number, said: ReadonlySet<string>, ofParties = false): boolean {
    return this.#names[document]!.some((name) => {
      if (ofParties && !name.isParty) return false;
      const { share, largest } = this.#coverage(name, said);
      return share >= (name.isParty ? PARTY_COVERED_FROM : COVERED_FROM) || share * largest >= TELLING_FROM;
    });
  }

  /**
   * Whether some terms are all that tells in one of a document's names, which has two words or more. What all documents
   * bear that bear the others tells nothing: the maker of all models of a name.
   */
  isCalled(document: number, said: ReadonlySet<string>): boolean {
    return this.#names[document]!.some((name) => {
      const all = this.#saidOf(name, said);
      const held = name.telling.filter((term) => all.has(term));
      if (name.terms.length < 2 || held.length === 0 || !name.models.every((model) => all.has(model))) return false;
      const bearers = [...this.withAll([...held, ...name.models]).keys()];
      const isShared = (term: string) =>
        !/\d/u.test(term) && bearers.every((other) => this.#bearers.get(term)?.has(other));
      return name.telling.every((term) => all.has(term) || (bearers.length > 1 && isShared(term)));
    });
  }

  /** With the parts of what is written as one: "LP" and "4" of "LP4". */
  #saidOf({ models, terms }: Name, said: ReadonlySet<string>): ReadonlySet<string> {
    const parts = models
      .filter((model) => said.has(model))
      .flatMap((model) => terms.filter((term) => model.includes(term)));
    return parts.length > 0 ? new Set([...said, ...parts]) : said;
  }

  /** Whether a term stands right before a number in one of a document's names, as a product's does. */
  isNumbered(document: number, term: string): boolean {
    return this.#names[document]!.some(({ terms }) =>
      terms.some((one, i) => one === term && /^\d/u.test(terms[i + 1] ?? "")),
    );
  }

  /** Whether one of a document's names holds all of some terms. */
  holds(document: number, terms: readonly string[]): boolean {
    return this.#names[document]!.some((name) => terms.every((term) => name.terms.includes(term)));
  }

  /** The share of a name that is said, by how rare its words are in names; those for its kind count where there are no others. */
  #coverage(name: Name, given: ReadonlySet<string>): { share: number; largest: number } {
    const { terms, telling } = name;
    const said = this.#saidOf(name, given);
    const counted = telling.length > 0 ? telling : terms;
    const weights = counted.map((term) => this.idf(this.#bearers.get(term)!.size));
    const held = weights.map((weight, i) => (said.has(counted[i]!) ? weight : 0));
    const sum = (all: readonly number[]) => all.reduce((total, weight) => total + weight, 0);
    return { share: sum(held) / (sum(weights) || 1), largest: Math.max(0, ...held) };
  }
}
