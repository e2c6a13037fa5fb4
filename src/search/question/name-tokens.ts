import { type Span, span } from "../../core/spans.js";
import { datesOf, spokenDate } from "../../language/en/dates.js";
import {
  BODIES,
  COMPANY_FORMS,
  DOCUMENT_KINDS,
  MONTH_ABBREVIATIONS,
  MONTHS,
  ORDINALS,
} from "../../language/en/lexicon.js";
import { isTitle } from "../../language/en/names.js";
import { DOCUMENT_KIND_WORDS } from "../../language/en/talk.js";
import { analyse, isStopTerm } from "../../language/en/text-analysis.js";
import { isCapitalised, wordsOf } from "../../language/en/tokens.js";

/** A word of a question, by what it may do in the name of a document. */
export interface NameToken extends Span {
  /** As names are looked up by; none for grammar and legal forms. */
  readonly terms: readonly string[];
  /** Carries grammar alone. */
  readonly isStop: boolean;
  /** Written as a name or a number is. */
  readonly isProper: boolean;
  /** A number, month or year: alone it names nothing. */
  readonly isFigure: boolean;
  readonly isDate: boolean;
  /** Terms of the words for the same kind of document; `null` where it is no such word. */
  readonly kind: readonly string[] | null;
  /** A legal form: it belongs to the name before it, and tells nothing. */
  readonly isForm: boolean;
}

const FORMS: ReadonlySet<string> = new Set([...COMPANY_FORMS].map((form) => form.replaceAll(".", "").toLowerCase()));
const YEAR = /^(?:19|20)\d\d$/u;
const MONTH_OF = new Map(
  [...MONTH_ABBREVIATIONS].map((short) => [short, [...MONTHS].find((month) => month.startsWith(short.slice(0, 3)))!]),
);
/** "300 S", "55-A", "400XL", "K-210 Pro": a number with the letters beside it. */
const MODELS = [
  /(?<![\p{L}\d])(\d{1,5})[\s-]?(\p{L}|\p{Lu}{2})(?![\p{L}\d])/gu,
  /(?<![\p{L}\d])(\p{L}{1,4})[\s-]?(\d{1,5})(?![\p{L}\d])/gu,
];
/** "Mark II". */
const ROMAN = new Map(
  ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].map((numeral, i) => [numeral, String(i + 2)]),
);
const ORDINAL_OF = new Map(ORDINALS.slice(1).map((ordinal, i) => [ordinal, String(i + 1)]));
/** In a title or in capitals these tell nothing of a word. */
const SHOUTED_SHARE = 0.8;
const TERMS_OF_KIND = new Map(
  DOCUMENT_KINDS.flatMap((kinds) => {
    const terms = [...kinds].flatMap((kind) => analyse(kind).map(({ term }) => term));
    return [...kinds].map((kind) => [kind, terms] as const);
  }),
);
/** By word, in both numbers: a stem would also be that of verbs. */
const KIND_TERMS = new Map([...DOCUMENT_KIND_WORDS].map(([word, kind]) => [word, TERMS_OF_KIND.get(kind)!]));

/** Terms of the models in a name: "300s" of "300 S". */
export function modelTerms(name: string): string[] {
  return MODELS.flatMap((model) => [...name.matchAll(model)].map(([, one, other]) => `${one}${other}`.toLowerCase()));
}

/** Terms of the words in a name that say what kind of document it is. */
export function kindTerms(name: string): string[] {
  return analyse(name).flatMap(({ term, word }) => (KIND_TERMS.has(word.toLowerCase()) ? [term] : []));
}

function isCompanyForm(word: string): boolean {
  return FORMS.has(word.replaceAll(".", "").toLowerCase());
}

/** Terms of a name, without legal forms and grammar; months in full, ranks and Roman numerals as numbers, and these without zeros before them. */
export function nameTerms(name: string): string[] {
  const terms = analyse(name.replace(/(?<=\d)(?:st|nd|rd|th)(?!\p{L})/giu, "")).flatMap(({ term, word }) => {
    if (isStopTerm(term) || isCompanyForm(word)) return [];
    const lower = word.toLowerCase();
    const month = MONTH_OF.get(lower);
    if (month) return analyse(month).map((other) => other.term);
    return [ORDINAL_OF.get(lower) ?? ROMAN.get(lower) ?? term.replace(/^0+(?=\d)/u, "")];
  });
  return [...new Set(terms)];
}

/** Whether some terms of a date tell its month: all others are figures. */
export function hasMonth(terms: readonly string[]): boolean {
  return terms.some((term) => /\p{L}/u.test(term));
}

/** Initials of the names of bodies, as people write them, with the words: "SC" of "Steering Committee". */
export function acronymsIn(name: string): { readonly acronym: string; readonly words: string }[] {
  const words = (name.match(/\p{L}[\p{L}'’]*/gu) ?? []).filter((word) => !isStopTerm(word.toLowerCase()));
  return words.flatMap((_, from) =>
    [2, 3, 4, 5].flatMap((length) => {
      const some = words.slice(from, from + length);
      const isBody = some.length === length && BODIES.has(some.at(-1)!.toLowerCase());
      if (!isBody || !some.every((word) => /^\p{Lu}/u.test(word))) return [];
      return [
        {
          acronym: some
            .map((word) => word[0])
            .join("")
            .toLowerCase(),
          words: some.join(" "),
        },
      ];
    }),
  );
}

/** Words of a text that are written as initials are. */
export function initialsIn(text: string): string[] {
  return (text.match(/(?<![\p{L}\d])\p{Lu}{2,5}(?![\p{L}\d])/gu) ?? []).map((word) => word.toLowerCase());
}

export function nameTokensOf(question: string): NameToken[] {
  const dates = numericDatesIn(question);
  const words = wordsOf(question).filter(({ start }) => !dates.some((date) => date.start < start && start < date.end));
  const isShouted =
    words.length > 3 && words.slice(1).filter(isCapitalised).length >= SHOUTED_SHARE * (words.length - 1);
  return words.map((word, i) => {
    const { start, end, text, lower } = word;
    const date = dates.find((one) => one.start === start);
    if (date) return date;
    const plain = lower.replace(/'s?$/u, "");
    // "Co" of "Co-Branding" is none.
    const isForm = isCompanyForm(text) && question[end] !== "-";
    const compound = question[end] === "-" ? plain + (words[i + 1]?.lower ?? "") : plain;
    // In small letters these are verbs.
    const isVerb = (text === "may" || text === "march") && !/^\d/u.test(words[i + 1]?.text ?? "");
    const before = words[i - 1];
    // "A" of "55-A".
    const isSuffix = before !== undefined && /\d(?:-\p{L}|\s\p{Lu})$/u.test(question.slice(before.start, end));
    const isStop = isVerb || isTitle(text) || (!isSuffix && analyse(text).every((one) => isStopTerm(one.term)));
    const isWrittenSo = !isShouted && ((isCapitalised(word) && i > 0) || /\p{Lu}.*\p{Lu}/u.test(text));
    const isMonth = !isVerb && (MONTHS.has(plain) || MONTH_ABBREVIATIONS.has(plain));
    return {
      ...span(start, end - (/['’]s?$/u.exec(text)?.[0].length ?? 0)),
      terms: isStop || isForm ? [] : nameTerms(text),
      isStop,
      isProper: !isStop && !isForm && (/\d/u.test(text) || isWrittenSo),
      isFigure: /^\d+(?:st|nd|rd|th)?$/u.test(text) || ORDINAL_OF.has(plain) || isMonth,
      isDate: isMonth || YEAR.test(text),
      kind: KIND_TERMS.get(compound) ?? KIND_TERMS.get(plain) ?? null,
      isForm,
    };
  });
}

/** Dates in numbers, each as one word that is looked up as people say it: "14/5/24" as "14 May 2024". */
function numericDatesIn(question: string): NameToken[] {
  const dates = datesOf(question.replace(/(?<=\d)[.](?=\d{1,2}\.\d)|(?<=\d\.\d{1,2})[.](?=\d)/gu, "/"), "day_first");
  return dates.flatMap(({ start, end, value }) => {
    if (value.month === undefined || /\p{L}/u.test(question.slice(start, end))) return [];
    const terms = nameTerms(spokenDate(value));
    return [
      {
        ...span(start, end),
        terms,
        isStop: false,
        isProper: true,
        isFigure: true,
        isDate: true,
        kind: null,
        isForm: false,
      },
    ];
  });
}
