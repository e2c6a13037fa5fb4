import { sliceSpan } from "../../core/spans.js";
import { namedCells } from "../../index/readers/data/csv-reader.js";
import type { Facts } from "../../language/en/facts.js";
import { MEASURED } from "../../language/en/lexicon.js";
import { numbersOf, sameNumber } from "../../language/en/numbers.js";
import { type Word, wordsOf } from "../../language/en/tokens.js";
import { isHeader } from "../../search/answer/context-sentence.js";
import type { Source } from "../../search/library.js";
import type { StoredSentence } from "../../store/index-store.js";

/** A cell that holds a figure: a number, a price, a date, with its unit. Any other says what its row is about. */
const FIGURE = /^(?:[\p{Sc}+\-−~<>≤≥(]\s?)*\.?\d/u;
const IN_BRACKETS = /[([][^)\]]*[)\]]/gu;

/**
 * A row of a table as a statement tells it: its texts, and those of its figures that stand under a name which the
 * statement says, each behind its name ("Model: Thermex 400 XL; weight (kg): 27.2"). `null` where the statement names
 * no column that has a figure: then the row says what it says by itself.
 */
export function toldRow({ text }: Pick<Source, "text">, sentence: StoredSentence, stated: Facts): string | null {
  const { kind, header } = sentence;
  if (kind !== "table_row" || header === null || isHeader(sentence) || !isWhole(text, sentence)) return null;
  const cells = namedCells(sliceSpan(text, header), sliceSpan(text, sentence))?.filter(({ text }) => text !== "") ?? [];
  const [key, ...others] = cells;
  const named = namedBy(
    stated,
    others.filter(({ text }) => FIGURE.test(text)),
  );
  if (key === undefined || named.size === 0 || isSwapped(stated, named)) return null;
  const told = [
    key,
    ...others.filter(({ name, text }) => !FIGURE.test(text) || [...named.keys()].some((cell) => cell.name === name)),
  ];
  return told.map(cellInWords).join("; ");
}

/** A unit that stands in the name of a column, behind it: "Weight (kg)", "Price [EUR]". */
const UNIT_IN_NAME = /^(.*\S)\s*[([]([^\s)\]]{1,8})[)\]]$/u;
const BARE_NUMBER = /^[-−]?[\d.,\s]+$/u;
const CURRENCY = /^(?:\p{Sc}|\p{Lu}{3})$/u;

/** A number has its unit beside it as in a sentence: "weight: 27.2 kg", "price: EUR 1120". */
function cellInWords({ name, text }: { readonly name: string; readonly text: string }): string {
  const [, column, unit] = UNIT_IN_NAME.exec(name) ?? [];
  if (column === undefined || unit === undefined || !BARE_NUMBER.test(text)) {
    return name === "" ? text : `${inSentence(name)}: ${text}`;
  }
  return `${inSentence(column)}: ${CURRENCY.test(unit) ? `${unit} ${text}` : `${text} ${unit}`}`;
}

/** Whether it is a row of its own, and no piece of one that was too long. */
function isWhole(text: string, { start, end }: StoredSentence): boolean {
  return (
    /(?:^|[\r\n])[^\S\r\n]*$/.test(text.slice(0, start).slice(-9)) &&
    /^[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(end, end + 9))
  );
}

interface NamedCell {
  readonly name: string;
  readonly text: string;
}

/** Numbers of the words by which a statement names a cell's column. */
type Named = ReadonlyMap<NamedCell, ReadonlySet<number>>;

/** Those cells whose columns a statement names; by a unit alone where it says none of their other words. */
function namedBy({ words: said }: Facts, cells: readonly NamedCell[]): Named {
  const sharedWith = (name: string) => {
    const words = wordsOf(name);
    return new Set(said.flatMap((word, i) => (!word.stop && words.some((other) => isSame(word, other)) ? [i] : [])));
  };
  const byName = cells.map((cell) => [cell, sharedWith(cell.name.replace(IN_BRACKETS, " "))] as const);
  const byUnit = cells.map((cell) => [cell, sharedWith(cell.name)] as const);
  const found = byName.some(([, shared]) => shared.size > 0) ? byName : byUnit;
  // "Price with tax" names that column, and not the one that is called "Price".
  const isNarrower = (a: ReadonlySet<number>, b: ReadonlySet<number>) =>
    a.size < b.size && [...a].every((i) => b.has(i));
  return new Map(
    found.filter(([, shared]) => shared.size > 0 && !found.some(([, other]) => isNarrower(shared, other))),
  );
}

/** "It weighs 40 kg and costs €88" of what weighs 88 kg and costs €40: figures stand beside the name of another's column. */
function isSwapped({ numbers }: Facts, named: Named): boolean {
  return numbers.some(({ first, last, value }) => {
    const holding = [...named].filter(([{ text }]) =>
      numbersOf(text, []).some((other) => sameNumber(value, other.value)),
    );
    if (holding.length === 0) return false;
    const distance = (at: number) => (at < first ? first - at : at - last);
    const nearest = Math.min(...[...named.values()].flatMap((at) => [...at].map(distance)));
    return !holding.some(([, at]) => [...at].some((i) => distance(i) === nearest));
  });
}

function isSame(a: Word, b: Word): boolean {
  return a.term === b.term || MEASURED.some((group) => group.has(a.lower) && group.has(b.lower));
}

/** The name of a column inside a sentence: its capital makes it no name of anybody. */
function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}
