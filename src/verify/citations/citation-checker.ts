import type { DocumentId } from "../../contract/ids.js";
import type { GivenCitation } from "../../contract/requests.js";
import type { CheckedCitation, QuotePlace } from "../../contract/verification.js";
import { holderOf } from "../../core/contained-path.js";
import { maxFileBytes } from "../../core/corpus-limits.js";
import { TextMap } from "../../core/offsets.js";
import type { Span } from "../../core/spans.js";
import { Yielder } from "../../core/yield.js";
import { type DiscoveredFile, type Discovery, discover } from "../../index/folder/discover.js";
import { readFile } from "../../index/readers/read-document.js";
import { byFile, type GenerationInfo, type IndexReader, type StoredDocument } from "../../store/index-store.js";
import { documentIdIn, pathIn, splitPath } from "../../store/joined/collection-names.js";
import { type FoundQuote, findQuote } from "./find-quote.js";

/** Shorter quotes stand in other files by chance: there, what stood around them has to stand around them too. */
const TELLING_CHARACTERS = 40;
const TELLING_AGREEMENT = 8;

/** A document as it is now. */
interface CurrentDocument {
  readonly path: string;
  readonly text: string;
  readonly map: TextMap;
  readonly contentHash: string;
}

/** What a file holds now: a document, or several, or a reason why none can be told. */
type CurrentFile =
  | { readonly status: "read"; readonly documents: readonly CurrentDocument[] }
  | { readonly status: "skipped"; readonly reason: string };

interface Candidate {
  readonly path: string;
  readonly map: TextMap;
  readonly found: FoundQuote;
}

export interface ChecksCitations {
  /**
   * @param fallbackId for a citation without an id
   * @throws FootnoteError corpus_missing, corpus_not_folder, corpus_unreadable
   */
  check(citation: GivenCitation, fallbackId: string): Promise<CheckedCitation>;
}

type TextReader = Pick<IndexReader, "info" | "text">;

/**
 * @param indexFolder is no part of the corpus, wherever it lies; several indexes that are asked as one each know theirs
 */
export function checkerOf(reader: TextReader, indexFolder: string, signal?: AbortSignal): ChecksCitations {
  const { collections } = reader.info;
  if (!collections) return new CitationChecker(reader, indexFolder, signal);
  const checkers = collections.map(({ name, info, indexFolder: own }) => {
    const text = (id: DocumentId) => reader.text(documentIdIn(name, id));
    return { name, checker: new CitationChecker({ info, text }, own, signal) };
  });
  return { check: (citation, fallbackId) => checkInEach(citation, fallbackId, checkers) };
}

/** First in the collection that its path names; what is not there may have moved to another. */
async function checkInEach(
  citation: GivenCitation,
  fallbackId: string,
  checkers: readonly { readonly name: string; readonly checker: CitationChecker }[],
): Promise<CheckedCitation> {
  const { path, quote, id = fallbackId } = citation;
  const named = splitPath(path);
  const meant = checkers.filter(({ name }) => name === named?.collection);
  const others = checkers.filter((one) => !meant.includes(one));
  let changed: CheckedCitation | null = null;
  for (const { name, checker } of [...meant, ...others]) {
    const own = name === named?.collection ? named.own : path;
    const checked = await checker.check({ ...citation, path: own }, fallbackId);
    if (checked.state === "gone") continue;
    const { place, problem } = checked;
    const found = {
      ...checked,
      path,
      place: place && { ...place, path: pathIn(name, place.path) },
      problem: problem && pathIn(name, problem),
    };
    // A file of that name in another collection has the quote, perhaps.
    if (checked.state !== "changed" || meant.length > 0) return found;
    changed ??= found;
  }
  return changed ?? { id, path, quote, state: "gone", place: null, problem: null };
}

/** Checks citations against the files of one folder as they are now. Each file is listed once and read once. */
class CitationChecker implements ChecksCitations {
  #files: Promise<Discovery> | null = null;
  readonly #read = new Map<string, Promise<CurrentFile>>();

  readonly #info: GenerationInfo;
  /** A quote is looked for in texts of many megabytes. */
  readonly #yielder: Yielder;
  readonly #indexed: ReadonlyMap<string, readonly StoredDocument[]>;

  /** @param indexFolder is no part of the corpus, wherever it lies */
  constructor(
    private readonly reader: TextReader,
    private readonly indexFolder: string,
    private readonly signal?: AbortSignal,
  ) {
    this.#info = reader.info;
    this.#yielder = new Yielder(signal);
    this.#indexed = byFile(reader.info.documents);
  }

  async check(citation: GivenCitation, fallbackId: string): Promise<CheckedCitation> {
    await this.#yielder.yieldIfDue();
    const { path, quote, id = fallbackId } = citation;
    const given = { id, path, quote };
    const { files } = await this.#discover();
    // The path is anyone's: only what the look at the folder lists is opened, so that none leads out of it.
    const holder = files.find((file) => file.path === path) ?? files.find((file) => file.path === holderOf(path));
    if (holder) {
      const file = await this.#file(holder.path);
      if (file.status === "skipped")
        return { ...given, state: "changed", place: null, problem: `${path} ${file.reason}` };
      const document = file.documents.find((one) => one.path === path);
      if (document) return { ...given, ...stateIn(document, citation), problem: null };
    }
    const renamed = await this.#elsewhere(citation, files);
    if (!renamed) return { ...given, state: "gone", place: null, problem: null };
    return { ...given, state: "moved", place: placeOf(renamed.path, renamed.map, renamed.found), problem: null };
  }

  /** The file that the quote stands in now: the one with the same bytes, else where most of its surroundings stand. */
  async #elsewhere(citation: GivenCitation, files: readonly DiscoveredFile[]): Promise<Candidate | null> {
    const isLong = Array.from(citation.quote).length >= TELLING_CHARACTERS;
    // Nothing could tell one place of a short quote from another.
    if (!isLong && !citation.selector && !citation.content_hash) return null;
    let best: Candidate | null = null;
    for (const file of files) {
      await this.#yielder.yieldIfDue();
      if (!(await this.#mayHold(file, citation.quote))) continue;
      const current = await this.#file(file.path);
      if (current.status === "skipped") continue;
      for (const { path, text, map, contentHash } of current.documents) {
        const found = findQuote(text, citation.quote, citation.selector, map.toUtf16(citation.start));
        if (!found) continue;
        const candidate = { path, map, found };
        if (contentHash === citation.content_hash) return candidate;
        const isTelling = isLong || found.agreement >= TELLING_AGREEMENT;
        if (isTelling && (best === null || found.agreement > best.found.agreement)) best = candidate;
      }
    }
    return best;
  }

  /** Spares reading a file that is as it was indexed, and did not hold the quote then. */
  async #mayHold({ path, size, modified }: DiscoveredFile, quote: string): Promise<boolean> {
    const indexed = this.#indexed.get(path) ?? [];
    if (!indexed[0] || indexed[0].size !== size || indexed[0].modified !== modified) return true;
    for (const { id } of indexed) if ((await this.reader.text(id)).includes(quote)) return true;
    return false;
  }

  #discover(): Promise<Discovery> {
    this.#files ??= discover(this.#info.corpus, this.#info.limits, {
      indexFolder: this.indexFolder,
      signal: this.signal,
    });
    return this.#files;
  }

  #file(path: string): Promise<CurrentFile> {
    let file = this.#read.get(path);
    if (!file) {
      file = this.#readFile(path);
      this.#read.set(path, file);
    }
    return file;
  }

  async #readFile(path: string): Promise<CurrentFile> {
    const { corpus, limits } = this.#info;
    const options = {
      structure: false,
      maxFileBytes: maxFileBytes(limits),
      ...(this.signal && { signal: this.signal }),
    };
    const result = await readFile(corpus, { path }, options);
    if (result.status === "skipped") return result;
    const documents = result.documents.map(({ path, text, contentHash }) => {
      return { path, text, map: new TextMap(text), contentHash };
    });
    return { status: "read", documents };
  }
}

function stateIn({ text, map }: CurrentDocument, citation: GivenCitation): Pick<CheckedCitation, "state" | "place"> {
  const [start, end] = [map.toUtf16(citation.start), map.toUtf16(citation.end)];
  const { quote, path, selector } = citation;
  if (quote !== "" && text.slice(start, end) === quote)
    return { state: "valid", place: placeOf(path, map, { start, end }) };
  const found = findQuote(text, quote, selector, start);
  return found ? { state: "moved", place: placeOf(path, map, found) } : { state: "changed", place: null };
}

function placeOf(path: string, map: TextMap, where: Span): QuotePlace {
  const lines = map.linesOf(where);
  return {
    path,
    start: map.toCodePoint(where.start),
    end: map.toCodePoint(where.end),
    line_start: lines.start,
    line_end: lines.end,
  };
}
