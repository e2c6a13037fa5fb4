import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { PageLayout, PageSize, WordBox } from "../../core/page-layout.js";
import { span } from "../../core/spans.js";

const UNITS = ["points", "pixels", "cells"] as const;
/** Edges are kept to a sixteenth of a unit. */
const GRAIN = 16;
const NUMBERS_A_WORD = 7;

/** As bytes for the index: differences of whole numbers, compressed. */
export function encodeLayout({ pages, words }: PageLayout): Uint8Array {
  const numbers = new Int32Array(2 + pages.length * 3 + words.length * NUMBERS_A_WORD);
  let at = 0;
  const put = (...values: number[]) => {
    for (const value of values) numbers[at++] = Math.round(value);
  };
  put(pages.length, words.length);
  for (const { unit, width, height } of pages) put(UNITS.indexOf(unit), width * GRAIN, height * GRAIN);
  let before = 0;
  let line = 0;
  for (const { start, end, page, left, top, right, bottom } of words) {
    put(
      start - before,
      end - start,
      page,
      left * GRAIN,
      top * GRAIN - line,
      (right - left) * GRAIN,
      (bottom - top) * GRAIN,
    );
    before = end;
    line = Math.round(top * GRAIN);
  }
  return deflateRawSync(new Uint8Array(numbers.buffer));
}

/** @throws Error for bytes that `encodeLayout` didn't make */
export function decodeLayout(bytes: Uint8Array): PageLayout {
  const raw = inflateRawSync(bytes);
  if (raw.length % 4 !== 0) throw new Error("the layout is cut off");
  const numbers = new Int32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
  const [pageCount = 0, wordCount = 0] = numbers;
  if (numbers.length !== 2 + pageCount * 3 + wordCount * NUMBERS_A_WORD) throw new Error("the layout is cut off");
  let at = 2;
  const next = () => numbers[at++]!;
  const pages = Array.from({ length: pageCount }, (): PageSize => {
    return { unit: UNITS[next()] ?? "points", width: next() / GRAIN, height: next() / GRAIN };
  });
  let before = 0;
  let line = 0;
  const words = Array.from({ length: wordCount }, (): WordBox => {
    const start = before + next();
    const end = start + next();
    const page = next();
    const left = next();
    const top = line + next();
    const right = left + next();
    const bottom = top + next();
    before = end;
    line = top;
    return {
      ...span(start, end),
      page,
      left: left / GRAIN,
      top: top / GRAIN,
      right: right / GRAIN,
      bottom: bottom / GRAIN,
    };
  });
  return { pages, words };
}
