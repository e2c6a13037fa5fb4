import type { Fact, Facts } from "../../language/en/facts.js";
import { CONJUNCTIONS, FORMS_OF_BE, PREPOSITIONS } from "../../language/en/lexicon.js";
import { sameNumber } from "../../language/en/numbers.js";
import type { Word } from "../../language/en/tokens.js";
import type { Sentence, Unit } from "./alignment.js";
import { hasOthersNumber } from "./paired-numbers.js";

/** How a statement says what a sentence says, with two of its parts in each other's place. */
export type Turn = "order" | "numbers" | "cause" | "time" | "subject" | "opposite";

/** A place of a statement and where the same stands in the sentence; UTF-16 indexes. */
interface Match {
  readonly stated: Unit;
  readonly found: Unit;
}

/**
 * What is turned round between a statement and the sentence that it rests on: words alone don't tell that, as all of them
 * are there. `null` where nothing is.
 */
export function turnedRound(stated: Sentence, found: Sentence): Turn | null {
  if (hasNumbersSwapped(stated.facts, found.facts) || hasOthersNumber(stated.facts, found.facts)) return "numbers";
  if (causeConflict(stated, found)) return "cause";
  if (timeConflict(stated, found)) return "time";
  if (hasOpposite(stated.facts, found.facts) || hasOtherWith(stated.facts, found.facts)) return "opposite";
  if (boundConflict(stated.facts, found.facts)) return "opposite";
  if (hasWayTurned(stated.facts, found.facts)) return "order";
  const matches = matchesOf(stated, found);
  if (isPassive(stated.facts) === isPassive(found.facts) && isCrossed(stated.facts, found.facts, matches))
    return "order";
  return hasOtherSubject(stated, found, matches) ? "subject" : null;
}

/** Units that both have exactly once, so that it is sure which is which. */
function matchesOf(stated: Sentence, found: Sentence): Match[] {
  const only = (units: readonly Unit[], key: string) => {
    const own = units.filter(({ keys }) => keys.includes(key));
    return own.length === 1 ? own[0]! : null;
  };
  return stated.units.flatMap((unit) => {
    const key = unit.keys.find((key) => only(stated.units, key) === unit && only(found.units, key) !== null);
    return key === undefined ? [] : [{ stated: unit, found: only(found.units, key)! }];
  });
}

/** What stands next to a unit among those that both sentences have, nearest first: numbers of matches. */
interface Beside {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** How many of them on each side tell where a unit stands. */
const BESIDE = 2;
/** By how much both have to stand more where the other stood: half of a whole neighbour. */
const EXCHANGED = 0.5;
/** How something is and what it does is said before or behind it: "encrypted backups", "backups are encrypted". */
const QUALITY = /(?:ed|ing|ly)$/u;

/**
 * Two things each stand where the other one stood, by what stands next to them: "A decides on B", "B decides on A". A part
 * of a sentence that has moved as a whole keeps its neighbours and turns nothing round, nor does one that opens it.
 */
function isCrossed(stated: Facts, found: Facts, matches: readonly Match[]): boolean {
  // "Chinese pressure" and "pressure from China".
  const isOneThing = (one: Match, other: Match) =>
    isTogether(stated, one.stated, other.stated) && isTogether(found, one.found, other.found);
  const things = matches.flatMap(({ stated: { first, last } }, match) =>
    first === last && QUALITY.test(stated.words[first]!.lower) && !isNamed(stated, first) ? [] : [match],
  );
  return placesIn(stated).every((statedAt) =>
    placesIn(found).every((foundAt) => {
      const there = besideEach(matches.map(({ found }) => foundAt(found)));
      const here = besideEach(matches.map(({ stated }) => statedAt(stated)));
      const gain = (one: number, other: number) =>
        likeness(here[one]!, there[other]!, [one, other]) - likeness(here[one]!, there[one]!, [one, other]);
      return things.some((one, i) =>
        things
          .slice(i + 1)
          .some(
            (other) =>
              Math.min(gain(one, other), gain(other, one)) >= EXCHANGED && !isOneThing(matches[one]!, matches[other]!),
          ),
      );
    }),
  );
}

/** Whether nothing but small words stands between two units. */
function isTogether({ words }: Facts, one: Unit, other: Unit): boolean {
  const [first, second] = one.first < other.first ? [one, other] : [other, one];
  return words.slice(first.last + 1, second.first).every(({ stop }) => stop);
}

function isNamed({ names, numbers, dates }: Facts, at: number): boolean {
  return [...names, ...numbers, ...dates].some(({ first, last }) => first <= at && at <= last);
}

/** @param places of the units, in the order of the matches */
function besideEach(places: readonly number[]): Beside[] {
  const order = places.map((_, match) => match).sort((a, b) => places[a]! - places[b]!);
  return places.map((_, match) => {
    const at = order.indexOf(match);
    return { before: order.slice(Math.max(0, at - BESIDE), at).reverse(), after: order.slice(at + 1, at + 1 + BESIDE) };
  });
}

function likeness(one: Beside, other: Beside, apart: readonly number[]): number {
  const shared = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, match, i) => {
      const at = b.indexOf(match);
      return apart.includes(match) || at < 0 ? sum : sum + 1 / (1 + i + at);
    }, 0);
  return shared(one.before, other.before) + shared(one.after, other.after);
}

type PlaceOf = (unit: Unit) => number;

const OPENING = /^(?:each|every|last|next|this|that)$/u;

/** Where units stand, and where they would with the opening of the sentence at its end. */
function placesIn({ text, words }: Facts): PlaceOf[] {
  const asWritten: PlaceOf = ({ first }) => first;
  const opening = words[0]?.lower ?? "";
  const opens = PREPOSITIONS.has(opening) || CONJUNCTIONS.has(opening) || OPENING.test(opening);
  const comma = opens ? text.search(/,\s(?!\d)/u) : -1;
  if (comma < 0) return [asWritten];
  const until = words.filter(({ end }) => end <= comma).length;
  return [asWritten, ({ first }) => (first < until ? first + words.length : first)];
}

const FROM_TO = /\bfrom (?:the |an? )?(?<from>\p{L}+) (?:\p{L}+ )?to (?:the |an? )?(?<to>\p{L}+)/iu;

/** "From red to white" of "from white to red". */
function hasWayTurned({ text: stated }: Facts, { text: found }: Facts): boolean {
  const [own, other] = [FROM_TO.exec(stated)?.groups, FROM_TO.exec(found)?.groups];
  return own?.from !== undefined && own.from === other?.to && own.to === other?.from;
}

/** "By" whom something is done, or who is what it is done to. */
function isPassive({ words }: Facts): boolean {
  return words.some(({ lower }, at) => lower === "by" && words.slice(Math.max(0, at - 6), at).some(isOfBe));
}

function isOfBe({ lower }: { readonly lower: string }): boolean {
  return FORMS_OF_BE.has(lower);
}

/** "From nine to four", "from four to nine": two numbers of both, in the other order. */
function hasNumbersSwapped(stated: Facts, found: Facts): boolean {
  const place = (fact: Fact, { numbers }: Facts) =>
    fact.kind === "number" ? numbers.findIndex(({ value }) => sameNumber(value, fact.value)) : -1;
  return stated.numbers.some((one, i) => {
    const next = stated.numbers[i + 1];
    if (!next || !/^\s*to\s*$/u.test(stated.text.slice(one.end, next.start))) return false;
    const [a, b] = [place(one, found), place(next, found)];
    return a >= 0 && b >= 0 && a > b && !/\b(?:instead of|rather than|up from|down from)\b/iu.test(found.text);
  });
}

/** What says that the cause follows, and that what follows comes of it. */
const CAUSE_FOLLOWS =
  /\b(?:because(?: of)?|due to|owing to|as a (?:result|reaction|response|consequence) (?:of|to)|in (?:response|reaction) to|for fear of|out of fear of|caused by|on account of|thanks to|put down to)\b/iu;
const EFFECT_FOLLOWS =
  /\b(?:which (?:made|makes|led|caused)|therefore|consequently|as a result|led to|leads to|convinced|so that|this made|infuriate)\b/iu;
/** What may say so. */
const MAY_BE_CAUSE =
  /\b(?:over|since|as|for|after|following|with|if|when|by|from|through|despite|otherwise|to|so|in order to|against|why|where|reason|cause[sd]?)\b/iu;

/** Share of what a statement gives for a cause that the sentence has to say. */
const CAUSE_SAID = 0.5;

interface Sides {
  readonly cause: ReadonlySet<string>;
  readonly effect: ReadonlySet<string>;
}

/** A cause that the sentence says to be the effect, or one that it doesn't speak of at all. */
function causeConflict(stated: Sentence, found: Sentence): boolean {
  const said = sidesOf(stated);
  if (!said) return false;
  // What is given for a cause has to be there at all.
  const there = new Set(found.units.flatMap(({ keys }) => keys));
  if (shared(said.cause, there) < said.cause.size * CAUSE_SAID) return true;
  const known = sidesOf(found);
  if (!known) return !MAY_BE_CAUSE.test(found.facts.text);
  const straight = shared(said.cause, known.cause) + shared(said.effect, known.effect);
  const crossed = shared(said.cause, known.effect) + shared(said.effect, known.cause);
  return crossed > straight;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((key) => other.has(key)).length;
}

function sidesOf({ facts, units }: Sentence): Sides | null {
  const follows = CAUSE_FOLLOWS.exec(facts.text);
  const marker = follows ?? EFFECT_FOLLOWS.exec(facts.text);
  if (!marker) return null;
  const from = marker.index + marker[0].length;
  const isFirst = marker.index < 3;
  const comma = facts.text.slice(from).search(/,\s/);
  // "Partly as a reaction to the vote, they left": the cause goes to the comma.
  const to = comma >= 0 && (isFirst || marker.index < facts.text.length / 3) ? from + comma : facts.text.length;
  const isBehind = (unit: Unit) => {
    const { start } = facts.words[unit.first]!;
    return start >= from && start < to;
  };
  const keysOf = (some: readonly Unit[]) => new Set(some.flatMap(({ keys }) => keys));
  const behind = keysOf(units.filter(isBehind));
  const rest = keysOf(units.filter((unit) => !isBehind(unit)));
  const cause = follows ? behind : rest;
  const effect = follows ? rest : behind;
  return { cause: without(cause, effect), effect: without(effect, cause) };
}

/** What both sides speak of tells neither. */
function without(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...one].filter((key) => !other.has(key)));
}

const BEFORE = /\b(?:before|prior to|ahead of|until|by the time)\b/iu;
const AFTER = /\b(?:after|following|since|once|in the (?:weeks|days|months|years) that followed)\b/iu;

/** "After" where the sentence has "before" alone, or the other way round. */
function timeConflict({ facts: stated }: Sentence, { facts: found }: Sentence): boolean {
  const says = ({ text }: Facts) => ({ before: BEFORE.test(text), after: AFTER.test(text) });
  const [one, other] = [says(stated), says(found)];
  if (one.before && !one.after) return other.after && !other.before && !/\bnot\b/iu.test(found.text + stated.text);
  return one.after && !one.before && other.before && !other.after && !/\bnot\b/iu.test(found.text + stated.text);
}

/** Words of which each says the contrary of those on the other side. */
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:larger|largest|bigger|biggest|greater|greatest)$/u, /^(?:smaller|smallest|lesser|least)$/u],
  [/^(?:more|most)$/u, /^(?:fewer|fewest|less|least)$/u],
  [
    /^(?:higher|highest|raise[sd]?|rise[s]?|rose|risen|increase[sd]?|grew|grow[s]?)$/u,
    /^(?:lower|lowest|lowered|relax(?:ed)?|fall[s]?|fell|fallen|decrease[sd]?|shrank|reduce[sd]?)$/u,
  ],
  [/^(?:longer|longest|later|latest)$/u, /^(?:shorter|shortest|earlier|earliest)$/u],
  [/^(?:cheaper|cheapest)$/u, /^(?:dearer|dearest|costliest|expensive)$/u],
  [/^(?:older|oldest)$/u, /^(?:younger|youngest|newer|newest)$/u],
  [/^(?:allow(?:ed|s)?|permit(?:ted|s)?|permissible)$/u, /^(?:forbid[s]?|forbidden|prohibit(?:ed|s)?|banned)$/u],
  [/^(?:compulsory|obligatory|mandatory|required|must)$/u, /^(?:optional|voluntary|needn't)$/u],
  [/^(?:include[sd]?|including)$/u, /^(?:exclude[sd]?|excluding)$/u],
  [/^(?:win[s]?|won|gain(?:ed|s)?|profit|surplus)$/u, /^(?:lose[s]?|lost|loss|deficit)$/u],
  [/^(?:start(?:ed|s)?|begin[s]?|began|opens?|opened)$/u, /^(?:stop(?:ped|s)?|closed?|closes|ceased?)$/u],
  [/^(?:better|best|superior)$/u, /^(?:worse|worst|inferior)$/u],
  [/^(?:first)$/u, /^(?:last)$/u],
];
/** Words that all say less: "62% less active" of "activity was 62% lower". */
const LESS = /^(?:less|fewer|lower|smaller|reduced)$/u;
const WITH = ["with", "without"] as const;

/** "Without a certificate" where the sentence has "with a certificate". */
function hasOtherWith(stated: Facts, found: Facts): boolean {
  const behind = ({ words }: Facts, which: string) =>
    words.flatMap(({ lower }, at) =>
      lower === which ? (words.slice(at + 1).find(({ stop }) => !stop)?.term ?? []) : [],
    );
  return WITH.some((one) => {
    const said = behind(stated, one).filter((term) => !behind(found, one).includes(term));
    return WITH.some((other) => other !== one && said.some((term) => behind(found, other).includes(term)));
  });
}

/** A word whose contrary the sentence has, and not the word itself or another that says the same. */
function hasOpposite(stated: Facts, found: Facts): boolean {
  const saying = ({ words }: Facts, side: RegExp) =>
    words.filter(({ lower }, at) => side.test(lower) && !/^(?:at|or|no|not)$/u.test(words[at - 1]?.lower ?? ""));
  const has = (facts: Facts, side: RegExp) => saying(facts, side).length > 0;
  // "Banned" where the sentence has "bans" beside its "permits".
  const isSaid = ({ term, lower }: Word) =>
    found.words.some((word) => word.term === term || (LESS.test(lower) && LESS.test(word.lower)));
  return OPPOSITES.some(([one, other]) => {
    const isTurned = (a: RegExp, b: RegExp) =>
      saying(stated, a).some((word) => !isSaid(word)) && !has(stated, b) && has(found, b) && !has(found, a);
    return isTurned(one, other) || isTurned(other, one);
  });
}

const AT_LEAST = /\b(?:at least|or (?:more|older|longer|later)|(?:no|not) (?:less|fewer|earlier) than|minimum)\b/iu;
const AT_MOST = /\b(?:at most|up to|or (?:less|fewer)|(?:no|not) (?:more|longer|later) than|maximum|the most)\b/iu;

/** "At least" where the sentence says "at most" alone, or the other way round. */
function boundConflict({ text: stated }: Facts, { text: found }: Facts): boolean {
  const isTurned = (a: RegExp, b: RegExp) => a.test(stated) && !b.test(stated) && b.test(found) && !a.test(found);
  return isTurned(AT_LEAST, AT_MOST) || isTurned(AT_MOST, AT_LEAST);
}

/** "Hill cut off oil" of "Beijing cut off oil before it met Hill": who does it has another's place. */
function hasOtherSubject(stated: Sentence, found: Sentence, matches: readonly Match[]): boolean {
  const [subject] = stated.units;
  const own = subject && matches.find((match) => match.stated === subject);
  if (!own || !stated.facts.names.some(({ first }) => first === subject.first)) return false;
  const next = matches.find((match) => match.stated.first > subject.last);
  if (!next || next.found.first > own.found.first) return false;
  const said = new Set(stated.units.flatMap(({ keys }) => keys));
  return found.facts.names.some(
    ({ value, last }) => last < next.found.first && !value.weak && !value.keys.some((key) => said.has(key)),
  );
}
