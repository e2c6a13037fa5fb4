import { FootnoteError } from "../core/errors.js";
import { TextMap } from "../core/offsets.js";
import type { Span } from "../core/spans.js";
import { readDocument } from "../index/read-document.js";
import type { LabelledQuestion } from "./labelled-set.js";

/** Where a document's paragraphs are: read from the corpus once a document, with its own format's reader. */
export class EvidenceParagraphs {
  readonly #documents = new Map<string, Promise<{ map: TextMap; blocks: readonly Span[] }>>();

  constructor(private readonly corpus: string) {}

  /**
   * The paragraphs (list items, rows, headings) that hold a piece of a question's evidence, in UTF-16 indexes.
   * @throws FootnoteError set_invalid where the evidence's document can't be read
   */
  async of({ document, evidence }: LabelledQuestion): Promise<Span[]> {
    if (document === null) return [];
    const { map, blocks } = await this.#read(document);
    const pieces = evidence.map(({ start, end }) => ({ start: map.toUtf16(start), end: map.toUtf16(end) }));
    return blocks.filter((block) => pieces.some((piece) => block.start < piece.end && piece.start < block.end));
  }

  #read(path: string) {
    let read = this.#documents.get(path);
    if (!read) {
      read = readDocument(this.corpus, { path }).then((result) => {
        if (result.status === "read") return { map: new TextMap(result.document.text), blocks: result.document.blocks };
        throw new FootnoteError("set_invalid", { path, problem: result.reason });
      });
      this.#documents.set(path, read);
    }
    return read;
  }
}
