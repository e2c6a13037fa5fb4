/** Wordings that deny something and mean a bound, a condition or an exception: the same may be said without denying. */
import type { Facts } from "../../language/en/facts.js";
import { withoutPrefix } from "../../language/en/negations.js";

/** Comparatives behind which "no … than" denies nothing: "no more than five". */
const COMPARATIVE =
  /^(?:more|less|fewer|later|longer|earlier|sooner|smaller|larger|greater|older|younger|higher|lower|further|faster|slower)$/u;
const EXCEEDS = /^exceed(?:s|ed|ing)?$/u;
/** Words between a denial and what it bounds: "no vessel shall exceed". */
const BOUNDS = 5;
const ONLY_IF = /\bonly\b/iu;
const UNLESS = /\b(?:unless|except (?:if|when|where)|without)\b/iu;
const EXCEPTION = /\b(?:except(?:ing)?|apart from|other than|excluding|with the exception of|save for)\b/giu;

/** A sentence without the denials that deny nothing: "no more than five", and "unless", which says when. */
export function plainlySaid(facts: Facts): Facts {
  const { words } = facts;
  return without(facts, (at) => {
    const [here, next, than] = [words[at], words[at + 1], words[at + 2]];
    if (here!.lower === "unless") return true;
    return /^(?:no|not)$/u.test(here!.lower) && COMPARATIVE.test(next?.lower ?? "") && than?.lower === "than";
  });
}

/**
 * The sentence that a statement rests on, without the denials that the statement says otherwise: "not …, unless" is "only
 * … if", and "no vessel shall exceed 4 knots" gives the most that is allowed.
 */
export function asStated(found: Facts, stated: Facts): Facts {
  const { words } = found;
  const unless = UNLESS.exec(found.text)?.index ?? -1;
  const saysOnly =
    unless >= 0 && ONLY_IF.test(stated.text) && stated.negations.length === 0 && !UNLESS.test(stated.text);
  const exceeds = stated.words.some(({ lower }) => EXCEEDS.test(lower));
  const first = found.negations.find(({ strict }) => strict)?.at;
  return without(found, (at) => {
    const { start } = words[at]!;
    if (saysOnly && (start === unless || (at === first && start < unless))) return true;
    return !exceeds && words.slice(at, at + BOUNDS).some(({ lower }) => EXCEEDS.test(lower));
  });
}

function without(facts: Facts, isNone: (at: number) => boolean): Facts {
  return { ...facts, negations: facts.negations.filter(({ at }) => !isNone(at)) };
}

/** "Apart from Part IV" of "except Part IV". @param start of a word of `stated` */
export function isExceptionOfBoth(stated: Facts, start: number, found: Facts): boolean {
  const isWithin = [...stated.text.matchAll(EXCEPTION)].some(
    ({ 0: written, index }) => start >= index && start < index + written.length,
  );
  return isWithin && found.text.search(EXCEPTION) >= 0;
}

const RARELY_ONLY = /\bonly (?=(?:very )?(?:rarely|seldom|occasionally|sometimes|in rare cases)\b)/giu;
const MAJORITY_OF = /\b(?:a|the|a large|the large|the vast) majority of (?:the )?/giu;

/**
 * A statement with wordings that mean the same put as sentences mostly put them: "unsuitable" as "not suitable" where the
 * sentences that it cites speak of what is suitable, "a majority of the members" as "most members".
 */
export function withPlainWords(statement: string, cited: string): string {
  const there = new Set(cited.toLowerCase().match(/\p{L}+/gu));
  return statement
    .replace(RARELY_ONLY, "")
    .replace(MAJORITY_OF, "most ")
    .replace(/\p{L}+/gu, (word) => {
      const plain = withoutPrefix(word.toLowerCase());
      return plain !== null && there.has(plain) && !there.has(word.toLowerCase()) ? `not ${plain}` : word;
    });
}
