import type { Facts } from "../../language/en/facts.js";
import { isNumber, type Word } from "../../language/en/tokens.js";

/** What is said on a condition, and told without it or on its contrary. */
export type Condition = "dropped" | "turned" | "any" | "excluded";

/** `null` where a statement keeps the conditions of the sentence that it rests on. */
export function otherCondition(stated: Facts, found: Facts): Condition | null {
  if (IN_ANY_CASE.test(stated.text) && !IN_ANY_CASE.test(found.text)) return "any";
  if (namesExcluded(stated, found)) return "excluded";
  const condition = conditionOf(found);
  if (!condition) return null;
  const own = conditionOf(stated);
  if (own && own.isExcepting !== condition.isExcepting && isOfSame(own, condition)) {
    return isDenying(stated) === isDenying(found) ? "turned" : null;
  }
  if (own || OTHERWISE_SAID.test(stated.text)) return null;
  const within = new Set(condition.words.map(({ term }) => term));
  const outside = new Set(condition.main.map(({ term }) => term));
  const said = stated.words.filter(({ stop }) => !stop).map(({ term }) => term);
  const isOfMain = said.some((term) => outside.has(term) && !within.has(term));
  return isOfMain && !said.some((term) => within.has(term) && !outside.has(term)) ? "dropped" : null;
}

const IN_ANY_CASE =
  /\b(?:even (?:if|when|where|without)|regardless|irrespective|whether or not|no matter|in any case|unconditional(?:ly)?)\b/iu;
const MARKER =
  /\b(?:only (?:if|when|where|after|with)|if|unless|except(?:ing)?|provided|providing|as long as|so long as|on condition|subject to|with the exception of|apart from|save for)\b/iu;
const EXCEPTING = /^(?:unless|except|with the exception|apart|save)/iu;
/** What limits a statement in other words than a condition's. */
const OTHERWISE_SAID =
  /\b(?:when|where|whenever|while|once|after|before|until|without|with|for|in case|in an?|but|only|may|can|could|might|would|who(?:ever)?|which|that|those|other|some|otherwise|generally|usually|normally)\b/iu;
const NOT = /\b(?:not|no|never|none|nobody|nothing|cannot|without|nor)\b|n't\b/giu;

const JOINT = /[;:]\s|,\s(?:or|and|but|which|who)\b/gu;

interface Conditional {
  readonly words: readonly Word[];
  /** What it is the condition of: up to what parts it from another statement of the sentence. */
  readonly main: readonly Word[];
  readonly isExcepting: boolean;
}

/** The words of a sentence's condition: to the next comma, or to its end. */
function conditionOf({ text, words }: Facts): Conditional | null {
  const marker = MARKER.exec(text);
  if (!marker || /\beven $/iu.test(text.slice(0, marker.index))) return null;
  const from = marker.index + marker[0].length;
  const comma = text.slice(from).search(/[,;:]\s/u);
  const to = comma < 0 ? text.length : from + comma;
  const own = words.filter(({ start, stop }) => !stop && start >= from && start < to);
  const before = text.slice(0, marker.index);
  const joint = Math.max(...[...before.matchAll(JOINT)].map(({ index }) => index), 0);
  const [start, end] = marker.index < 3 ? [to, text.length] : [joint, marker.index];
  const main = words.filter((word) => !word.stop && word.start >= start && word.start < end);
  return { words: own, main, isExcepting: EXCEPTING.test(marker[0]) };
}

function isOfSame(one: Conditional, other: Conditional): boolean {
  const terms = new Set(other.words.map(({ term }) => term));
  return one.words.some(({ term }) => terms.has(term));
}

function isDenying({ text }: Facts): boolean {
  return (text.match(NOT)?.length ?? 0) % 2 === 1;
}

const EXCLUDES =
  /(?:,|\bbut|\band) not (?!only\b|later\b|more\b|less\b|until\b|be\b|yet\b)|\b(?:rather than|instead of)\b/giu;
const EXCLUDING =
  /\b(?:not|no|never|none|nor|without|except|apart|rather|instead|but|only|unlike|neither|cannot|exclud\w+)\b|n't\b/iu;

/** "Lessons and music, not books" told as lessons, music and books; "A rather than B" told as "B rather than A". */
function namesExcluded(stated: Facts, found: Facts): boolean {
  const own = excludedBy(stated);
  if (own.length === 0 && EXCLUDING.test(stated.text)) return false;
  const said = stated.words.filter((word) => !word.stop && !own.includes(word)).map(({ term }) => term);
  const excluded = excludedBy(found);
  const meant = found.words.filter((word) => !word.stop && !isNumber(word));
  const outside = new Set(meant.filter((word) => !excluded.includes(word)).map(({ term }) => term));
  return excluded.some((word) => meant.includes(word) && !outside.has(word.term) && said.includes(word.term));
}

/** The words behind "not" and "rather than", to the end of what they exclude. */
function excludedBy({ text, words }: Facts): Word[] {
  return [...text.matchAll(EXCLUDES)].flatMap(({ 0: marker, index }) => {
    const from = index + marker.length;
    const end = text.slice(from).search(/[,;:.]\s|\b(?:but|and)\b/u);
    const to = end < 0 ? text.length : from + end;
    return words.filter(({ start }) => start >= from && start < to);
  });
}
