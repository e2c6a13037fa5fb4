import {
  BEFORE_NAME,
  BEFORE_NUMBER,
  INSIDE_SENTENCE,
  MAY_END_SENTENCE,
  SENTENCE_STARTERS,
  TIME_SUFFIXES,
} from "../../language/en/lexicon.js";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** `too late.The State`: a sentence that web pages glue to the one before it. Names like `Node.The` have no such word. */
const GLUED = /(?<=(?:[\s(]\p{Ll}{3,}|[\d%)])[.!?]["”’)\]]{0,3})(?=\p{Lu}\p{Ll}*[\s’,])/gu;
/** `in 2017. 14 people`, which Unicode's rules read as one sentence when a small letter comes next. */
const NUMBER_FOLLOWS = /(?:\p{Ll}{3}|\d{4}|%|\))[.!?]["”’)\]]*\s+(?=["“‘([]?[$€£]?\d)/gu;
/** `was lost.[12] Then`, `was lost.12,13 Then`, `was lost.* Then`: marks of notes between the full stop and the space. */
const AFTER_NOTE =
  /\p{Ll}{2}[.!?]["”’)]*(?:(?:\[[^\]\s]{1,20}\])+|\d{1,3}(?:[,–-]\d{1,3})*|[*†‡]+)\s+(?=["“‘([]?\p{Lu})/gu;
/** Line ends written out, as in logs and dumps of JSON. */
const ESCAPED_LINE_ENDS = /[.!?:]["”’)]*(?:(?:\\r)?\\n)+|(?:\\n){2,}/g;
const LINE_ENDS = /[\r\n\v\f\u0085\u2028\u2029]/g;
const UNCAPITALISED_START = /([.!?]["”’)\]]*\s+["“‘([]*)([a-z])/g;

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** `too late.` without a space behind it: only what is found by its own pattern ends there. */
const NO_SPACE = /(?:[.!?…]["”’'»)\]}]*|["“‘'([{])$/;
const ITEM_NUMBER = /^["“‘([]*(?:\d+(?:\.\d+)*|\p{L})[.)\]]+$/u;
const TIME_OF_DAY = /^(?:[\d:]*)[ap]\.m\.$/i;
const LOOK_BACK = 60;
const WINDOW = 2000;

type AbbreviationClass = "before_name" | "inside" | "before_number" | "may_end";

/** Where lists share a word, the last one counts. */
const CLASSES = new Map<string, AbbreviationClass>([
  ...[...MAY_END_SENTENCE].map((word) => [word, "may_end"] as const),
  ...[...BEFORE_NUMBER].map((word) => [word, "before_number"] as const),
  ...[...INSIDE_SENTENCE].map((word) => [word, "inside"] as const),
  ...[...BEFORE_NAME].map((word) => [word, "before_name"] as const),
]);
const CASELESS_CLASSES = new Map([...CLASSES].map(([word, kind]) => [word.toLowerCase(), kind]));

/** UTF-16 indexes within `text` where a sentence ends and the next begins, ascending. */
export function sentenceBreaks(text: string): number[] {
  const flat = text.replace(LINE_ENDS, " ");
  const caseless = !/\p{Lu}/u.test(flat) && /[a-z]/.test(flat);
  // Text without any capitals would be one endless sentence; it gets them where sentences seem to start.
  const cased = caseless
    ? flat.replace(UNCAPITALISED_START, (_, before: string, letter: string) => before + letter.toUpperCase())
    : flat;
  const breaks: number[] = [];
  let start = 0;
  let passed = 0;
  let hasWord = false;
  for (const { index, sure } of candidates(cased)) {
    if (index <= start || index >= cased.length) continue;
    hasWord ||= LETTER_OR_DIGIT.test(cased.slice(passed, index));
    passed = index;
    // What holds no letter and no digit is no sentence; it belongs to the one before it, or opens the one behind it.
    if (!hasWord) {
      if (start === 0) continue;
      breaks.pop();
    } else if (!sure && !isBreak(cased, start, index, caseless)) continue;
    breaks.push(index);
    start = index;
    hasWord = false;
  }
  if (breaks.length > 0 && !LETTER_OR_DIGIT.test(cased.slice(start))) breaks.pop();
  return breaks;
}

interface Candidate {
  readonly index: number;
  readonly sure: boolean;
}

function candidates(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const index of unicodeBreaks(text)) found.push({ index, sure: false });
  const unicode = found.length;
  if (text.includes("\\n")) found.push(...ends(text, ESCAPED_LINE_ENDS, true));
  found.push(...ends(text, NUMBER_FOLLOWS, false), ...ends(text, AFTER_NOTE, true));
  for (const { index } of text.matchAll(GLUED)) {
    if (SENTENCE_STARTERS.has(firstWord(text, index))) found.push({ index, sure: true });
  }
  return found.length === unicode ? found : found.sort((a, b) => a.index - b.index || Number(b.sure) - Number(a.sure));
}

/** Where Unicode's rules (UAX 29) see sentences begin. */
function* unicodeBreaks(text: string): Generator<number> {
  for (let from = 0; from < text.length; ) {
    // Windows, as the time that the segmenter takes for a sentence grows with the length of its whole text.
    const window = text.slice(from, from + WINDOW);
    let last = 0;
    for (const { index } of segmenter.segment(window)) {
      if (index > 0) yield from + index;
      last = index;
    }
    if (from + window.length === text.length) return;
    // The last sentence may go on behind the window, so the next one begins with it.
    from += last > 0 ? last : WINDOW - LOOK_BACK;
  }
}

function ends(text: string, pattern: RegExp, sure: boolean): Candidate[] {
  return Array.from(text.matchAll(pattern), (match) => ({ index: match.index + match[0].length, sure }));
}

/** Whether the sentence from `start` ends before `index`, where Unicode's rules see a possible end. */
function isBreak(text: string, start: number, index: number, caseless: boolean): boolean {
  const recent = text.slice(Math.max(start, index - LOOK_BACK), index);
  const before = recent.trimEnd();
  const after = text.slice(index, index + LOOK_BACK);
  if (NO_SPACE.test(recent) || after.startsWith("\\n")) return false;
  // Marks of notes and closing marks belong to what came before, the number of an item to what follows.
  if (/^(?:[”’»)\]}]+|["'*†‡]+(?=\s))(?:\s|$)/.test(after)) return false;
  if (recent.length === index - start && ITEM_NUMBER.test(before.trimStart())) return false;
  if (/(?:["“‘([]|\\n)\d{1,3}\.$/.test(before)) return false;
  if (/^["“‘'([—–-]*\s*\p{Ll}/u.test(after) && /[.!?…]["”’'»)\]]*$/u.test(before)) return false;
  return !before.endsWith(".") || !goesOnAfterFullStop(before, after, caseless);
}

function goesOnAfterFullStop(before: string, after: string, caseless: boolean): boolean {
  const word = lastWord(before);
  const next = firstWord(after, 0);
  if (TIME_OF_DAY.test(word)) return TIME_SUFFIXES.has(next);
  switch (abbreviationClass(word, caseless)) {
    case "inside":
    case "before_name":
      return true;
    case "before_number":
      return /^["“([#]*(?:\d|[IVXLC]+\b(?!’)|[A-Z]\d|\p{Lu}\b)/u.test(after) && !SENTENCE_STARTERS.has(next);
    case "may_end":
      return !SENTENCE_STARTERS.has(next);
    default:
      return false;
  }
}

/**
 * The class of a word that ends with a full stop; `undefined` for no abbreviation.
 *
 * @param caseless whether the text has no capitals to go by
 */
function abbreviationClass(word: string, caseless: boolean): AbbreviationClass | undefined {
  const known = CLASSES.get(word) ?? (caseless ? CASELESS_CLASSES.get(word.toLowerCase()) : undefined);
  if (known !== undefined) return known;
  // Letters with full stops between them: U.S., U.N., G.W., J.
  if (/^(?:\p{L}\p{M}*\.-?)*\p{Lu}\p{M}*\.$/u.test(word)) return "may_end";
  return caseless && /^(?:\p{L}\.)+$/u.test(word) ? "may_end" : undefined;
}

/** With its full stop, which some corpora part from it by a space, and without opening marks. */
function lastWord(before: string): string {
  const match = /([^\s"“”‘([—/]*?)\s?\.$/u.exec(before);
  return `${match?.[1] ?? ""}.`;
}

function firstWord(text: string, from: number): string {
  return /^["“‘'([]*(\p{L}*)/u.exec(text.slice(from, from + LOOK_BACK))?.[1] ?? "";
}
