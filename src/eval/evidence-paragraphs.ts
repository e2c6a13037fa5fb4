import { holderOf } from "../core/contained-path.js";
import { FootnoteError } from "../core/errors/errors.js";
import { TextMap } from "../core/offsets.js";
import type { Span } from "../core/spans.js";
import { singleSpaced } from "../core/text.js";
import { readFile } from "../index/readers/read-document.js";
import type { LabelledQuestion } from "./labelled-set.js";

/** Evidence of fewer characters in a paragraph may stand elsewhere and say something else. */
const MIN_REPEATED_CHARACTERS = 20;

interface ReadParagraphs {
  readonly text: string;
  readonly map: TextMap;
  readonly blocks: readonly (Span & { readonly words: string })[];
}

/** Where a document's paragraphs are: read from the corpus once a document, with its own format's reader. */
export class EvidenceParagraphs {
  readonly #documents = new Map<string, Promise<ReadParagraphs>>();

  constructor(private readonly corpus: string) {}

  /**
   * The paragraphs (list items, rows, headings) that hold a piece of a question's evidence, in UTF-16 indexes, and
   * those of the same document that repeat it word for word: they answer as well.
   * @throws FootnoteError set_invalid where the evidence's document can't be read
   */
  async of({ document, evidence }: LabelledQuestion): Promise<Span[]> {
    if (document === null) return [];
    const { text, map, blocks } = await this.#read(document);
    const pieces = evidence.map(({ start, end }) => ({ start: map.toUtf16(start), end: map.toUtf16(end) }));
    const parts = blocks.flatMap((block) =>
      pieces.map((piece) =>
        singleSpaced(text.slice(Math.max(block.start, piece.start), Math.min(block.end, piece.end))),
      ),
    );
    const repeated = [...new Set(parts)].filter(({ length }) => length >= MIN_REPEATED_CHARACTERS);
    return blocks.filter(
      (block) =>
        pieces.some((piece) => block.start < piece.end && piece.start < block.end) ||
        repeated.some((part) => block.words.includes(part)),
    );
  }

  #read(path: string): Promise<ReadParagraphs> {
    let read = this.#documents.get(path);
    if (!read) {
      read = readFile(this.corpus, { path: holderOf(path) }).then((result) => {
        if (result.status === "skipped") throw new FootnoteError("set_invalid", { path, problem: result.reason });
        const document = result.documents.find((one) => one.path === path);
        if (!document) throw new FootnoteError("set_invalid", { path, problem: "it is no document" });
        const { text, blocks } = document;
        const worded = blocks.map(({ start, end }) => ({ start, end, words: singleSpaced(text.slice(start, end)) }));
        return { text, map: new TextMap(text), blocks: worded };
      });
      this.#documents.set(path, read);
    }
    return read;
  }
}
