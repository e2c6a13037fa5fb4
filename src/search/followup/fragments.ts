import {
  AUXILIARIES,
  DETERMINERS,
  FORMS_OF_BE,
  FORMS_OF_DO,
  IMPERATIVES,
  isFunctionWord,
  PREPOSITIONS,
  QUESTION_WORDS,
  ROWS,
} from "../../language/en/lexicon.js";
import { compoundsOf, isCapitalised, type Word } from "../../language/en/tokens.js";
import { isSaidToDo, personScore } from "./actors.js";
import { type Background, type Reading, statementOf } from "./background.js";
import { mainVerb } from "./main-verb.js";
import { type Mention, mentionsOf } from "./mentions.js";

/** How alike in meaning a text is to each of others: cosines. */
export type Alike = (text: string, others: readonly string[]) => Promise<readonly number[]>;

const OPENER = /^(?:(?:and|but|or|also|so|then|ok|okay|well|now|no|yes|oh)\b[\s,]+)+/iu;
const ABOUT = /^(?:(?:what|how) about|what of|(?:the )?same (?:question )?(?:for|with|about))\s+/iu;
const THE_ONE = /^the ones? (?=(?:in|on|at|of|for|from|by|with|near)\b)/iu;
/** "In the one of 2025": the year takes the place of the one that was said of it. */
const THE_ONE_OF_NUMBER =
  /^(?:(?:in|on|at|of|for|from|by|with|under|to) )?the ones? (?:in|of|for|from) (?=[\p{N}.,]+$)/iu;
const POINTS_BACK = /\b(?:ones?|others?)$/iu;
const ASKED_KIND = /^(?:which|what|whose|how many|how much)\s+$/iu;
/** "37" of "37 boats", which "the buoys" don't keep. */
const COUNT = /(?<=\s)\p{N}[\p{N}.,]*\s+$/u;
/** The documents say of the fragment what the question asks: that settles its place. */
const SAID = 2.5;
const MAX_FRAGMENT_WORDS = 8;
const MAX_UNANNOUNCED_WORDS = 4;
/** Cosines of short texts lie close together: 0.1 more is another kind of thing. */
const LIKENESS = 15;

interface Fragment {
  readonly text: string;
  readonly words: readonly Word[];
  readonly preposition: string | null;
  /** Without its preposition. */
  readonly core: string;
  readonly mention: Mention | null;
  /** Whether it names that alone: "Tarn Duo boiling time" is a search of its own. */
  readonly isOneThing: boolean;
  /** Whether "and" or "what about" says that it belongs to the question before. */
  readonly isAnnounced: boolean;
}

/** Takes the words away that only tie a question to the one before: "And", "So". */
export function withoutOpener(question: string): string {
  return question.replace(OPENER, "");
}

/**
 * Readings of a question without a verb ("and Kuwait?", "what about 2014?", "the steel one?"): the last question with
 * the fragment in the place of what is most like it in kind, form and meaning.
 */
export async function readFragment(question: string, background: Background, alike: Alike): Promise<Reading[]> {
  const fragment = fragmentOf(question, background.last.mentions);
  if (!fragment) return [];
  const base = statementOf(background.last.text);
  const swapped = swapRow(fragment, base);
  if (swapped) return [{ text: `${swapped}?`, prior: 0 }];
  const places = background.last.mentions.flatMap(partsOf).filter(({ end }) => end <= base.length);
  const cosines = await alike(
    fragment.core,
    places.map(({ text }) => text),
  );
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const readings = [
    answering(fragment, base, background),
    ...places.map((mention, i) => substitute(fragment, mention, base, background, LIKENESS * (cosines[i]! - mean))),
  ]
    .filter((reading) => reading !== null)
    .sort((a, b) => b.prior - a.prior);
  const best = readings[0];
  if (!fragment.isAnnounced && !isUnmistakable(fragment, best)) return [];
  const good = readings.filter(({ prior }, i) => i < 3 && prior >= Math.max(-0.5, best!.prior - 1));
  if (good.length > 0) return good;
  const joined = fragment.preposition ? `${base} ${fragment.text}?` : `${base}, ${fragment.text}?`;
  return [{ text: joined, prior: 0 }];
}

function fragmentOf(question: string, before: readonly Mention[]): Fragment | null {
  const plain = question.replace(/[\s?!.]+$/u, "");
  const hasNumber = before.some(({ kind }) => kind === "number");
  const said = withoutOpener(plain).replace(ABOUT, "");
  const text = (hasNumber ? said.replace(THE_ONE_OF_NUMBER, "") : said).replace(THE_ONE, "");
  const words = compoundsOf(text);
  const isClause = words.some(({ lower }) => AUXILIARIES.has(lower) || QUESTION_WORDS.has(lower));
  if (words.length === 0 || words.length > MAX_FRAGMENT_WORDS || isClause || IMPERATIVES.has(words[0]!.lower))
    return null;
  const preposition = PREPOSITIONS.has(words[0]!.lower) ? words[0]!.lower : null;
  const core = preposition && words.length > 1 ? text.slice(words[1]!.start) : text;
  // Put behind a comma, so that a name with a capital can be told from a first word with one.
  const [mention = null, ...more] = mentionsOf(`the, ${core}`);
  const isOneThing = more.length === 0;
  return { text, words, preposition, core, mention, isOneThing, isAnnounced: text.length < plain.length };
}

/** Without "and" or "what about", only what can hardly be a question of its own: it names one thing of the same kind. */
function isUnmistakable({ words, core, preposition, isOneThing }: Fragment, best: Reading | undefined): boolean {
  const pointsBack = POINTS_BACK.test(core);
  const isLike = (best?.prior ?? -1) >= (pointsBack ? 0.5 : 2);
  return words.length <= MAX_UNANNOUNCED_WORDS && (preposition !== null || (isLike && isOneThing));
}

function swapRow({ words }: Fragment, base: string): string | null {
  if (words.length !== 1) return null;
  const row = ROWS.find((row) => row.includes(words[0]!.lower));
  const replaced = row && compoundsOf(base).findLast(({ lower }) => row.includes(lower) && lower !== words[0]!.lower);
  return replaced ? base.slice(0, replaced.start) + words[0]!.lower + base.slice(replaced.end) : null;
}

/** "Prime Minister of Malaysia" as a whole, and the country alone. */
function partsOf(mention: Mention): Mention[] {
  const at = mention.kind === "name" ? mention.text.lastIndexOf(" of ") : -1;
  if (at < 0) return [mention];
  const start = mention.start + at + " of ".length;
  const name = { ...mention.whole, start: start as Mention["start"] };
  const part = {
    ...mention,
    start: name.start,
    text: mention.text.slice(at + " of ".length),
    determiner: null,
    preposition: "of",
    whole: name,
  };
  return [mention, part];
}

/** The fragment as what the question asks for: "Which country hosts the fair?" with "and Peru?" is "Peru hosts the fair?". */
function answering(fragment: Fragment, base: string, background: Background): Reading | null {
  const asked = askedFor(base);
  const { mention, core, preposition } = fragment;
  if (!asked || !mention || preposition || (asked.noun === null && FORMS_OF_BE.has(asked.verb))) return null;
  const isOfKind = asked.noun !== null && sharesWord(core, asked.noun);
  if (mention.kind !== "name" && !(mention.kind === "phrase" && isOfKind)) return null;
  const prior = isOfKind || isSaidToDo(mention.text, asked.verb, background.text) ? SAID : asked.noun ? 0.5 : -0.5;
  return { text: `${core} ${asked.rest}?`, prior };
}

/** "Which country", "how many workers": a name is neither. */
function isAskedKind({ kind, start }: Mention, base: string): boolean {
  return kind === "phrase" && ASKED_KIND.test(base.slice(0, start));
}

function substitute(
  fragment: Fragment,
  mention: Mention,
  base: string,
  background: Background,
  likeness: number,
): Reading | null {
  const fresh = fragment.mention;
  const core = completed(fragment, mention, background.text);
  const isWhole = fresh?.kind === "name" || DETERMINERS.has(compoundsOf(core)[0]?.lower ?? "");
  if (isWhole && isAskedKind(mention, base)) return null;
  if (core.toLowerCase() === mention.text.toLowerCase()) return null;
  let prior = likeness;
  if (fragment.preposition) prior += fragment.preposition === mention.preposition ? 2 : mention.preposition ? 0.5 : -2;
  if (fresh) {
    if (fresh.kind === mention.kind) prior += fresh.kind === "phrase" ? 0.5 : 1.5;
    else if (fresh.kind === "number" || mention.kind === "number") prior -= 2;
    if (fresh.kind === mention.kind && shapeOf(core) === shapeOf(mention.text)) prior += 0.5;
    if (fresh.kind === "name" && mention.kind === "name") prior += sameSort(fresh, mention, background.text);
  }
  if (sharesWord(core, mention.text)) prior += 1.5;
  // "the red one" takes the place of what has a word to be red instead of.
  if (POINTS_BACK.test(fragment.core)) prior += /\s/u.test(mention.text) ? 1 : -1;
  const moves =
    fragment.preposition !== null && mention.preposition !== null && fragment.preposition !== mention.preposition;
  const bringsOwn =
    moves ||
    DETERMINERS.has(compoundsOf(core)[0]?.lower ?? "") ||
    losesArticle(fragment, mention, core, background.text);
  const from = bringsOwn ? mention.whole.start : mention.start;
  const head = moves
    ? `${base.slice(0, base.lastIndexOf(mention.preposition!, from))}${fragment.preposition} `
    : bringsOwn
      ? base.slice(0, from).replace(COUNT, "")
      : base.slice(0, from);
  return { text: `${head}${core}${base.slice(mention.end)}?`, prior };
}

/** Persons stand in the place of persons. */
function sameSort(a: Mention, b: Mention, text: string): number {
  const [one, other] = [personScore(a, text), personScore(b, text)];
  return one === 0 || other === 0 ? 0 : one > 0 === other > 0 ? 0.5 : -1;
}

/** "the Philippines", but "Taiwan". */
function losesArticle(
  { mention: fresh }: Fragment,
  { kind, determiner }: Mention,
  core: string,
  text: string,
): boolean {
  const isName = kind === "name" || fresh?.kind === "name";
  return isName && determiner === "the" && !text.includes(`the ${core}`);
}

/** "the steel one" for "the timber bridge" is "the steel bridge"; "the Duo" for "the Tarn One" is "the Tarn Duo". */
function completed({ core, mention: fresh }: Fragment, mention: Mention, text: string): string {
  const parts = mention.text.split(/\s+/u);
  const pronoun = /^(.+?)\s+ones?$/iu.exec(core);
  if (pronoun && !isFunctionWord(pronoun[1]!.toLowerCase())) {
    // "the 2025 one" for "2024" of "the 2024 lease"
    if (fresh?.kind === "number" && mention.kind === "number") return fresh.text;
    return parts.length > 1 || mention.kind === "phrase" ? `${pronoun[1]} ${parts.at(-1)}` : core;
  }
  if (fresh?.kind !== "name" || mention.kind !== "name" || parts.length < 2) return core;
  const whole = [...parts.slice(0, -1), fresh.text].join(" ");
  return !fresh.text.includes(parts[0]!) && text.includes(whole) ? core.replace(fresh.text, whole) : core;
}

function sharesWord(a: string, b: string): boolean {
  const stem = ({ lower }: Word) => lower.replace(/s$/u, "");
  const held = new Set(compoundsOf(b).map(stem));
  return compoundsOf(a).some((word) => !isFunctionWord(word.lower) && held.has(stem(word)));
}

/** Words and figures told apart: "2014" is like "2017" and "Orrin 13" like "Orrin 16". */
function shapeOf(text: string): string {
  return text.replace(/\p{N}+/gu, "9").replace(/\p{L}+/gu, "a");
}

/** What a question asks for, where that is the subject: "Which country" of "Which country hosts the fair?". */
interface AskedFor {
  /** The noun; `null` for "who". */
  readonly noun: string | null;
  readonly verb: string;
  /** What the question says of it: "hosts the fair". */
  readonly rest: string;
}

/** @param base a question without its mark; `null` where its subject is not what it asks for */
function askedFor(base: string): AskedFor | null {
  const words = compoundsOf(base);
  const [asking] = words;
  if (!asking || !/^(?:who|which|what)$/u.test(asking.lower)) return null;
  const auxiliary = words.findIndex(({ lower }) => AUXILIARIES.has(lower));
  const at = auxiliary > 0 ? auxiliary : mainVerb(words);
  const verb = words[at];
  const nouns = words.slice(1, at);
  const isNoun = nouns.every((word) => !isFunctionWord(word.lower) && !isCapitalised(word));
  if (!verb || FORMS_OF_DO.has(verb.lower) || !isNoun || (asking.lower === "who") !== (nouns.length === 0)) return null;
  return { noun: nouns.at(-1)?.lower ?? null, verb: verb.lower, rest: base.slice(verb.start) };
}
