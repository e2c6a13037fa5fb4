import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { type Facts, withNames } from "../../language/en/facts.js";
import { NEGATIONS, SLIGHT_WORDS } from "../../language/en/lexicon.js";
import { isCapitalised } from "../../language/en/tokens.js";
import { loadWordNet, type Relation } from "../../language/en/wordnet.js";
import type { SupportReading } from "../../reading/reader.js";
import { isVerb } from "../../search/followup/main-verb.js";
import type { Library, Source } from "../../search/library.js";
import type { StoredPassage, StoredSentence } from "../../store/index-store.js";
import { read, type Sentence } from "./alignment.js";
import { type Assessment, assess, type Lack } from "./assess.js";
import { otherCondition } from "./conditions.js";
import { isOfSameDegree, otherDegree } from "./degree.js";
import { EvidenceReader } from "./evidence-reader.js";
import { type JoinedClause, joinedClauses, sentenceOf, withPronouns } from "./joined-clauses.js";
import { addsSomething, isInPlaceOf, SAYS, SAYS_ELSE, saidOtherwise } from "./other-words.js";
import { overstated } from "./overstated.js";
import { asStated, isExceptionOfBoth, plainlySaid } from "./said-otherwise.js";
import { isGraded, keepsSides } from "./sides.js";
import { turnedRound } from "./turned-round.js";
import { factsWithin, settleFirstWord } from "./verify-statement.js";
import { WordVectors } from "./word-vectors.js";

/** A sentence of a document that a statement names as its source. */
export interface CitedSentence {
  readonly source: Source;
  readonly passage: StoredPassage;
  readonly sentence: StoredSentence;
}

/** What keeps a statement from being proven by the sentences that it names. */
export type Objection =
  /** A number, date, name or negation that they don't say, or say otherwise. */
  | "fact"
  /** Cause, order or comparison is turned round. */
  | "turned"
  /** Words that they don't say, nor mean. */
  | "unsaid"
  /** The reader reads in them that it is not so. */
  | "denied";

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

/** All that decides, in one place: measured by `tests/evals/written`, to be chosen anew with another reader. */
export const CITED_LIMITS = {
  /** Cosine with some word of the cited sentence, from which on a word is said there in another one's place. */
  word: 0.4,
  /** A word less near than this leaves room for the reader to object. */
  sureWord: 0.6,
  /** Share of a statement's words that the cited sentence has to say itself. */
  content: 0.35,
  /** Sentences that come this much less near than the nearest may prove a statement as well. */
  behindNearest: 0.06,
  /** So sure the reader has to be that it isn't so, and so far from finding it supported. */
  denies: 0.95,
  deniesBelow: 0.1,
  /** So sure it has to be where a word is missing. */
  supports: 0.85,
} as const;

/**
 * Checks statements against the very sentences that they name, without a search. Its parts are those that verify holds
 * a statement against, more strictly: whatever a cited sentence doesn't say is not said.
 */
export class CitedChecker {
  readonly #evidence: EvidenceReader;
  readonly #vectors: WordVectors;

  constructor(private readonly library: Library) {
    this.#evidence = new EvidenceReader(library.reader, library.sources);
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
    const facts = plainlySaid(factsWithin(statement));
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

  async #objection(
    stated: Sentence,
    look: Look,
    others: readonly Sentence[],
    cited: CitedSentence,
    signal?: AbortSignal,
  ): Promise<Objection | null> {
    const { facts } = stated;
    const { lacks, clashes, content } = look.assessment;
    if (clashes.length > 0 || lacks.some(({ kind }) => kind !== "word")) return "fact";
    if (deniesOther(facts, look.found.facts, others)) return "fact";
    const net = await loadWordNet();
    const keeps = keepsSides(facts, look.found.facts, net);
    const isTurned = keeps === null ? turnedRound(stated, look.found) !== null : !keeps;
    const missing = lacks.filter(({ start, end }) => {
      const word = facts.text.slice(start, end).toLowerCase();
      return !SLIGHT_WORDS.has(word) && !NEGATIONS.has(word) && !isExceptionOfBoth(facts, start, look.found.facts);
    });
    if (missing.some(({ start }) => start > 0 && isCapitalised({ text: facts.text.slice(start) }))) return "fact";
    const excess = overstated(facts, look.found.facts);
    if (excess !== null) return excess === "unit" ? "fact" : excess === "side" ? "turned" : "unsaid";
    const condition = otherCondition(facts, look.found.facts);
    if (isTurned || condition === "turned") return "turned";
    if (condition !== null || otherDegree(facts, look.found.facts) !== null) return "unsaid";
    const relations = new Map<number, Relation>(
      facts.content.map((at) => {
        const { start, lower } = facts.words[at]!;
        const isKept = (keeps && isGraded(lower)) || isOfSameDegree(lower, look.found.facts.text);
        return [start, isKept ? "form" : saidOtherwise(facts, at, look.found.facts, net)] as const;
      }),
    );
    const isSaid = (start: number) => SAYS.includes(relations.get(start) ?? "none");
    // What is known to be something else is no paraphrase, however near it lies.
    if (missing.some(({ start }) => SAYS_ELSE.includes(relations.get(start) ?? "none"))) return "unsaid";
    const said = lacks.filter(({ start }) => isSaid(start)).length / Math.max(1, facts.content.length);
    if (content + said < CITED_LIMITS.content || lacksCompound(facts.text, look.found.facts.text)) return "unsaid";
    if (lacks.length > 0 && takesBack(look.found, facts)) return "unsaid";
    const unknown = missing.filter(({ start }) => !isSaid(start));
    const isOther = (at: number) =>
      relations.get(facts.words[at]!.start) !== "form" && isExchanged(facts, at, look.found.facts);
    if (facts.content.some((at) => isOther(at) && !isSaidIn(others, facts, at))) return "unsaid";
    if (unknown.length === 0) return null;
    const starts = unknown.map(({ start }) => start);
    const nearest = await this.#vectors.nearest(facts.text, starts, [look.found.facts.text]);
    const least = Math.min(...starts.map((start) => nearest.get(start) ?? -1));
    const places = unknown.map(({ start }) => facts.words.findIndex((word) => word.start === start));
    const isAdded = places.some((at) => addsSomething(facts, at, net));
    const isReplaced = places.some((at) => isInPlaceOf(facts, at, look.found.facts));
    if (least >= CITED_LIMITS.sureWord && !isAdded && !isReplaced) return null;
    const readings = await this.#read(facts.text, cited, signal);
    const supports = Math.max(0, ...readings.map((reading) => reading.supports));
    const contradicts = readings.length > 0 ? Math.min(...readings.map((reading) => reading.contradicts)) : 0;
    if (contradicts >= CITED_LIMITS.denies && supports < CITED_LIMITS.deniesBelow) return "denied";
    if (supports >= CITED_LIMITS.supports) return null;
    if (isReplaced && supports <= contradicts) return "unsaid";
    return least >= CITED_LIMITS.word && !isAdded && !isBorrowed(stated, unknown, others) ? null : "unsaid";
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
function isBorrowed({ facts }: Sentence, missing: readonly Lack[], others: readonly Sentence[]): boolean {
  const terms = new Set(others.flatMap(({ facts }) => facts.words.map(({ term }) => term)));
  return missing.some(({ start }) => facts.words.some((word) => word.start === start && terms.has(word.term)));
}

/** What a statement denies, where this sentence doesn't speak of that and another cited one affirms it. */
function deniesOther({ negations, words }: Facts, found: Facts, others: readonly Sentence[]): boolean {
  const speaksOf = (facts: Facts, term: string) => facts.words.some((word) => word.term === term);
  return negations.some(({ at, strict }) => {
    const denied = words.slice(at + 1).find(({ stop }) => !stop)?.term;
    if (!strict || denied === undefined || speaksOf(found, denied)) return false;
    return others.some(({ facts }) => facts.negations.length === 0 && speaksOf(facts, denied));
  });
}

/** "Namibia promised to, but it wasn't true": of such a sentence no half may be told as all of it. */
function takesBack({ facts: found }: Sentence, stated: Facts): boolean {
  const but = /[,;]\s(?:but|yet|however)\b/iu.exec(found.text);
  if (!but || stated.negations.length > 0 || /\b(?:but|yet|however|although|though)\b/iu.test(stated.text))
    return false;
  return found.negations.some(({ at, strict }) => strict && found.words[at]!.start > but.index);
}

const BEFORE_NOUN = /^(?:a|an|the|of|by)$/u;
/** Words that the name of one thing has: "complaints officer". */
const NOUN_WORDS = 3;

function isSaidIn(sentences: readonly Sentence[], { words }: Facts, at: number): boolean {
  return sentences.some(({ facts }) => facts.words.some(({ term }) => term === words[at]!.term));
}

/**
 * A noun in the very place of another: "unless a partner has agreed" of "unless a doctor has agreed". A paraphrase seldom
 * leaves all as it is around the one word that it exchanges.
 */
function isExchanged(stated: Facts, at: number, found: Facts): boolean {
  if (found.words.some(({ term }) => term === stated.words[at]!.term)) return false;
  const before = stated.words[at - 1]?.lower ?? "";
  if (!BEFORE_NOUN.test(before)) return false;
  const ends = [1, 2].flatMap((step) => stated.words[at + step]?.lower ?? []);
  const said = new Set(stated.words.map(({ term }) => term));
  return found.words.some(({ lower }, i) => {
    if (lower !== before) return false;
    const behind = found.words.slice(i + 1, i + 2 + NOUN_WORDS);
    const to = behind.findIndex(({ lower }) => ends.includes(lower));
    return to > 0 && behind.slice(0, to).every(({ stop, term }) => !stop && !said.has(term));
  });
}

function withFacts(sentence: Sentence, change: (facts: Facts) => Facts): Sentence {
  return { ...sentence, facts: change(sentence.facts) };
}

const COMPOUND = /\b[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+\b/gu;

/** "E-bike" where the sentence speaks of a bike. */
function lacksCompound(stated: string, found: string): boolean {
  const there = found.toLowerCase().replace(/[\s-]+/gu, "");
  const compounds = stated.toLowerCase().match(COMPOUND) ?? [];
  return compounds.some((compound) => !there.includes(compound.replaceAll("-", "").replace(/s$/u, "")));
}
