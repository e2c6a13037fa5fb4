import type { Facts, NumberFact } from "../../language/en/facts.js";
import { sameNumber } from "../../language/en/numbers.js";
import { isNumber, type Word } from "../../language/en/tokens.js";

/** What a statement says more of, or more strongly, than the sentence that it rests on. */
export type Excess = "unit" | "duty" | "done" | "all" | "only" | "exception" | "side";

/**
 * What small words add: they are in every text, so that none of them is missed, and yet they change what is said. Only what
 * the sentence itself has counts, in any of the wordings that mean the same.
 */
export function overstated(stated: Facts, found: Facts): Excess | null {
  if (hasOtherUnit(stated, found)) return "unit";
  if (hasOtherDuty(stated, found)) return "duty";
  if (saysDone(stated, found)) return "done";
  if (saysAlone(stated, found, ALL)) return "all";
  if (saysAlone(stated, found, ONLY)) return "only";
  if (namesExcepted(stated, found) || saysWithoutException(stated.text, found.text)) return "exception";
  return SIDES.some((side) => isOtherSide(stated.text, found.text, side)) ? "side" : null;
}

/** Words for one unit each: what is said in one of them is not said in another row's. */
const UNITS: readonly RegExp[] = [
  /^(?:seconds?|secs?)$/u,
  /^(?:minutes?|mins?)$/u,
  /^(?:hours?|hourly|hrs?|h)$/u,
  /^(?:days?|daily)$/u,
  /^(?:weeks?|weekly)$/u,
  /^fortnights?$/u,
  /^(?:months?|monthly)$/u,
  /^(?:years?|yearly|annual|annually)$/u,
  /^(?:decades?)$/u,
  /^(?:dollars?|usd|\$)$/u,
  /^(?:euros?|eur|€)$/u,
  /^(?:pounds?|gbp|£)$/u,
  /^(?:marks?)$/u,
  /^(?:francs?)$/u,
  /^(?:millimet(?:er|re)s?|mm)$/u,
  /^(?:centimet(?:er|re)s?|cm)$/u,
  /^(?:met(?:er|re)s?|m)$/u,
  /^(?:kilomet(?:er|re)s?|km)$/u,
  /^(?:miles?|mph)$/u,
  /^(?:inch|inches)$/u,
  /^(?:feet|foot)$/u,
  /^(?:knots?)$/u,
  /^(?:grams?|g)$/u,
  /^(?:kilograms?|kilos?|kg)$/u,
  /^(?:tonnes?|tons?)$/u,
  /^(?:millilit(?:er|re)s?|ml)$/u,
  /^(?:lit(?:er|re)s?|l)$/u,
  /^(?:percent|percentage|%)$/u,
  /^(?:degrees?|°c?)$/u,
  /^mg$/u,
  /^(?:watts?|w)$/u,
  /^(?:kilowatts?|kw)$/u,
  /^times$/u,
];
/** Symbols that are no words: before a number or behind it. */
const SYMBOLS = /[$€£%]|\bper cent\b/gu;
/** What tells one sort of day from another. */
const SORTS_OF_DAY: readonly RegExp[] = [
  /\bcalendar\b/iu,
  /\b(?:working|business)\b/iu,
  /\bweekdays?\b/iu,
  /\bweekends?\b/iu,
];
/** Words between a number and its unit: "eight complete years". */
const WITHIN = 2;

function unitOf(word: string): number {
  return UNITS.findIndex((unit) => unit.test(word));
}

/** A unit that the sentence doesn't speak of, or not beside this number, or not as what something is done in. */
function hasOtherUnit(stated: Facts, found: Facts): boolean {
  const there = new Set([...found.words.map(({ lower }) => unitOf(lower)), ...symbolsOf(found.text)]);
  const isMissing = (unit: number) => unit >= 0 && !there.has(unit);
  // A letter is a unit behind a number alone.
  if (stated.words.some(({ lower }) => lower.length > 2 && isMissing(unitOf(lower)))) return true;
  if (symbolsOf(stated.text).some(isMissing)) return true;
  if (stated.numbers.some((number) => !isCountedSo(number, stated, found))) return true;
  const rates = new Set(ratesOf(found));
  if (rates.size > 0 && ratesOf(stated).some((unit) => !rates.has(unit))) return true;
  const sorts = SORTS_OF_DAY.filter((sort) => sort.test(found.text));
  return SORTS_OF_DAY.some((sort) => sort.test(stated.text) && !sorts.includes(sort));
}

function symbolsOf(text: string): number[] {
  return (text.match(SYMBOLS) ?? []).map((symbol) => unitOf(symbol === "per cent" ? "%" : symbol));
}

/** Whether the sentence has a number with the unit that a statement gives it, or without any. */
function isCountedSo(number: NumberFact, stated: Facts, found: Facts): boolean {
  const unit = unitBehind(number, stated.words);
  if (unit === null || unit < 0) return true;
  const same = found.numbers.filter(({ value }) => sameNumber(value, number.value));
  return same.length === 0 || same.some((other) => [unit, null].includes(unitBehind(other, found.words)));
}

/** -1: something that is no unit is counted; `null`: nothing follows it. */
function unitBehind({ last }: NumberFact, words: readonly Word[]): number | null {
  const behind = words.slice(last + 1, last + 1 + WITHIN).filter(({ clause }) => clause === words[last]!.clause);
  // "One 20 mg tablet": the unit is the second number's.
  if (behind.some(isNumber)) return -1;
  const units = behind.map(({ lower }) => unitOf(lower));
  const first = units.find((unit) => unit >= 0);
  if (first !== undefined) return first;
  return behind[0] && !behind[0].stop ? -1 : null;
}

/** "A week", "per month", "each calendar year", "daily". */
function ratesOf({ words }: Facts): number[] {
  return words.flatMap(({ lower }, at) => {
    const unit = unitOf(lower);
    if (unit < 0) return [];
    const before = words.slice(Math.max(0, at - 2), at).map(({ lower }) => lower);
    const isRate = /^(?:daily|hourly|weekly|monthly|yearly|annual|annually)$/u.test(lower);
    return isRate || /^(?:a|an|per|each|every)$/u.test(before.at(-1) ?? "") || before[0] === "each" ? [unit] : [];
  });
}

const MUST =
  /\b(?:must|shall|(?:have|has|had|having) to|needs? to|required|requires?|obliged|compulsory|mandatory)\b/iu;
const MAY =
  /\b(?:may|might|can|could|perhaps|possibl[ey]|maybe|allowed|permitted|probably|likely|hints?|hinted|free to|option(?:al)?)\b/iu;
const MAY_BE = /\b(?:may|might|perhaps|possibly|maybe)\b/iu;
const WILL = /\b(?:will|shall|going to)\b/iu;
/** An order has no subject: "Wear a shield"; so have rules: "it is to be noted", "not later than". */
const IS_TO = /\b(?:is|are) (?:only )?(?:not )?to (?:be )?\w+|\b(?:never|needed|necessary|due|liable|no \w+)\b/iu;

/** What may be said to be what must or will, and the other way round. */
function hasOtherDuty({ text: stated }: Facts, { text: found }: Facts): boolean {
  const [must, may, will] = [MUST, MAY, WILL].map((pattern) => pattern.test(found));
  if (MUST.test(stated) && !must) return may! && !IS_TO.test(found);
  if (/\bwill\b/iu.test(stated) && !will && !MUST.test(stated)) return may! && !must && !/\bwould\b/iu.test(found);
  return MAY_BE.test(stated) && !may && (must! || will!) && !/\b(?:not|no|never)\b|n't\b/iu.test(stated + found);
}

const WOULD_HAVE = /\b(?:would|could|might|should)(?: \w+)? have\b/iu;
const UNREAL = /\b(?:would|could|might|should|may|if|will|can)\b/iu;
/** Words behind "will" that what is announced stands within. */
const ANNOUNCED = 3;

/** Something announced or only thought of that is said to have been done. */
function saysDone(stated: Facts, found: Facts): boolean {
  if (UNREAL.test(stated.text)) return false;
  if (WOULD_HAVE.test(found.text)) return true;
  const announced = found.words.flatMap(({ lower }, at) =>
    lower === "will" ? found.words.slice(at + 1, at + 1 + ANNOUNCED).map(({ term }) => term) : [],
  );
  return stated.words.some(({ term, lower, stop }, at) => {
    if (stop || !announced.includes(term)) return false;
    return /^(?:has|have|had)$/u.test(stated.words[at - 1]?.lower ?? "") && !lower.endsWith("ing");
  });
}

const ALL = {
  // "Every two weeks" says how often.
  says: /\b(?:all(?! other| the time)|every(?! other\b| (?:\w+ )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|time)\b)|everyone|everybody|everything|always|entire(?:ly)?|whole|at any time|in (?:any|every|each) case)\b/iu,
  as: /\b(?:all(?! other)|every(?:one|body|thing|where)?(?! other)|each(?! other| (?:\w+ )?(?:days?|weeks?|months?|years?|time))|always|at any time(?! (?:if|when|where))|entire(?:ly)?|whole|whenever|whoever|whatever|anyone|anybody|no \w+|never|none|nobody)\b/iu,
};
const ONLY = {
  says: /\b(?:only|alone|solely|exclusively|merely)\b/iu,
  as: /\b(?:only|alone|solely?|exclusively|merely|unless|except|just|nothing but|no other|not \w+(?: \w+)? (?:if|until|before))\b/iu,
};
const CONDITION = /\b(?:if|when|where|in an?)\b/iu;
const ALWAYS = /\b(?:never|always|in (?:all|every|any|each) cases?|all|whole|entire(?:ly)?|every)\b/iu;
const EXCEPTION = /\b(?:unless|except(?:ing)?|apart from|other than|excluding|with the exception of|save for)\b/iu;

function saysAlone(
  { text: stated }: Facts,
  { text: found }: Facts,
  { says, as }: { readonly says: RegExp; readonly as: RegExp },
): boolean {
  if (!says.test(stated) || as.test(found)) return false;
  // "At any time if it is locked": with its condition that is no more than is said.
  return !(
    /\bat any time (?:if|when|where)\b/iu.test(found) &&
    /\bat any time\b/iu.test(stated) &&
    CONDITION.test(stated)
  );
}

function saysWithoutException(stated: string, found: string): boolean {
  return ALWAYS.test(stated) && EXCEPTION.test(found) && !EXCEPTION.test(stated);
}

/** What the sentence excepts, said as if it weren't. */
function namesExcepted(stated: Facts, found: Facts): boolean {
  // "Excluded, except where they are partners": they can only be partners.
  if (EXCEPTION.test(stated.text) || ONLY.says.test(stated.text) || stated.negations.length > 0) return false;
  const except = /\b(?:except(?:ing)?|apart from|other than|excluding|with the exception of)\b/iu.exec(found.text);
  if (!except) return false;
  const { index } = except;
  const end = found.text.slice(index).search(/[,;]\s/u);
  const to = end < 0 ? found.text.length : index + end;
  const meant = found.words.filter(({ stop }) => !stop);
  const isWithin = ({ start }: Word) => start > index && start < to;
  const outside = new Set(meant.filter((word) => !isWithin(word)).map(({ term }) => term));
  const within = meant.filter((word) => isWithin(word) && !outside.has(word.term)).map(({ term }) => term);
  return stated.words.some(({ term, stop }) => !stop && within.includes(term));
}

/** Sides of which a sentence is on one. */
const SIDES: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:in favou?r of|for|supported|supports)\b/iu, /\bagainst\b/iu],
  [/\b(?:granted|grants?|approved|accepted)\b/iu, /\b(?:refused|refuses|denied|rejected)\b/iu],
];

function isOtherSide(stated: string, found: string, [one, other]: readonly [RegExp, RegExp]): boolean {
  const isTurned = (a: RegExp, b: RegExp) => a.test(stated) && !b.test(stated) && b.test(found) && !a.test(found);
  return isTurned(one, other) || isTurned(other, one);
}
