import type { Block } from "../../../core/document.js";
import { count } from "../../../core/wording.js";
import type { RecognizedLine, RecognizedPage, RecognizedWord } from "../../ocr/recognizer.js";
import type { ReadResult } from "../document-reader.js";
import { pageLines } from "../pdf/page-lines.js";
import type { Region, TextRun } from "../pdf/text-run.js";

/** Lines that are recognised less surely are noise, or can't be read. */
const MIN_LINE_CONFIDENCE = 0.4;
/** Words of so many letters that are recognised so surely are words: what is seen into a photo is not. */
const SURE = 0.7;
const SURE_LETTERS = 3;
/** A page with fewer letters in sure words has no text. */
const MIN_SURE_CHARACTERS = 8;
const LETTER = /[\p{L}\p{N}]/u;

type Read = Extract<ReadResult, { status: "read" }>;

/** The text of a document's scanned pages: gives it as lines on their pages, and says at the end how sure it is. */
export class ScannedText {
  /** By page, left and top of the box. */
  readonly #words = new Map<string, number>();
  readonly #pages = new Map<number, number>();
  #lines = 0;
  readonly #failed = new Map<string, number>();

  /**
   * The lines of a page, in reading order; none if it holds no text.
   * @param unit of the page's boxes, in pixels of the picture
   */
  regionsOf(page: RecognizedPage, number: number, unit: number): Region[] {
    if (page.status === "unreadable") {
      this.#failed.set(page.reason, (this.#failed.get(page.reason) ?? 0) + 1);
      return [];
    }
    const blocks = page.blocks.map((lines) => lines.filter((line) => line.words.some(({ text }) => LETTER.test(text))));
    if (!holdsText(blocks.flat().flatMap(({ words }) => words))) return [];
    const good = blocks.map((lines) => lines.filter((line) => confidenceOf(line.words) >= MIN_LINE_CONFIDENCE));
    this.#lines += blocks.flat().length - good.flat().length;
    this.#pages.set(number, confidenceOf(good.flat().flatMap(({ words }) => words)));
    return good.flatMap((lines) => pageLines(this.#runsOf(lines, number, unit)));
  }

  /** What could not be recognised, in words for people. */
  get unread(): string[] {
    return [
      ...(this.#lines > 0 ? [`${count(this.#lines, "line")} that could not be recognised`] : []),
      ...[...this.#failed].map(([reason, pages]) => `${count(pages, "scanned page")} (${reason})`),
    ];
  }

  /** The document with how sure each block is that stands on a scanned page. */
  withConfidence(result: Read): Read {
    const words = result.layout?.words ?? [];
    let at = 0;
    const blocks = result.blocks.map((block): Block => {
      while (at < words.length && words[at]!.end <= block.start) at++;
      const page = block.page === null ? undefined : this.#pages.get(block.page);
      if (page === undefined) return block;
      const found: number[] = [];
      for (let i = at; i < words.length && words[i]!.start < block.end; i++) {
        const confidence = this.#words.get(keyOf(words[i]!));
        if (confidence !== undefined) found.push(confidence);
      }
      const mean = found.length > 0 ? found.reduce((sum, each) => sum + each, 0) / found.length : page;
      return { ...block, ocr: Math.round(mean * 100) / 100 };
    });
    const unread = [...(result.unread ?? []), ...this.unread];
    return { ...result, blocks, ...(unread.length > 0 && { unread }) };
  }

  /** Words of a line get one baseline: it may be a little tilted. */
  #runsOf(lines: readonly RecognizedLine[], page: number, unit: number): TextRun[] {
    return lines.flatMap(({ words, baseline, size }, index) =>
      words.map(({ text, confidence, left, top, right, bottom }, order): TextRun => {
        const box = { page, left: left / unit, top: top / unit, right: right / unit, bottom: bottom / unit };
        this.#words.set(keyOf(box), confidence);
        return {
          placed: { text, boxes: [{ start: 0, end: text.length, box }] },
          left: box.left,
          right: box.right,
          baseline: baseline / unit,
          size: size / unit,
          order: index * 1000 + order,
          spaced: true,
          bold: false,
        };
      }),
    );
  }
}

function keyOf({ page, left, top }: { readonly page: number; readonly left: number; readonly top: number }): string {
  return `${page} ${left} ${top}`;
}

function holdsText(words: readonly RecognizedWord[]): boolean {
  const sure = words.filter(({ text, confidence }) => confidence >= SURE && lettersOf(text) >= SURE_LETTERS);
  return sure.reduce((sum, { text }) => sum + lettersOf(text), 0) >= MIN_SURE_CHARACTERS;
}

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Mean of the words, by their length. */
function confidenceOf(words: readonly RecognizedWord[]): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / Math.max(1, characters);
}
