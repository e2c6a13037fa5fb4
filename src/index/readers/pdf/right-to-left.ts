import { concat, type PlacedText, slice } from "./placed-text.js";

const RTL = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LTR = /[\p{L}\p{N}]/u;
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const MIRRORED: Readonly<Record<string, string>> = { "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{" };

/** A line as it is read, from the words as they stand from left to right. */
export function inReadingOrder(line: PlacedText): PlacedText {
  if (!RTL.test(line.text)) return line;
  const words = wordsOf(line);
  const rtl = words.filter(({ text }) => RTL.test(text)).length;
  if (rtl * 2 < words.filter(({ text }) => LTR.test(text)).length) return spaced(withRunsReversed(words));
  // Words of the other direction keep their own order among each other.
  const reversed: PlacedText[] = [];
  let run: PlacedText[] = [];
  for (const word of words.toReversed()) {
    if (!RTL.test(word.text) && LTR.test(word.text)) run.unshift(word);
    else {
      reversed.push(...run, turned(word));
      run = [];
    }
  }
  return spaced([...reversed, ...run]);
}

function withRunsReversed(words: readonly PlacedText[]): PlacedText[] {
  const found: PlacedText[] = [];
  let run: PlacedText[] = [];
  for (const word of words) {
    if (RTL.test(word.text)) run.unshift(turned(word));
    else {
      found.push(...run, word);
      run = [];
    }
  }
  return [...found, ...run];
}

function wordsOf(line: PlacedText): PlacedText[] {
  return [...line.text.matchAll(/\S+/gu)].map(({ index, 0: word }) => slice(line, index, index + word.length));
}

function spaced(words: readonly PlacedText[]): PlacedText {
  return concat(...words.flatMap((word, index) => (index === 0 ? [word] : [" ", word])));
}

/** A word of letters from right to left; numbers in it are read as they stand. */
function turned(word: PlacedText): PlacedText {
  const pieces = word.text.match(/[\p{N}][\p{N}.,:/]*[\p{N}]|[\s\S]/gu) ?? [];
  const units =
    pieces.length === word.text.length ? [...graphemes.segment(word.text)].map(({ segment }) => segment) : pieces;
  const text = units
    .toReversed()
    .map((unit) => MIRRORED[unit] ?? unit)
    .join("");
  return {
    text,
    boxes: word.boxes
      .map(({ start, end, box }) => ({ start: text.length - end, end: text.length - start, box }))
      .reverse(),
  };
}
