import { singleSpaced } from "../../core/text.js";
import {
  AUXILIARIES,
  DEMONSTRATIVES,
  IMPERATIVES,
  oneOf,
  QUESTION_WORDS,
  SUBJECT_PRONOUNS,
} from "../../language/en/lexicon.js";
import {
  ASKED_OF_ASSISTANT,
  COLLECTION_NOUNS,
  DIFFERENCE_NOUNS,
  DOCUMENT_KIND_WORDS,
  DOCUMENT_NOUNS,
  FAREWELLS,
  GREETINGS,
  POINT_NOUNS,
  POLITE_ENDINGS,
  POLITE_OPENERS,
  SMALL_TALK,
  SUMMARY_NOUNS,
  SUMMARY_VERBS,
  THANKS,
  TREATING_VERBS,
} from "../../language/en/talk.js";

/**
 * What a text asks for by its words alone, where it asks nothing of the content. Whether a phrase in it names documents,
 * and nothing besides, only the index tells.
 */
export type Form =
  /** A greeting, or a question to Footnote itself. */
  | { readonly kind: "assistant" }
  /** `ofKind`: the word for a kind of document ("leases"); `null` for all. */
  | { readonly kind: "documents"; readonly ofKind: string | null }
  | { readonly kind: "outline"; readonly of: string }
  /** What names the documents: two phrases, or one for both ("the September and October minutes"). */
  | { readonly kind: "comparison"; readonly of: readonly string[] };

/** A longer text says more than any of these. UTF-16 length. */
const MAX_FORM_CHARACTERS = 300;
const MAX_PHRASE_CHARACTERS = 60;

const PLAIN_NOUN = `(?:${oneOf(DOCUMENT_NOUNS)}s?)`;
const DOCUMENTS = String.raw`(?:(?:all|of|the|these|those|your|my|our|available|existing|indexed|uploaded|loaded)\s)*${PLAIN_NOUN}`;
const COLLECTION = String.raw`(?:(?:the|this|that|your|my|our)\s(?:\S+\s)?${oneOf(COLLECTION_NOUNS)})`;
const THERE = String.raw`(?:here|in\shere|in\sthere|(?:in|inside|within)\s${COLLECTION})`;
const READ = "(?:indexed|loaded|available|included|searched|listed|read|uploaded|stored)";
/** What may be said of documents that are asked for: nothing but that they are here. */
const THAT_ARE = [
  String.raw`(?:that\s)?(?:do\s)?you\shave(?:\sgot|\saccess\sto|\s${READ})?`,
  String.raw`(?:that\s)?(?:have\syou|you(?:'ve|\shave)?)\s(?:got|${READ})`,
  String.raw`(?:that\s)?(?:can|could)\s(?:i|you|we)\s(?:see|access|read|search|use|ask(?:\syou)?(?:\sabout)?)`,
  String.raw`(?:that\s)?(?:do|did|does)\syou\s(?:know(?:\s(?:of|about))?|see|search|use|read|index|load)`,
  String.raw`(?:that\s|which\s)?(?:are|have\sbeen|were)\s${READ}`,
  String.raw`(?:that\s|which\s)?(?:are\s)?there`,
  String.raw`do(?:es)?\s${COLLECTION}\s(?:have|hold|contain|include)`,
  READ,
].map((said) => String.raw`${said}(?:\s${THERE})?`);
THAT_ARE.push(String.raw`(?:that\s|which\s)?(?:are\s)?${THERE}`);
/** The same of a kind of document: "what rules are there" asks for rules. */
const HELD = [
  String.raw`(?:do\s)?you\shave(?:\s${READ}|\saccess\sto)?(?:\s${THERE})?`,
  String.raw`(?:are|have\sbeen)\s(?:indexed|loaded|uploaded|${THERE})`,
  THERE,
];

const TAIL = String.raw`(?:\s(?<tail>\S.*))?`;
const SHOW = String.raw`(?:list|show|name|enumerate|display|see|give|tell)\s(?:(?:me|us)\s)?`;
/** Without a tail they ask for a list as well, but for the first, which would be no question. */
const LIST = [
  String.raw`(?:what|which|how\smany)\s${DOCUMENTS}\s(?<tail>\S.*)`,
  String.raw`${SHOW}(?:(?:a|the)\slist\sof\s|the\s(?:names|titles)\sof\s)?${DOCUMENTS}${TAIL}`,
  String.raw`(?:(?:a|the)\s)?list\sof\s${DOCUMENTS}${TAIL}`,
  String.raw`${PLAIN_NOUN}\slist`,
];
const LIST_OF_KIND = [
  String.raw`(?:what|which|how\smany)\s(?<kind>[a-z]+)\s(?<tail>\S.*)`,
  String.raw`(?:list|show|name)\s(?:(?:me|us)\s)?(?:all\s)?(?:the\s|your\s)?(?<kind>[a-z]+)\s(?<tail>\S.*)`,
];
const WHOLE_LIST = [
  String.raw`what(?:'s|\sis)\s(?:in\s(?:here|there)|(?:in|inside)\s${COLLECTION})`,
  String.raw`what\sdo\syou\s(?:have|know)(?:\saccess\sto)?(?:\s${THERE})?`,
];

const OF = String.raw`(?<of>\S.*)`;
/** Not a pronoun: what leans on the question before it speaks of content. */
const THING = String.raw`(?!${oneOf(SUBJECT_PRONOUNS, DEMONSTRATIVES, ["there"])}\s(?:${oneOf(TREATING_VERBS)}|all\sabout|about)$)${OF}`;
const SUMMARY = String.raw`(?:(?:a|an|the|your)\s)?(?:(?:short|brief|quick|concise|general|rough|high-level)\s)*${oneOf(SUMMARY_NOUNS)}`;
const POINTS = String.raw`(?:(?:main|key|central|major|most\simportant)\s)?${oneOf(POINT_NOUNS)}`;
/** Without what follows "of" they ask for an outline of what is at hand. */
const OUTLINE = [
  String.raw`${oneOf(SUMMARY_VERBS)}(?:\s${OF})?`,
  String.raw`tl;?dr:?(?:\s${OF})?`,
  String.raw`(?:(?:give|show|write|make|provide|get|have|see)\s(?:(?:me|us)\s)?)?${SUMMARY}(?:\s(?:of|on|for|about)\s${OF})?`,
  String.raw`what(?:'s|'re|\sis|\sare|\swas|\swere)\s(?:(?<this>this|these)|${THING})\s(?:all\s)?about`,
  String.raw`what\s(?:does|do|did)\s${THING}\s${oneOf(TREATING_VERBS)}`,
  String.raw`what\s(?:is|are|were)\sthe\s(?:main|key|central|major|most\simportant)\s${oneOf(POINT_NOUNS)}(?:\s(?:of|in|from)\s${OF})?`,
  String.raw`(?:what|which)\s${POINTS}\s(?:does|do|did)\s${THING}\s${oneOf(TREATING_VERBS)}`,
  String.raw`(?:what|which)\s${POINTS}\s(?:is|are|were)\s(?:covered|discussed|addressed|treated)\s(?:in|by)\s${OF}`,
  String.raw`(?:what\scan\syou\s)?tell\s(?:me|us)\sabout\s(?<titled>\S.*)`,
];
const WHAT_IS_IN = [String.raw`what(?:'s|\sis)\sin\s${OF}`];

const DIFFERENCES = String.raw`(?:(?:the|any|all)\s)?(?:(?:main|key|major|biggest)\s)?${oneOf(DIFFERENCE_NOUNS)}`;
const BOTH = String.raw`(?<both>\S.*)`;
const COMPARISON = [
  String.raw`(?:compare|contrast|compare\sand\scontrast|diff)\s${BOTH}`,
  String.raw`(?:(?:a|the)\s)?comparison\s(?:of|between)\s${BOTH}`,
  String.raw`(?:(?:what(?:'s|\sis|\sare|\swas|\swere)|are\sthere|is\sthere|list|show|tell|give|explain|describe)\s(?:(?:me|us)\s)?)?(?:an?\s)?${DIFFERENCES}\s(?:between|from|of|in)\s${BOTH}`,
  String.raw`what\s(?:(?:has|have|is|are|was|were)\s)?(?:changed|different|new)\s(?:between|from)\s${BOTH}`,
  String.raw`how\s(?:does|do|did|is|are|were)\s${BOTH}\s(?:differ|different|compare)`,
  String.raw`how\s(?:does|do|did|is|are)\s(?<one>\S.*)\s(?:differ|different|compared?)\s(?:from|with|to)\s(?<other>\S.*)`,
  String.raw`(?<left>\S.*)\s(?:vs\.?|versus)\s(?<right>\S.*)`,
];

/**
 * Forms that a question is held against if it has one of their words. Most have none, and an expression takes
 * milliseconds when it is used for the first time.
 */
interface Forms {
  readonly words: ReadonlySet<string>;
  readonly expressions: readonly RegExp[];
}

function formsOf(forms: readonly string[], ...words: readonly Iterable<string>[]): Forms {
  const first = words.flatMap((set) => [...set]).map((phrase) => phrase.replace(/ .*/, ""));
  return { words: new Set(first), expressions: forms.map((form) => new RegExp(`^(?:${form})$`, "i")) };
}

const PLAIN_NOUNS = [...DOCUMENT_NOUNS].flatMap((noun) => [noun, `${noun}s`]);
const LISTS = formsOf(LIST, PLAIN_NOUNS);
const LISTS_OF_KIND = formsOf(LIST_OF_KIND, DOCUMENT_KIND_WORDS.keys());
const WHOLE_LISTS = formsOf(WHOLE_LIST, COLLECTION_NOUNS, ["here", "there", "have", "know"]);
const OUTLINES = formsOf(OUTLINE, SUMMARY_NOUNS, SUMMARY_VERBS, POINT_NOUNS, TREATING_VERBS, ["about", "tl;dr:"]);
const CONTENTS = formsOf(WHAT_IS_IN, ["in"]);
const COMPARISONS = formsOf(COMPARISON, DIFFERENCE_NOUNS, [
  ...["compare", "contrast", "diff", "comparison", "changed", "different", "new", "differ", "compared"],
  ...["vs", "vs.", "versus"],
]);
const TAILS = new RegExp(`^(?:${THAT_ARE.join("|")})$`, "i");
const TAILS_OF_KIND = new RegExp(`^(?:${HELD.join("|")})$`, "i");

const POLITELY = new RegExp(`^(?:${oneOf(POLITE_OPENERS)}\\s)+`, "i");
const POLITE_AT_END = new RegExp(`(?:[\\s,]+${oneOf(POLITE_ENDINGS)})+$`, "i");
const MARKS_AT_END = /[\s?!.,:;]+$/;
const ENDS_AS_WORD = /[a-z\d"')\]]$/i;
/** Marks and pictures at the end; quotation marks and brackets belong to a name. */
const END = /[^\p{L}\p{N}"”’')\]]+$/u;

/** Opens a question, where no mark stands between it and a greeting. */
const OPENS_QUESTION: ReadonlySet<string> = new Set([...QUESTION_WORDS, ...AUXILIARIES, ...IMPERATIVES, "and"]);
const TALK: ReadonlySet<string> = new Set([...GREETINGS, ...THANKS, ...FAREWELLS, ...SMALL_TALK]);
const HELLO: ReadonlySet<string> = new Set([...GREETINGS, ...THANKS]);
/** Said to somebody behind a greeting. */
const ADDRESSED: ReadonlySet<string> = new Set(["there", "all", "everyone", "again", "footnote"]);
const LONGEST_PHRASE = Math.max(...[...TALK].map((phrase) => phrase.split(" ").length));
/** Between what is said and what follows it. */
const MARK = /^\s?[,.!:;]+\s+|^\s[–—-]+\s+/u;

/** A question without the greeting or thanks before it: "Hi, what is the notice period?" */
export function withoutGreeting(text: string): string {
  let rest = text;
  for (;;) {
    const said = phraseAt(rest, HELLO);
    if (said === null) return rest;
    const address = phraseAt(rest.slice(said).trimStart(), ADDRESSED);
    const end = address === null ? said : rest.indexOf(rest.slice(said).trimStart(), said) + address;
    const behind = rest.slice(end);
    const mark = MARK.exec(behind)?.[0];
    const next = mark === undefined ? behind.trimStart() : behind.slice(mark.length);
    const isParted =
      mark !== undefined || (/^\s/u.test(behind) && OPENS_QUESTION.has(firstWord(next)) && / /u.test(next));
    if (!isParted || !/[\p{L}\p{N}]/u.test(next)) return rest;
    rest = next;
  }
}

/** UTF-16 length of the longest phrase of a set that a text begins with, as whole words; `null` for none. */
function phraseAt(text: string, phrases: ReadonlySet<string>): number | null {
  const words = [...text.slice(0, MAX_PHRASE_CHARACTERS).matchAll(/[^\s,.!?:;–—]+/gu)].slice(0, LONGEST_PHRASE);
  for (let count = words.length; count > 0; count--) {
    const last = words[count - 1]!;
    const phrase = text.slice(0, last.index + last[0].length);
    if (words[0]!.index === 0 && phrases.has(phrase.toLowerCase().replaceAll("’", "'"))) return phrase.length;
  }
  return null;
}

function firstWord(text: string): string {
  return /^\S+/u.exec(text)?.[0].toLowerCase() ?? "";
}

/** Reads a text by its words alone. `null` for a question of content. */
export function recognise(text: string): Form | null {
  if (text.length > MAX_FORM_CHARACTERS) return null;
  const marked = singleSpaced(text).replaceAll("’", "'").replace(MARKS_AT_END, "");
  const said = ENDS_AS_WORD.test(marked) ? marked : marked.replace(END, "");
  if (isTalk(said)) return { kind: "assistant" };
  const asked = withoutGreeting(said);
  if (isTalk(asked)) return { kind: "assistant" };
  const plain = asked.replace(POLITELY, "").replace(POLITE_AT_END, "");
  return formOf(plain) ?? (plain === asked ? null : formOf(asked));
}

function isTalk(said: string): boolean {
  if (ASKED_OF_ASSISTANT.has(said.toLowerCase())) return true;
  let rest = said;
  while (rest !== "") {
    const length = phraseAt(rest, TALK);
    if (length === null || /^-?\w/u.test(rest.slice(length))) return false;
    rest = rest.slice(length).replace(/^[\s,.!:;–—-]+/u, "");
  }
  return said !== "";
}

function formOf(asked: string): Form | null {
  if (ASKED_OF_ASSISTANT.has(asked.toLowerCase())) return { kind: "assistant" };
  const words = asked.toLowerCase().split(" ");
  const match = (forms: Forms) => (words.some((word) => forms.words.has(word)) ? matchOf(forms, asked) : null);
  const list = match(WHOLE_LISTS) ?? match(LISTS);
  if (list && (list.tail === undefined || TAILS.test(list.tail))) return { kind: "documents", ofKind: null };
  const { kind = "", tail = "" } = match(LISTS_OF_KIND) ?? {};
  if (isKindWord(kind) && TAILS_OF_KIND.test(tail)) return { kind: "documents", ofKind: kind };
  const pair = match(COMPARISONS);
  if (pair) {
    const { both, one, other, left, right } = pair;
    return { kind: "comparison", of: both ? [both] : [one ?? left ?? "", other ?? right ?? ""] };
  }
  const outline = match(OUTLINES) ?? match(CONTENTS);
  if (!outline) return null;
  // Of most things somebody may be told about, there is content.
  if (outline.titled && !outline.titled.split(" ").some(isKindWord)) return null;
  return { kind: "outline", of: outline.of ?? outline.this ?? outline.titled ?? "" };
}

function isKindWord(word: string): boolean {
  return DOCUMENT_KIND_WORDS.has(word.toLowerCase());
}

function matchOf({ expressions }: Forms, text: string): Readonly<Record<string, string | undefined>> | null {
  for (const expression of expressions) {
    const match = expression.exec(text);
    if (match) return match.groups ?? {};
  }
  return null;
}
