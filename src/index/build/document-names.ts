import type { DocumentName } from "../../contract/documents.js";
import type { Block, Document } from "../../core/document.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { datesOf, spokenDate } from "../../language/en/dates.js";
import { COMPANY_FORMS, MONTH_ABBREVIATIONS, MONTHS, NAMING_LABELS, oneOf } from "../../language/en/lexicon.js";

/** UTF-16 length of a document's beginning, in which its parties and dates are looked for. */
const FIRST_PAGE = 3000;
/** Blocks at the beginning that may be a cover: lines that stand alone before the text begins. */
const COVER_BLOCKS = 8;
/** UTF-16 length of what is a line of a cover, or a name. */
const MAX_NAME_LENGTH = 120;
const MAX_NAMES = 16;
/** UTF-16 length within which the first date of a line is the document's. */
const FIRST_LINES = 300;

const CAPITALISED = String.raw`\p{Lu}[\p{L}\p{M}\p{N}&'’./-]*`;
/** "Turnkey Capital", "Bank of the West", "Thermex 400 XL". */
const NAME = String.raw`${CAPITALISED}(?: (?:(?:of|the|and|for|de|van|von|&) ){0,2}(?:${CAPITALISED}|\d+\b))*`;
const COMPANY_FORM = String.raw`${oneOf(COMPANY_FORMS)}\b\.?`;
const PARTY = `(?:${NAME},? ${COMPANY_FORM}|${NAME})`;
/** What a contract defines as one of its sides: `Turnkey Capital, Inc., a Delaware corporation (the "Company")`. */
const DEFINED = new RegExp(
  String.raw`(${PARTY})(?:,|\s)[^.;:()"“”]{0,160}\(\s*(?:(?:hereinafter|the|each|collectively|together|a|an)[^"“”)]{0,40})?["“]`,
  "gu",
);
const BETWEEN = new RegExp(
  String.raw`\b(?:between|among|BETWEEN|AMONG)(?: and among)?:?\s+(${PARTY})[^.;]{0,240}?\b(?:and|AND)\s+(${PARTY})`,
  "gu",
);
const COMPANY = new RegExp(`(${NAME}),? ${COMPANY_FORM}`, "gu");
/** A line that says what something of the document is: `Tenant: Jane Doe`. */
const LABEL =
  /^[^\S\n]*(?:[*_#>|-]+[^\S\n]*)?(?<label>\p{L}[\p{L} ]{1,24})[*_]*[:|][*_"']*[^\S\n]+(?<value>\S.{1,100})$/gmu;
/** Dates that name the document, and not something in it. */
const DATED =
  /\b(?:as of|dated?|effective|entered into|held on|meeting (?:of|on)|version of|issued|adopted)\b.{0,60}/giu;
/** The title of a table of contents, or a line of one. */
const CONTENTS = /^\W*(?:table of )?contents\W*$|\.{3,}/iu;
/** "Nov24", "feb 23": in a file's name two figures behind a month are its year. */
const MONTH_AND_YEAR = new RegExp(
  `(?<!\\d[\\s._-]?)\\b(${oneOf(MONTHS, MONTH_ABBREVIATIONS)})[\\s'’._-]{0,2}(\\d\\d)(?![\\d])`,
  "giu",
);
const EXTENSION = /\.\p{L}[\p{L}\p{N}]{0,4}$/u;
const YEAR_AND_MONTH = /(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\d|3[01]))?(?!\d)/gu;
/** What a label or a list calls its value, and no name. */
const NOT_A_NAME = /^(?:whereas|recitals?|this|the|a|an|it|in|on|by|and|if|each|between|section|article|page)\b/iu;

/**
 * The names by which people know a document: its title, file and folders, the lines of its cover, its parties and
 * dates, and what its first lines and its file's properties say ("Tenant: …"), most telling first.
 */
export function documentNames({ title, titled, properties, path, text, blocks }: Document): DocumentName[] {
  const names: DocumentName[] = [];
  const add = (source: DocumentName["source"], name: string) => {
    const clean = singleSpaced(name).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.)]+$/gu, "");
    if (clean.length < 2 || clean.length > MAX_NAME_LENGTH || names.length >= MAX_NAMES) return;
    if (!names.some(({ text: known }) => known.toLowerCase() === clean.toLowerCase()))
      names.push({ source, text: clean });
  };
  const addDates = (written: string, most = Number.POSITIVE_INFINITY) => {
    const dates = datesOf(withSlashes(written), "day_first").filter(({ value: { month, year } }) => month ?? year);
    for (const { value } of dates.slice(0, most)) add("date", spokenDate(value));
  };
  // What holds a file names it as its folders do.
  const folders = path.split(/\/| › /u);
  const file = folders.pop() as string;
  if (titled) add("title", title);
  add("file", spokenFileName(file));
  for (const [, year, month, day] of path.matchAll(YEAR_AND_MONTH))
    add("date", spokenDate({ year: Number(year), month: Number(month), ...(day && { day: Number(day) }) }));
  for (const [, month, year] of spokenFileName(file).matchAll(MONTH_AND_YEAR)) addDates(`${month} 20${year}`);
  addDates(file.replace(EXTENSION, "").replace(/[_.-]/gu, "/"));
  for (const folder of folders) add("folder", spokenFileName(folder));
  const cover = coverOf(blocks, text);
  for (const line of cover) add("heading", line);
  const firstPage = text.slice(0, FIRST_PAGE);
  for (const { groups } of firstPage.matchAll(LABEL)) {
    const { label, value } = groups as { label: string; value: string };
    if (
      label
        .toLowerCase()
        .split(" ")
        .some((word) => NAMING_LABELS.has(word))
    )
      add("label", value);
    if (/date|effective|issued|period/iu.test(label)) addDates(value);
  }
  for (const line of text.slice(0, FIRST_LINES).split(/[\r\n]+/u)) addDates(line, 1);
  for (const [context] of firstPage.matchAll(DATED)) addDates(context);
  for (const property of properties) add("property", property);
  const addParty = (party: string) => {
    const name = party.replace(/^(?:For|By|To|From|Between|Among) /u, "");
    if (!NOT_A_NAME.test(name) && !MONTHS.has(name.toLowerCase()) && datesOf(party).length === 0) add("party", name);
  };
  for (const [, one, other] of firstPage.matchAll(BETWEEN)) {
    addParty(one!);
    addParty(other!);
  }
  for (const [, party] of firstPage.matchAll(DEFINED)) addParty(party!);
  for (const [party] of firstPage.matchAll(COMPANY)) addParty(party);
  return names;
}

/** "28.11.2024" is a date, whose day comes first. */
function withSlashes(text: string): string {
  return text.replace(/(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:\d\d)?\d\d)(?![\d.])/gu, "$1/$2/$3");
}

/** The lines that stand alone before the text begins; of a long one, what stands before its first comma or the like. */
function coverOf(blocks: readonly Block[], text: string): string[] {
  const lines: string[] = [];
  for (const block of blocks.slice(0, COVER_BLOCKS)) {
    const line = sliceSpan(text, block).replace(/^#+\s*/u, "");
    const isText = /[.!?:;,]\s*$|:\s|[.!?]\s+\p{Lu}/u.test(line);
    const isHeading = block.kind === "heading";
    if (CONTENTS.test(line) || block.kind === "list_item" || block.kind === "table_row") break;
    if (!isHeading && (isText || line.length > MAX_NAME_LENGTH)) break;
    lines.push(line.length > MAX_NAME_LENGTH ? (line.split(/[,;:(]|\s[–—-]\s/u, 1)[0] as string) : line);
  }
  return lines;
}

/** `TurnkeyCapital_2017-EX-1.1-Alliance.txt` as words: `Turnkey Capital 2017 EX 1.1 Alliance`. */
function spokenFileName(name: string): string {
  return name
    .replace(EXTENSION, "")
    .replace(
      /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L}{2})(?=\d)|(?<=\d)(?!st|nd|rd|th)(?=\p{L}{2})/gu,
      " ",
    )
    .replace(/[_,;()[\]{}+-]+/gu, " ");
}
