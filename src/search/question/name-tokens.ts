import { type Span, span } from "../../core/spans.js";
import { COMPANY_FORMS, DOCUMENT_KINDS, MONTH_ABBREVIATIONS, MONTHS } from "../../language/en/lexicon.js";
import { analyse, isStopTerm } from "../../language/en/text-analysis.js";
import { wordsOf } from "../../language/en/tokens.js";

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

const FORMS: ReadonlySet<string> = new Set([...COMPANY_FORMS].map((form) => form.replaceAll("\\.", "").toLowerCase()));
const YEAR = /^(?:19|20)\d\d$/u;
const MONTH_OF = new Map(
  [...MONTH_ABBREVIATIONS].map((short) => [short, [...MONTHS].find((month) => month.startsWith(short.slice(0, 3)))!]),
);
/** "300 S", "55-A", "400XL": a sister of the 300, the 55, the 400. */
const MODEL = /(?<![\p{L}\d])(\d{1,5})[\s-]?(\p{L}|\p{Lu}{2})(?![\p{L}\d])/gu;
/** In a title or in capitals these tell nothing of a word. */
const SHOUTED_SHARE = 0.8;
/** By word, in one number or both: a stem would also be that of verbs. */
const KIND_TERMS: ReadonlyMap<string, readonly string[]> = new Map(
  DOCUMENT_KINDS.flatMap((kinds) => {
    const terms = [...kinds].flatMap((kind) => analyse(kind).map(({ term }) => term));
    return [...kinds].flatMap((kind) => [kind, `${kind}s`].map((word) => [word, terms] as const));
  }),
);

/** Terms of the models in a name: "300s" of "300 S". */
export function modelTerms(name: string): string[] {
  return [...name.matchAll(MODEL)].map(([, number, suffix]) => `${number}${suffix}`.toLowerCase());
}

/** Terms of the words in a name that say what kind of document it is. */
export function kindTerms(name: string): string[] {
  return analyse(name).flatMap(({ term, word }) => (KIND_TERMS.has(word.toLowerCase()) ? [term] : []));
}

function isCompanyForm(word: string): boolean {
  return FORMS.has(word.replaceAll(".", "").toLowerCase());
}

/** Terms of a name, without legal forms and grammar; months in full. */
export function nameTerms(name: string): string[] {
  const terms = analyse(name).flatMap(({ term, word }) => {
    if (isStopTerm(term) || isCompanyForm(word)) return [];
    const month = MONTH_OF.get(word.toLowerCase());
    return month ? analyse(month).map((other) => other.term) : [term];
  });
  return [...new Set(terms)];
}

export function nameTokensOf(question: string): NameToken[] {
  const words = wordsOf(question);
  const hasCapital = ({ text }: { readonly text: string }) => /^\p{Lu}/u.test(text);
  const isShouted = words.length > 3 && words.slice(1).filter(hasCapital).length >= SHOUTED_SHARE * (words.length - 1);
  return words.map((word, i) => {
    const { start, end, text, lower } = word;
    const plain = lower.replace(/'s?$/u, "");
    // "Co" of "Co-Branding" is none.
    const isForm = isCompanyForm(text) && question[end] !== "-";
    // In small letters these are verbs.
    const isVerb = (text === "may" || text === "march") && !/^\d/u.test(words[i + 1]?.text ?? "");
    const before = words[i - 1];
    // "A" of "55-A".
    const isSuffix = before !== undefined && /\d(?:-\p{L}|\s\p{Lu})$/u.test(question.slice(before.start, end));
    const isStop = isVerb || (!isSuffix && analyse(text).every((one) => isStopTerm(one.term)));
    const isCapitalised = !isShouted && ((hasCapital(word) && i > 0) || /\p{Lu}.*\p{Lu}/u.test(text));
    const isMonth = !isVerb && (MONTHS.has(plain) || MONTH_ABBREVIATIONS.has(plain));
    return {
      ...span(start, end - (/['’]s?$/u.exec(text)?.[0].length ?? 0)),
      terms: isStop || isForm ? [] : nameTerms(text),
      isStop,
      isProper: !isStop && !isForm && (/\d/u.test(text) || isCapitalised),
      isFigure: /^\d+$/u.test(text) || isMonth,
      isDate: isMonth || YEAR.test(text),
      kind: KIND_TERMS.get(plain) ?? null,
      isForm,
    };
  });
}
