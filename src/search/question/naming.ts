import type { DocumentName } from "../../contract/documents.js";
import type { DocumentId } from "../../contract/ids.js";
import { type Span, span } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import {
  COMPANY_FORMS,
  DETERMINERS,
  DOCUMENT_KINDS,
  MONTH_ABBREVIATIONS,
  MONTHS,
  oneOf,
  PREPOSITIONS,
} from "../../language/en/lexicon.js";
import { analyse, isStopTerm } from "../../language/en/text-analysis.js";
import { wordsOf } from "../../language/en/tokens.js";
import type { StoredDocument } from "../../store/index-store.js";

/** The documents that a question names, and what it asks of them. */
export interface Naming {
  readonly documentIds: ReadonlySet<DocumentId>;
  /** What names them, as the question writes it. */
  readonly names: readonly string[];
  /** The question without its names: what is looked for within the documents. */
  readonly rest: string;
}

/** A name as a question has it that no document bears, beside one that some do: "Thermex 500" where there is a 400. */
export interface UnborneName {
  readonly name: string;
  readonly alike: readonly DocumentId[];
}

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
/** Against a word that is written as a name or number. */
const PLAIN_WORD = 0.6;
/** Documents whose names fit nearly as well are meant too. */
const AS_GOOD_FROM = 0.85;
/** Share of a document's name that has to be said where no word for its kind stands beside it; less of a party's. */
const COVERED_FROM = 0.6;
const PARTY_COVERED_FROM = 0.4;
/** Or less, of a name whose words are rare among many documents: share times idf. */
const TELLING_FROM = 1;
/** Names of several documents in one question. */
const MAX_ROUNDS = 3;

interface Token extends Span {
  readonly terms: readonly string[];
  readonly isStop: boolean;
  /** Written as a name or a number is. */
  readonly isProper: boolean;
  /** A number, month or year: alone it names nothing. */
  readonly isFigure: boolean;
  /** Terms of the words for the same kind of document; `null` where it is no such word. */
  readonly kind: readonly string[] | null;
  /** A legal form: it belongs to the name before it, and tells nothing. */
  readonly isForm: boolean;
}

type Holders = ReadonlyMap<number, number>;

/** What the documents of one generation are called, by term. */
export class NameIndex {
  readonly #holders = new Map<string, Map<number, number>>();
  /** Terms of each name of each document. */
  readonly #names: readonly (readonly { readonly terms: readonly string[]; readonly source: DocumentName["source"] }[])[];
  readonly #ids: readonly DocumentId[];

  constructor(documents: readonly StoredDocument[]) {
    this.#ids = documents.map(({ id }) => id);
    this.#names = documents.map(({ names = [] }, document) =>
      names.map(({ text, source }) => {
        const terms = nameTerms(text);
        for (const term of terms) {
          const holders = this.#holders.get(term) ?? new Map<number, number>();
          holders.set(document, Math.max(holders.get(document) ?? 0, SOURCE_WEIGHT[source]));
          this.#holders.set(term, holders);
        }
        return { terms, source };
      }),
    );
  }

  /** What the question names; `null` where it names no document, or most of them. */
  read(question: string): Naming | null {
    const tokens = tokensOf(question);
    const held = this.#heldBy(question, tokens);
    const runs: (readonly number[])[] = [];
    const meant = new Set<number>();
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const found = this.#best(question, tokens, held, new Set(runs.flat()));
      if (!found) break;
      runs.push(...found.runs);
      for (const document of found.documents) meant.add(document);
    }
    if (runs.length === 0 || meant.size > this.#ids.length / 2) return null;
    const inOrder = runs.toSorted((a, b) => a[0]! - b[0]!);
    const spans = inOrder.map((run) => span(tokens[run[0]!]!.start, tokens[run.at(-1)!]!.end));
    const rest = restOf(question, tokens, inOrder);
    if (tokensOf(rest).every(({ isStop, kind }) => isStop || kind)) return null;
    return {
      documentIds: new Set([...meant].map((document) => this.#ids[document]!)),
      names: spans.map(({ start, end }) => question.slice(start, end)),
      rest,
    };
  }

  /** The documents whose names hold most of what is left of the question, and where it names them. */
  #best(question: string, tokens: readonly Token[], held: readonly Holders[], taken: ReadonlySet<number>) {
    const free = tokens.flatMap((_, i) => (taken.has(i) ? [] : [i]));
    const scores = this.#scores(free, held, (i) => (tokens[i]!.isProper ? 1 : PLAIN_WORD));
    const best = Math.max(0, ...scores.values());
    if (best === 0) return null;
    const top = [...scores].filter(([, score]) => score >= best * 0.999).map(([document]) => document);
    const matches = (i: number) => !taken.has(i) && top.some((document) => held[i]!.has(document));
    const runs = runsOf(question, tokens, matches).filter(
      (run) => this.#isName(run, tokens, held, top) && !isCut(question, tokens, run),
    );
    if (runs.length === 0) return null;
    const sums = this.#scores(runs.flat(), held, () => 1);
    const most = Math.max(...sums.values());
    const documents = [...sums].filter(([, sum]) => sum >= AS_GOOD_FROM * most).map(([document]) => document);
    return { runs, documents };
  }

  #scores(words: readonly number[], held: readonly Holders[], weightOf: (word: number) => number): Map<number, number> {
    const scores = new Map<number, number>();
    for (const i of words) {
      const weight = weightOf(i) * this.#idf(held[i]!.size);
      for (const [document, share] of held[i]!) scores.set(document, (scores.get(document) ?? 0) + weight * share);
    }
    return scores;
  }

  /**
   * Whether words in a row are a name. Some of them tell documents apart; and a word for the kind of these documents
   * stands beside them ("the Turnkey agreement"), or they are written as a name and are most of one.
   */
  #isName(run: readonly number[], tokens: readonly Token[], held: readonly Holders[], top: readonly number[]): boolean {
    const telling = run.filter((i) => held[i]!.size > 0 && held[i]!.size <= this.#ids.length / 2);
    const kinds = run.filter((i) => tokens[i]!.kind);
    const others = telling.filter((i) => !kinds.includes(i));
    const said = new Set(run.flatMap((i) => tokens[i]!.terms));
    const coversFrom = (share: number, party: number) =>
      top.some((document) => this.#covers(document, said, share, party));
    if (others.length === 0) return false;
    const isOfKind = kinds.some((i) =>
      tokens[i]!.kind!.some((term) => top.some((document) => this.#holders.get(term)?.has(document))),
    );
    if (isOfKind) return true;
    if (!others.some((i) => !tokens[i]!.isFigure)) return false;
    return (kinds.length > 0 || others.some((i) => tokens[i]!.isProper)) && coversFrom(COVERED_FROM, PARTY_COVERED_FROM);
  }

  /** Whether enough of one of a document's names is said, by how rare its words are in names. */
  #covers(document: number, said: ReadonlySet<string>, share: number, ofParty: number): boolean {
    return this.#names[document]!.some(({ terms, source }) => {
      const weights = terms.map((term) => this.#idf(this.#holders.get(term)!.size));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const held = weights.map((weight, i) => (said.has(terms[i]!) ? weight : 0));
      const covered = held.reduce((sum, weight) => sum + weight, 0) / (total || 1);
      const isParty = source === "party" || source === "label";
      return covered >= (isParty ? ofParty : share) || covered * Math.max(0, ...held) >= TELLING_FROM;
    });
  }

  /** The documents that bear each word, or the word together with a neighbour ("Turnkey Capital" as TURNKEYCAPITAL). */
  #heldBy(question: string, tokens: readonly Token[]): Holders[] {
    const held = tokens.map(({ terms }) => new Map(this.#holdersOf(terms)));
    tokens.slice(1).forEach((token, i) => {
      const before = tokens[i]!;
      if (!/^[\s&-]+$/u.test(question.slice(before.end, token.start)) || before.isStop || token.isStop) return;
      const joined = question.slice(before.start, before.end) + question.slice(token.start, token.end);
      for (const [document, weight] of this.#holdersOf(nameTerms(joined)))
        for (const one of [held[i]!, held[i + 1]!]) one.set(document, Math.max(weight, one.get(document) ?? 0));
    });
    return held;
  }

  #holdersOf(terms: readonly string[]): Holders {
    if (terms.length === 0) return NOBODY;
    const [first, ...others] = terms.map((term) => this.#holders.get(term) ?? NOBODY);
    if (others.length === 0) return first!;
    return new Map([...first!].filter(([document]) => others.every((holders) => holders.has(document))));
  }

  #idf(holders: number): number {
    return Math.log(1 + (this.#ids.length - holders + 0.5) / (holders + 0.5));
  }
}

const NOBODY: Holders = new Map();
const COMPANY_FORM = new RegExp(String.raw`^(?:${[...COMPANY_FORMS].join("|")})$`, "iu");
const MONTH_TERMS = new Map(
  [...MONTH_ABBREVIATIONS].map((short) => [short, [...MONTHS].find((month) => month.startsWith(short.slice(0, 3)))!]),
);

/** Terms of a name, without legal forms and grammar; months in full. */
function nameTerms(name: string): string[] {
  const terms = analyse(name).flatMap(({ term, word }) => {
    if (isStopTerm(term) || COMPANY_FORM.test(word)) return [];
    const month = MONTH_TERMS.get(word.toLowerCase());
    return month ? analyse(month).map((other) => other.term) : [term];
  });
  return [...new Set(terms)];
}

const JOINING = String.raw`of|the|and|or|between|with|for|by|from|dated|on|in|a|an|its|to|vs|versus`;
const CONNECTING = new RegExp(String.raw`^(?:[\s,&/–—-]|['’]s?|\b(?:${JOINING})\b|[().“”"])*$`, "iu");

/** Words that match, in a row, with words for kinds of documents, and nothing but connecting words between them. */
function runsOf(question: string, tokens: readonly Token[], matches: (token: number) => boolean): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  tokens.forEach((token, i) => {
    if (token.isForm && run.length > 0 && run.at(-1) === i - 1) return void run.push(i);
    if (token.isStop || token.isForm) return;
    if (!matches(i) && !token.kind) return close();
    const last = run.at(-1);
    if (last !== undefined && !CONNECTING.test(question.slice(tokens[last]!.end, token.start))) close();
    run.push(i);
  });
  close();
  return runs;
}

/** Whether a run is a part of a longer name that is not the document's: "States" of "United States". */
function isCut(question: string, tokens: readonly Token[], run: readonly number[]): boolean {
  const [first, last] = [run[0]!, run.at(-1)!];
  const isName = (i: number) => {
    const token = tokens[i];
    return token?.isProper === true && !token.isFigure && !token.isForm && !token.kind;
  };
  const before = question.slice(tokens[first - 1]?.end ?? 0, tokens[first]!.start);
  const after = question.slice(tokens[last]!.end, tokens[last + 1]?.start);
  const cutBefore = isName(first - 1) && isName(first) && /^(?:\s|-)$/u.test(before);
  const cutAfter = isName(last) && isName(last + 1) && /^(?:\s|-)$/u.test(after);
  const ofName = isName(first) && tokens[first - 1]?.isStop === true && isName(first - 2) && /^\s?of\s$/u.test(question.slice(tokens[first - 2]!.end, tokens[first]!.start));
  return cutBefore || cutAfter || ofName;
}

const BEFORE = new RegExp(String.raw`(?:\b(?:${oneOf(PREPOSITIONS, DETERMINERS)}|according to|as per)\s+)+$`, "iu");
const DETERMINER_BEFORE = new RegExp(String.raw`\b${oneOf(DETERMINERS)}\s+$`, "iu");
const KIND_TERMS: ReadonlyMap<string, readonly string[]> = new Map(
  DOCUMENT_KINDS.flatMap((kinds) => {
    const terms = [...kinds].flatMap((kind) => analyse(kind).map(({ term }) => term));
    return terms.map((term) => [term, terms] as const);
  }),
);

/** The question without what names documents; a word for their kind stays in its place. */
function restOf(question: string, tokens: readonly Token[], runs: readonly (readonly number[])[]): string {
  let rest = question;
  for (const run of runs.toReversed()) {
    const [{ start }, { end }] = [tokens[run[0]!]!, tokens[run.at(-1)!]!];
    const kind = run.map((i) => tokens[i]!).findLast((token) => token.kind);
    const before = rest.slice(0, start);
    const after = rest.slice(end).replace(/^['’]s?(?![\p{L}])/u, "");
    const article = tokens[run[0]! - 1]?.isStop !== false && !DETERMINER_BEFORE.test(before) ? "the " : "";
    rest = kind
      ? `${before}${article}${question.slice(kind.start, kind.end).toLowerCase()}${after}`
      : `${before.replace(BEFORE, "")}${after}`;
  }
  return singleSpaced(rest).replace(/\s+([?.,!])/gu, "$1");
}

function tokensOf(question: string): Token[] {
  const words = wordsOf(question);
  const hasCapital = ({ text }: { readonly text: string }) => /^\p{Lu}/u.test(text);
  // In a title or in capitals these tell nothing.
  const isShouted = words.length > 3 && words.slice(1).filter(hasCapital).length >= 0.8 * (words.length - 1);
  return words.map((word, i) => {
    const { start, end, text, lower } = word;
    const own = lower.replace(/'s?$/u, "");
    const isForm = COMPANY_FORM.test(text.replace(/\.$/u, ""));
    // In small letters these are verbs.
    const isVerb = text === "may" || text === "march";
    const isStop = isVerb || analyse(text).every(({ term }) => isStopTerm(term));
    const isNumber = /\d/u.test(text);
    const isCapitalised = !isShouted && ((hasCapital(word) && i > 0) || /\p{Lu}.*\p{Lu}/u.test(text));
    return {
      ...span(start, end - (/['’]s?$/u.exec(text)?.[0].length ?? 0)),
      terms: nameTerms(text),
      isStop,
      isProper: !isStop && (isNumber || isCapitalised),
      isFigure: /^\d+$/u.test(text) || MONTHS.has(own) || MONTH_ABBREVIATIONS.has(own),
      kind: KIND_TERMS.get(word.term) ?? null,
      isForm,
    };
  });
}
