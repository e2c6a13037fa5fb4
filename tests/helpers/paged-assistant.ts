import type { Original } from "../../src/assistant/assistant.js";
import type { DocumentText, PageView, PageWord } from "../../src/contract/documents.js";
import { codePointOffset, type DocumentId } from "../../src/contract/ids.js";
import { FootnoteError } from "../../src/core/errors/errors.js";
import { fixture } from "./fixtures.js";
import { MemoryAssistant } from "./memory-assistant.js";

/** A word with its box: left, top, right, bottom. */
type Placed = readonly [word: string, left: number, top: number, right: number, bottom: number];

interface Page extends Pick<PageView, "unit" | "width" | "height" | "label" | "picture"> {
  readonly words: readonly Placed[];
}

interface Paged {
  readonly text: string;
  readonly pages: readonly Page[];
  readonly file?: { readonly type: string; readonly bytes: Uint8Array };
}

/** 320 by 160 pixels, made by ImageMagick: convert -size 320x160 xc:white white.png */
const WHITE_PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAUAAAACgCAMAAABKfUWuAAAAA1BMVEX///+nxBvIAAAASElEQVR42u3BMQEAAADCoPVP7W8GoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACAN8igAAGxrMPhAAAAAElFTkSuQmCC",
  "base64",
);

/** A sentence of two lines on the first page of `two-columns.pdf`, as `pdftotext -bbox` sees it. */
export const DUCKS = "On the first day eleven ducks used the bridge, and one hedgehog.";
export const DUCK_WORDS: readonly Placed[] = [
  ["On", 39.749998, 325.395983, 52.924803, 335.872545],
  ["the", 56.687986, 325.395983, 71.427243, 335.872545],
  ["first", 75.190426, 325.395983, 93.730953, 335.872545],
  ["day", 97.494136, 325.395983, 113.705561, 335.872545],
  ["eleven", 117.468745, 325.395983, 147.206537, 335.872545],
  ["ducks", 150.96972, 325.395983, 177.640129, 335.872545],
  ["used", 181.403313, 325.395983, 202.905753, 335.872545],
  ["the", 39.749998, 336.645982, 54.489256, 347.122544],
  ["bridge,", 58.751653, 336.645982, 91.403019, 347.122544],
  ["and", 95.665417, 336.645982, 112.588756, 347.122544],
  ["one", 116.851153, 336.645982, 133.392168, 347.122544],
  ["hedgehog.", 137.654566, 336.645982, 185.46267, 347.122544],
];
const NEXT_WORDS: readonly Placed[] = [
  ["On", 189.72509, 336.645982, 202.899894, 347.122544],
  ["the", 39.749998, 348.645982, 54.489256, 359.122544],
  ["second", 67.794431, 348.645982, 99.755855, 359.122544],
  ["day", 113.061031, 348.645982, 129.272456, 359.122544],
  ["there", 142.577631, 348.645982, 166.945306, 359.122544],
  ["were", 180.250481, 348.645982, 202.908683, 359.122544],
  ["fourteen.", 39.749998, 360.645981, 81.524411, 371.122543],
];

const GAZETTE = { unit: "points", width: 420, height: 594.96, label: null, picture: "pdf" } as const;

/** Documents as readers give them: a PDF, a picture, a sheet, slides, and one whose words have lost their places. */
export const PAGED: Readonly<Record<string, Paged>> = {
  "gazette.pdf": {
    text: `${DUCKS} On the second day there were fourteen.\n\nThe lime tree is two hundred years old.\n`,
    pages: [
      { ...GAZETTE, words: [...DUCK_WORDS, ...NEXT_WORDS] },
      { ...GAZETTE, label: "ii", words: [["The", 40, 40, 55, 50]] },
    ],
    file: { type: "application/pdf", bytes: fixture("two-columns.pdf") },
  },
  "receipt.png": {
    text: "The kettle costs 45 euros.\n",
    pages: [
      {
        unit: "pixels",
        width: 320,
        height: 160,
        label: null,
        picture: "image",
        words: [
          ["The", 20, 40, 60, 60],
          ["kettle", 70, 40, 140, 60],
          ["costs", 150, 40, 210, 60],
          ["45", 20, 80, 50, 100],
          ["euros.", 60, 80, 130, 100],
        ],
      },
    ],
    file: { type: "image/png", bytes: WHITE_PNG },
  },
  "prices.xlsx": {
    text: "Product | Price in euros\n\nCopper boiler | 730\n\nSteel boiler | 520\n",
    pages: [
      {
        unit: "cells",
        width: 2,
        height: 3,
        label: "Boilers",
        picture: null,
        words: [
          ["Product", 0, 0, 1, 1],
          ["Price in euros", 1, 0, 2, 1],
          ["Copper boiler", 0, 1, 1, 2],
          ["730", 1, 1, 2, 2],
          ["Steel boiler", 0, 2, 1, 3],
          ["520", 1, 2, 2, 3],
        ],
      },
    ],
  },
  "strategy.pptx": {
    text: "Harbour strategy\n\nThe harbour opens its second quay in spring.\n",
    pages: [
      {
        unit: "points",
        width: 720,
        height: 405,
        label: null,
        picture: null,
        words: [
          ["Harbour strategy", 60, 40, 660, 110],
          ["The harbour opens its second quay in spring.", 60, 160, 660, 210],
        ],
      },
    ],
  },
  "lost.pdf": {
    text: "The chapel was painted by a travelling cooper.\n",
    pages: [{ ...GAZETTE, words: [] }],
    file: { type: "application/pdf", bytes: fixture("two-columns.pdf") },
  },
  "broken.pdf": {
    text: "The windmill grinds barley on Tuesdays.\n",
    pages: [
      {
        ...GAZETTE,
        words: [
          ["The", 40, 40, 55, 50],
          ["windmill", 60, 40, 100, 50],
          ["grinds", 105, 40, 135, 50],
          ["barley", 140, 40, 170, 50],
          ["on", 175, 40, 185, 50],
          ["Tuesdays.", 190, 40, 230, 50],
        ],
      },
    ],
    file: { type: "application/pdf", bytes: new TextEncoder().encode("%PDF-1.7\nnothing of the kind") },
  },
  "plain.txt": { text: "The ferry sails every other Sunday.\n", pages: [] },
};

/** The port over documents with pages. */
export class PagedAssistant extends MemoryAssistant {
  /** Paths of documents whose files have changed since they were indexed. */
  readonly changed = new Set<string>();
  /** How often a file was asked for. */
  originals = 0;

  constructor(private readonly paged = PAGED) {
    super(Object.fromEntries(Object.entries(paged).map(([path, { text }]) => [path, text])));
  }

  override async text(id: DocumentId): Promise<DocumentText> {
    const text = await super.text(id);
    return { ...text, pages: this.paged[text.document.path]!.pages.length || null };
  }

  override async page(id: DocumentId, number: number): Promise<PageView> {
    const { path } = await this.document(id);
    const { pages } = this.paged[path]!;
    const page = pages[number - 1];
    if (page === undefined)
      throw new FootnoteError("page_unknown", { path, number, problem: `it has ${pages.length}` });
    return { ...page, number, count: pages.length, words: this.#words(path, number) };
  }

  override async original(id: DocumentId): Promise<Original> {
    this.originals++;
    const { path, content_hash: contentHash } = await this.document(id);
    const { file } = this.paged[path]!;
    if (file === undefined) return super.original(id);
    if (this.changed.has(path)) {
      throw new FootnoteError("original_changed", { path, problem: "it has changed since it was indexed" });
    }
    return { path, contentHash, type: file.type, bytes: new Uint8Array(file.bytes) };
  }

  /** Words follow one another in the text; what stands behind those of the first page is of the second. */
  #words(path: string, number: number): PageWord[] {
    const { text, pages } = this.paged[path]!;
    let from = 0;
    return pages.flatMap(({ words }, index) =>
      words.flatMap(([word, left, top, right, bottom]) => {
        const start = text.indexOf(word, from);
        from = start + word.length;
        const at = { start: codePointOffset(start), end: codePointOffset(from) };
        return index + 1 === number ? [{ ...at, left, top, right, bottom, text: word }] : [];
      }),
    );
  }

  protected override pageAt(path: string, start: number): number | null {
    const { pages } = this.paged[path] ?? { pages: [] };
    if (pages.length === 0) return null;
    const at = pages.findIndex((_, index) => this.#words(path, index + 1).some((word) => word.start >= start));
    return at < 0 ? 1 : at + 1;
  }
}
