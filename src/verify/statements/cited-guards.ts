import type { Facts } from "../../language/en/facts.js";
import { NEGATIONS, SLIGHT_WORDS } from "../../language/en/lexicon.js";
import { isCapitalised } from "../../language/en/tokens.js";
import type { Relation, WordNet } from "../../language/en/wordnet.js";
import type { Sentence } from "./alignment.js";
import type { Assessment, Lack } from "./assess.js";
import { otherCondition } from "./conditions.js";
import { isOfSameDegree, otherDegree } from "./degree.js";
import { SAYS, SAYS_ELSE, saidOtherwise } from "./other-words.js";
import { overstated } from "./overstated.js";
import { isExceptionOfBoth } from "./said-otherwise.js";
import { isGraded, keepsSides } from "./sides.js";
import { turnedRound } from "./turned-round.js";

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

interface Holding {
  readonly stated: Sentence;
  /** The cited sentence that it is held against. */
  readonly found: Sentence;
  /** The others that are cited. */
  readonly others: readonly Sentence[];
  readonly assessment: Assessment;
  readonly net: WordNet;
}

/** A statement beside one sentence that it cites, with what several guards look at, found once. */
export class HeldSentence {
  readonly facts: Facts;
  /** Those of the cited sentence. */
  readonly there: Facts;
  readonly others: readonly Sentence[];
  readonly assessment: Assessment;
  readonly net: WordNet;
  /** Whether both say the same of more and less, before and after; `null` where they don't speak of it. */
  readonly keepsSides: boolean | null;
  #missing: readonly Lack[] | undefined;
  #relations: ReadonlyMap<number, Relation> | undefined;

  constructor(private readonly holding: Holding) {
    const { assessment, found, net, others, stated } = holding;
    this.facts = stated.facts;
    this.there = found.facts;
    this.others = others;
    this.assessment = assessment;
    this.net = net;
    this.keepsSides = keepsSides(this.facts, this.there, net);
  }

  get isTurned(): boolean {
    const { found, stated } = this.holding;
    return this.keepsSides === null ? turnedRound(stated, found) !== null : !this.keepsSides;
  }

  /** Words that say something and that the cited sentence hasn't. */
  get missing(): readonly Lack[] {
    this.#missing ??= this.assessment.lacks.filter(({ start, end }) => {
      const word = this.facts.text.slice(start, end).toLowerCase();
      return !SLIGHT_WORDS.has(word) && !NEGATIONS.has(word) && !isExceptionOfBoth(this.facts, start, this.there);
    });
    return this.#missing;
  }

  /** Those of them that aren't known to mean what it says. */
  get unknown(): readonly Lack[] {
    return this.missing.filter(({ start }) => !this.isSaid(start));
  }

  /** Whether the word that begins there means something that the cited sentence says. */
  isSaid(start: number): boolean {
    return SAYS.includes(this.relationOf(start));
  }

  relationOf(start: number): Relation {
    this.#relations ??= new Map(
      this.facts.content.map((at) => {
        const { start, lower } = this.facts.words[at]!;
        const isKept = (this.keepsSides && isGraded(lower)) || isOfSameDegree(lower, this.there.text);
        return [start, isKept ? "form" : saidOtherwise(this.facts, at, this.there, this.net)] as const;
      }),
    );
    return this.#relations.get(start) ?? "none";
  }
}

interface Guard {
  readonly name: string;
  readonly objects: (held: HeldSentence) => Objection | null;
}

/** What a statement is asked before its unknown words are weighed: the first that objects decides. */
export const GUARDS: readonly Guard[] = [
  {
    name: "other or further facts",
    objects: ({ assessment: { clashes, lacks } }) =>
      clashes.length > 0 || lacks.some(({ kind }) => kind !== "word") ? "fact" : null,
  },
  {
    name: "a denial of what another cited sentence affirms",
    objects: ({ facts, there, others }) => (deniesOther(facts, there, others) ? "fact" : null),
  },
  {
    name: "further names",
    objects: ({ facts: { text }, missing }) =>
      missing.some(({ start }) => start > 0 && isCapitalised({ text: text.slice(start) })) ? "fact" : null,
  },
  {
    name: "units, duties, quantities, exceptions",
    objects: ({ facts, there }) => {
      const excess = overstated(facts, there);
      if (excess === null) return null;
      return excess === "unit" ? "fact" : excess === "side" ? "turned" : "unsaid";
    },
  },
  { name: "sides, order, cause", objects: ({ isTurned }) => (isTurned ? "turned" : null) },
  {
    name: "conditions",
    objects: ({ facts, there }) => {
      const condition = otherCondition(facts, there);
      return condition === null ? null : condition === "turned" ? "turned" : "unsaid";
    },
  },
  { name: "degrees", objects: ({ facts, there }) => (otherDegree(facts, there) === null ? null : "unsaid") },
  {
    // What is known to be something else is no paraphrase, however near it lies.
    name: "other things",
    objects: (held) => (held.missing.some(({ start }) => SAYS_ELSE.includes(held.relationOf(start))) ? "unsaid" : null),
  },
  {
    name: "too few words of its own",
    objects: (held) => {
      const { content, lacks } = held.assessment;
      const said = lacks.filter(({ start }) => held.isSaid(start)).length / Math.max(1, held.facts.content.length);
      return content + said < CITED_LIMITS.content ? "unsaid" : null;
    },
  },
  {
    name: "compounds",
    objects: ({ facts, there }) => (lacksCompound(facts.text, there.text) ? "unsaid" : null),
  },
  {
    name: "half of what is taken back",
    objects: ({ assessment, facts, there }) =>
      assessment.lacks.length > 0 && takesBack(there, facts) ? "unsaid" : null,
  },
  {
    name: "a noun in another one's place",
    objects: (held) => {
      const { facts, others, there } = held;
      const isOther = (at: number) =>
        held.relationOf(facts.words[at]!.start) !== "form" && isExchanged(facts, at, there);
      return facts.content.some((at) => isOther(at) && !isSaidIn(others, facts, at)) ? "unsaid" : null;
    },
  },
];

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
function takesBack(found: Facts, stated: Facts): boolean {
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

const COMPOUND = /\b[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+\b/gu;

/** "E-bike" where the sentence speaks of a bike. */
function lacksCompound(stated: string, found: string): boolean {
  const there = found.toLowerCase().replace(/[\s-]+/gu, "");
  const compounds = stated.toLowerCase().match(COMPOUND) ?? [];
  return compounds.some((compound) => !there.includes(compound.replaceAll("-", "").replace(/s$/u, "")));
}
