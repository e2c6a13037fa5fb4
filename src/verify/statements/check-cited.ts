import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { type Facts, withNames } from "../../language/en/facts.js";
import { inOneNotation, inUnitsOf } from "../../language/en/notation.js";
import { loadWordNet } from "../../language/en/wordnet.js";
import type { SupportReading } from "../../reading/reader.js";
import { isVerb } from "../../search/followup/main-verb.js";
import type { Library, Source } from "../../search/library.js";
import type { StoredPassage, StoredSentence } from "../../store/index-store.js";
import { read, type Sentence } from "./alignment.js";
import { type Assessment, assess, type Lack } from "./assess.js";
import { CITED_LIMITS, GUARDS, HeldSentence, type Objection } from "./cited-guards.js";
import { EvidenceReader } from "./evidence-reader.js";
import { type JoinedClause, joinedClauses, sentenceOf, withPronouns } from "./joined-clauses.js";
import { addsSomething, isInPlaceOf } from "./other-words.js";
import { asStated, plainlySaid, withPlainWords } from "./said-otherwise.js";
import { factsWithin, settleFirstWord } from "./verify-statement.js";
import { WordVectors } from "./word-vectors.js";

/** A sentence of a document that a statement names as its source. */
export interface CitedSentence {
  readonly source: Source;
  readonly passage: StoredPassage;
  readonly sentence: StoredSentence;
}

export interface CitedCheck {
  /** `null`: it is proven. */
  readonly objection: Objection | null;
  /** The cited sentence that comes nearest, by its number among those given. */
  readonly nearest: number;
  /** Those that prove it: one that says all of it, or more that each say a clause; none where it isn't proven. */
  readonly proof: readonly number[];
  /** Whether that one says a number, date or negation of the statement otherwise. */
  readonly clashes: boolean;
  /** 0 to 1: the share of the statement's words that it says; names and figures apart. */
  readonly content: number;
}

/**
 * Checks statements against the very sentences that they name, without a search. Its parts are those that verify holds
 * a statement against, more strictly: whatever a cited sentence doesn't say is not said.
 */
export class CitedChecker {
  readonly #evidence: EvidenceReader;
  readonly #vectors: WordVectors;

  constructor(private readonly library: Library) {
    this.#evidence = new EvidenceReader(library.reader, library.sources, inOneNotation);
    this.#vectors = new WordVectors(library.embedder);
  }

  /**
   * @param statement one sentence
   * @param cited at least one
   * @throws FootnoteError request_invalid for a statement that is too long to be held against them
   */
  async check(statement: string, cited: readonly CitedSentence[], signal?: AbortSignal): Promise<CitedCheck> {
    const whole = await this.#held(statement, cited, signal);
    if (whole.objection === null) return whole;
    const proof = await this.#provenApart(joinedClauses(statement), cited, signal);
    return proof ? { ...whole, objection: null, proof, nearest: proof[0]! } : whole;
  }

  /** The cited sentences that prove clauses of a statement, in order; `null` where a clause has none. */
  async #provenApart(
    clauses: readonly JoinedClause[],
    cited: readonly CitedSentence[],
    signal?: AbortSignal,
  ): Promise<number[] | null> {
    const proof = new Set<number>();
    for (const clause of clauses) {
      const by = await this.#proverOf(clause, cited, signal);
      if (by === null) return null;
      proof.add(by);
    }
    // Of what one sentence says of one thing, no half may be left out.
    const isOwn = proof.size > 1 || (proof.size === 1 && clauses.every(({ isShared }) => !isShared));
    return isOwn ? [...proof].sort((a, b) => a - b) : null;
  }

  async #proverOf(clause: JoinedClause, cited: readonly CitedSentence[], signal?: AbortSignal): Promise<number | null> {
    const alone = await this.#held(sentenceOf(clause), cited, signal);
    if (alone.objection === null) return alone.nearest;
    for (const [at, { source, sentence }] of cited.entries()) {
      const before = cited.find((other) => standsBefore(other, source, sentence));
      if (!before) continue;
      const [found, antecedent] = [sentence, before.sentence].map((one) => this.#evidence.read(source, one).facts);
      for (const pointed of withPronouns(clause, found!, antecedent!)) {
        if ((await this.#held(pointed, [cited[at]!], signal)).objection === null) return at;
      }
    }
    return null;
  }

  async #held(statement: string, cited: readonly CitedSentence[], signal?: AbortSignal): Promise<CitedCheck> {
    const facts = plainlySaid(factsWithin(this.#inWordsOf(cited, statement)));
    const weigh = await this.#weigher(facts);
    const held = cited.map(({ source, sentence }) =>
      withFacts(this.#evidence.read(source, sentence, facts), (found) => asStated(plainlySaid(found), facts)),
    );
    const written = held.map(({ facts }) => facts.words);
    const stated = read(
      withNames(
        facts,
        settleFirstWord(facts.names, () => true, written).filter(
          ({ value, text }) => !value.weak || !isVerb(text.toLowerCase()),
        ),
      ),
    );
    const looks: Look[] = [];
    for (const [at, one] of cited.entries()) {
      const background = await this.#evidence.background(one);
      const assessment = assess(stated, { window: [held[at]!], background }, weigh);
      looks.push({ at, found: held[at]!, assessment, closeness: (assessment.own + assessment.content) / 2 });
    }
    const [first, ...others] = looks.toSorted((a, b) => b.closeness - a.closeness);
    const near = [
      first!,
      ...others.filter(({ closeness }) => closeness >= first!.closeness - CITED_LIMITS.behindNearest),
    ];
    const checked = ({ at, assessment: { clashes, content } }: Look, objection: Objection | null): CitedCheck => {
      const proof = objection === null ? [at] : [];
      return { objection, nearest: at, proof, clashes: clashes.length > 0, content };
    };
    let objection: Objection | null = null;
    for (const look of near) {
      const others = held.filter((_, at) => at !== look.at);
      const found = await this.#objection(stated, look, others, cited[look.at]!, signal);
      if (found === null) return checked(look, null);
      objection ??= found;
    }
    return checked(first!, objection);
  }

  /** A statement in the notation, the units and the plain wordings that it can be held against its sentences in. */
  #inWordsOf(cited: readonly CitedSentence[], statement: string): string {
    const there = cited.map(({ source, sentence }) => this.#evidence.read(source, sentence).facts.text).join(" ");
    return withPlainWords(inUnitsOf(inOneNotation(statement), there), there);
  }

  async #objection(
    stated: Sentence,
    { assessment, found }: Look,
    others: readonly Sentence[],
    cited: CitedSentence,
    signal?: AbortSignal,
  ): Promise<Objection | null> {
    const held = new HeldSentence({ stated, found, others, assessment, net: await loadWordNet() });
    for (const { objects } of GUARDS) {
      const objection = objects(held);
      if (objection !== null) return objection;
    }
    return this.#toUnknownWords(held, cited, signal);
  }

  /** Words that the sentence hasn't and that nobody knows to mean what it says: how near they lie, and what is read. */
  async #toUnknownWords(held: HeldSentence, cited: CitedSentence, signal?: AbortSignal): Promise<Objection | null> {
    const { facts, net, others, there, unknown } = held;
    if (unknown.length === 0) return null;
    const starts = unknown.map(({ start }) => start);
    const nearest = await this.#vectors.nearest(facts.text, starts, [there.text]);
    const least = Math.min(...starts.map((start) => nearest.get(start) ?? -1));
    const places = unknown.map(({ start }) => facts.words.findIndex((word) => word.start === start));
    const isAdded = places.some((at) => addsSomething(facts, at, net));
    const isReplaced = places.some((at) => isInPlaceOf(facts, at, there));
    if (least >= CITED_LIMITS.sureWord && !isAdded && !isReplaced) return null;
    const readings = await this.#read(facts.text, cited, signal);
    const supports = Math.max(0, ...readings.map((reading) => reading.supports));
    const contradicts = readings.length > 0 ? Math.min(...readings.map((reading) => reading.contradicts)) : 0;
    if (contradicts >= CITED_LIMITS.denies && supports < CITED_LIMITS.deniesBelow) return "denied";
    if (supports >= CITED_LIMITS.supports) return null;
    if (isReplaced && supports <= contradicts) return "unsaid";
    return least >= CITED_LIMITS.word && !isAdded && !isBorrowed(facts, unknown, others) ? null : "unsaid";
  }

  /** What the reader says of the sentence alone, and of it under its document's title; nothing without a reader. */
  async #read(statement: string, { source, sentence }: CitedSentence, signal?: AbortSignal): Promise<SupportReading[]> {
    const { readingModel } = this.library;
    if (!readingModel) return [];
    const text = singleSpaced(sliceSpan(source.text, sentence));
    const titled = await readingModel.read(statement, `${source.document.title}: ${text}`, signal);
    return [titled, await readingModel.read(statement, text, signal)];
  }

  /** How rare each word is among the passages of the index. */
  async #weigher({ words }: Facts): Promise<(key: string) => number> {
    const { info } = this.library.reader;
    const texts = [...new Set(words.map(({ text }) => text))];
    const frequencies = await this.library.reader.frequencies(texts);
    const idfs = new Map(
      texts.map((text, i) => [
        text,
        Math.log(1 + (info.passageCount - frequencies[i]! + 0.5) / (frequencies[i]! + 0.5)),
      ]),
    );
    const weights = new Map(words.map(({ term, text }) => [term, Math.max(LEAST_WEIGHT, idfs.get(text)!)]));
    const usual = [...weights.values()].reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.size);
    return (key) => weights.get(key) ?? usual;
  }
}

const LEAST_WEIGHT = 0.3;

/** Whether a cited sentence stands right before another one. */
function standsBefore({ source, sentence: { end } }: CitedSentence, of: Source, { start }: StoredSentence): boolean {
  return source === of && end <= start && !/\p{L}/u.test(source.text.slice(end, start));
}

interface Look {
  readonly at: number;
  readonly found: Sentence;
  readonly assessment: Assessment;
  readonly closeness: number;
}

/** A word that another cited sentence says, and this one doesn't: what is said of one thing may be said of another. */
function isBorrowed(facts: Facts, missing: readonly Lack[], others: readonly Sentence[]): boolean {
  const terms = new Set(others.flatMap(({ facts }) => facts.words.map(({ term }) => term)));
  return missing.some(({ start }) => facts.words.some((word) => word.start === start && terms.has(word.term)));
}

function withFacts(sentence: Sentence, change: (facts: Facts) => Facts): Sentence {
  return { ...sentence, facts: change(sentence.facts) };
}
