import { upperFirst } from "../../core/text.js";

/** What inflects a word, with a letter that may be dropped or doubled before it; then what makes another word of it. */
const INFLECTIONS = ["s", "es", "ed", "ing", "er", "ers", "est", "ly"];
const ENDINGS = [
  ...[
    ...INFLECTIONS,
    "ings",
    "or",
    "ors",
    "al",
    "ally",
    "able",
    "ably",
    "ability",
    "ness",
    "ment",
    "ments",
    "ful",
    "less",
  ],
  ...["ion", "ions", "ation", "ations", "ive", "ity", "ish", "like", "ship", "wise", "hood", "ward", "wards", "dom"],
  ...["ise", "ised", "ises", "ising", "isation", "ize", "ized", "izes", "izing", "ization", "ism", "ist", "ists", "ic"],
];
const INFLECTED: ReadonlySet<string> = new Set(["s", "es", "ed", "ing", "est"]);
/** The dictionary leaves out what the first ones make of its entries: "inset" is of "set". */
const BEGINNINGS =
  /^(?:(?:con|de|dis|in|pro|re|un)(?=\p{L}{3})|(?:anti|auto|bio|co|counter|cyber|electro|extra|fore|geo|hyper|il|im|inter|intra|ir|macro|mega|meta|micro|mid|mini|mis|mono|multi|nano|neo|neuro|non|out|over|para|photo|poly|post|pre|pseudo|psycho|quasi|semi|socio|sub|super|tele|thermo|trans|tri|ultra|under|uni|up)(?=\p{L}{4}))/u;
/** Letters of what takes an inflection, and of what another word is made of. */
const SHORTEST_INFLECTED = 3;
const SHORTEST_BASE = 4;
/** One that doubles its last letter before an ending: "stop". */
const DOUBLING = /(?:^|[^aeiou])[aeiou]([^aeiouwxy])\1$/u;

let loading: Promise<ReadonlySet<string>> | null = null;

/** Tests of words in small letters. */
export interface EnglishWords {
  /** Whether English has the word, in any of its forms, as a name or as a part of one. */
  readonly knows: (word: string) => boolean;
  /** Whether it is an ordinary word, inflected at most. */
  readonly isOrdinary: (word: string) => boolean;
  /** Whether it is a name and nothing else. */
  readonly isName: (word: string) => boolean;
}

/** The dictionary that spelling is checked by. Loaded once, at first use: 50,000 entries. */
export async function loadEnglishWords(): Promise<EnglishWords> {
  loading ??= load();
  const entries = await loading;
  const has = (word: string) => entries.has(word);
  const hasName = (word: string) => has(upperFirst(word));
  const isName = (word: string) => hasName(word) && !isWithEnding(word, INFLECTIONS, has);
  return {
    knows: (word) => isFormOf(word, has) || isWithEnding(word, ["s"], hasName),
    isOrdinary: (word) => isInflected(word, has),
    isName,
  };
}

/** Whether a word or what it is made of passes a test. */
export function isFormOf(word: string, isWord: (base: string) => boolean): boolean {
  return isWithEnding(word, ENDINGS, isWord) || isInflected(word, isWord);
}

/** Whether a word without its inflection passes a test, or does without what stands before it, too. */
function isInflected(word: string, isWord: (base: string) => boolean): boolean {
  if (isWithEnding(word, INFLECTIONS, isWord)) return true;
  const rest = word.replace(BEGINNINGS, "");
  return rest !== word && isWithEnding(rest, INFLECTIONS, isWord);
}

function isWithEnding(word: string, endings: readonly string[], isWord: (base: string) => boolean): boolean {
  if (isWord(word)) return true;
  return endings.some((ending) => {
    const base = word.slice(0, -ending.length);
    const shortest = INFLECTED.has(ending) ? SHORTEST_INFLECTED : SHORTEST_BASE;
    if (!word.endsWith(ending) || base.length < shortest) return false;
    if (base.endsWith("i") && /^(?:e|ly|ness|ment|ful|less)/u.test(ending) && isWord(`${base.slice(0, -1)}y`))
      return true;
    // "boxes", but not "spacees" or "focuss".
    const hisses = /(?:[sxzo]|ch|sh)$/u.test(base);
    if ((ending === "es" && !hisses) || (ending === "s" && /[sxz]$/u.test(base))) return false;
    if (isWord(base)) return true;
    if (!/^[aeiouy]/u.test(ending)) return false;
    return isWord(`${base}e`) || (DOUBLING.test(base) && isWord(base.slice(0, -1)));
  });
}

async function load(): Promise<ReadonlySet<string>> {
  const { default: dictionary } = await import("dictionary-en");
  const lines = new TextDecoder().decode(dictionary.dic).split("\n");
  return new Set(lines.map((line) => line.replace(/\/.*$/u, "")));
}
