import { extname } from "node:path";

/** What the text of a file costs to embed, and its pages to recognise. */
export interface Work {
  readonly passages: number;
  /** That the model reads. */
  readonly tokens: number;
  readonly pages: number;
}

/** A file that will be read. */
export interface FileToRead {
  readonly path: string;
  readonly bytes: number;
  /** Whether it is a picture, whose text has to be recognised. */
  readonly picture: boolean;
}

export const NO_WORK: Work = { passages: 0, tokens: 0, pages: 0 };

/** What is expected of text before any was split, and for how many passages that counts: the first file may be short. */
const EXPECTED_BYTES_PER_PASSAGE = 750;
const EXPECTED_TOKENS_PER_PASSAGE = 165;
const EXPECTATION_PASSAGES = 50;
/** What a file is expected to hold is that of its neighbours; so many bytes of the mean of all files stand against chance. */
const BYTES_OF_THE_MEAN = 2000;
/** How often what is expected of all files is told anew. */
const RECKON_MS = 1000;

class ExpectedFile {
  readonly ending: string;
  /** Of what was split so far. */
  work = NO_WORK;
  bytesRead = 0;
  /** What a look at the file gave, before its turn; `null`: it gave nothing to go by. */
  seen: Work | null | undefined;
  /** Still to come of it. */
  left = NO_WORK;

  constructor(readonly file: FileToRead) {
    this.ending = extname(file.path).toLowerCase();
  }

  /** Bytes still to be read; the parts that a file is read in may not quite add up to it. */
  get unread(): number {
    const unread = this.file.bytes - this.bytesRead;
    return unread < 0.5 ? 0 : unread;
  }

  get isKnown(): boolean {
    return this.bytesRead > 0 || this.seen != null;
  }

  /** What is known of the file, and of how many of its bytes. */
  get known(): readonly [Work, number] {
    return this.seen && this.unread > 0 ? [this.seen, this.file.bytes] : [this.work, this.bytesRead];
  }
}

/**
 * How much work there is in the files that are not read yet. A kind of file makes as much of a byte as its neighbours
 * of the same kind, in the order of paths: pages of one manual are alike, those of two are not, though both be HTML.
 */
export class ExpectedWork {
  readonly #files: readonly ExpectedFile[];
  readonly #byPath: ReadonlyMap<string, ExpectedFile>;
  #left = NO_WORK;
  #reckonedAt = Number.NEGATIVE_INFINITY;

  /** @param files in the order in which they will be read */
  constructor(
    files: readonly FileToRead[],
    private readonly now: () => number,
  ) {
    this.#files = files.map((file) => new ExpectedFile(file));
    this.#byPath = new Map(this.#files.map((file) => [file.file.path, file]));
    this.#reckon();
  }

  /** So many bytes of a file have been read, and made so much work. */
  read(path: string, bytes: number, work: Work): void {
    const file = this.#byPath.get(path);
    if (!file) return;
    file.bytesRead += bytes;
    file.work = sumOf(file.work, work);
    this.#expect(file, less(file.left, work, file.unread > 0 ? 1 : 0));
    this.#reckonIfDue();
  }

  /** A look at a file before its turn showed so much work; `null`: it told nothing. */
  seen(path: string, work: Work | null): void {
    const file = this.#byPath.get(path);
    if (!file) return;
    file.seen = work;
    this.#reckonIfDue();
  }

  /** Still to come of all files. */
  get left(): Work {
    return this.#left;
  }

  /**
   * The file that a look at would tell most of: the middle one of the longest run of bytes of which nothing is known.
   * @param maxBytes larger files are not looked at
   */
  leastKnown(maxBytes: number): string | null {
    let longest = { from: 0, to: 0, bytes: 0 };
    let run = { from: 0, to: 0, bytes: 0 };
    for (const [at, { bytesRead, file, seen }] of this.#files.entries()) {
      const open = bytesRead === 0 && seen === undefined && !file.picture && file.bytes <= maxBytes;
      run = open ? { ...run, to: at + 1, bytes: run.bytes + file.bytes } : { from: at + 1, to: at + 1, bytes: 0 };
      if (run.bytes > longest.bytes) longest = run;
    }
    let before = 0;
    for (const { file } of this.#files.slice(longest.from, longest.to)) {
      before += file.bytes;
      if (before >= longest.bytes / 2) return file.path;
    }
    return null;
  }

  #expect(file: ExpectedFile, left: Work): void {
    this.#left = sumOf(less(this.#left, file.left), left);
    file.left = left;
  }

  #reckonIfDue(): void {
    if (this.now() - this.#reckonedAt >= RECKON_MS) this.#reckon();
  }

  #reckon(): void {
    this.#reckonedAt = this.now();
    const mean = this.#meanPerByte();
    const after = this.#neighbours([...this.#files.keys()].reverse());
    const before = this.#neighbours(this.#files.keys());
    this.#left = NO_WORK;
    for (const [at, file] of this.#files.entries()) {
      const { bytes, picture } = file.file;
      const neighbours = file.isKnown ? [file] : [before[at], after[at]].filter((other) => other !== undefined);
      const perByte = expectedPerByte(neighbours, mean, file.isKnown ? 0 : BYTES_OF_THE_MEAN, picture ? 1 / bytes : 0);
      const left = file.unread === 0 ? NO_WORK : times(perByte, file.unread);
      file.left = file.bytesRead === 0 ? less(left, file.work) : left;
      this.#left = sumOf(this.#left, file.left);
    }
  }

  /** The last known file of the same ending, going along the order. */
  #neighbours(order: Iterable<number>): readonly (ExpectedFile | undefined)[] {
    const last = new Map<string, ExpectedFile>();
    const neighbours: (ExpectedFile | undefined)[] = [];
    for (const at of order) {
      const file = this.#files[at] as ExpectedFile;
      if (file.isKnown && file.file.bytes > 0) last.set(file.ending, file);
      neighbours[at] = last.get(file.ending);
    }
    return neighbours;
  }

  #meanPerByte(): Work {
    let work: Work = {
      passages: EXPECTATION_PASSAGES,
      tokens: EXPECTATION_PASSAGES * EXPECTED_TOKENS_PER_PASSAGE,
      pages: 0,
    };
    let bytes = EXPECTATION_PASSAGES * EXPECTED_BYTES_PER_PASSAGE;
    for (const { isKnown, known } of this.#files) {
      if (!isKnown) continue;
      work = sumOf(work, known[0]);
      bytes += known[1];
    }
    return times(work, 1 / bytes);
  }
}

/** @param pages of a byte, where no neighbour tells: a file of the same ending has none, or is recognised throughout */
function expectedPerByte(neighbours: readonly ExpectedFile[], mean: Work, bytesOfMean: number, pages: number): Work {
  if (neighbours.length === 0) return { ...mean, pages };
  const known = neighbours.map((file) => file.known);
  const work = known.map(([of]) => of).reduce(sumOf, NO_WORK);
  const bytes = known.reduce((total, [, of]) => total + of, 0);
  const mixed = sumOf(work, times({ ...mean, pages: 0 }, bytesOfMean));
  return { ...times(mixed, 1 / (bytes + bytesOfMean)), pages: work.pages / bytes };
}

export function sumOf(a: Work, b: Work): Work {
  return { passages: a.passages + b.passages, tokens: a.tokens + b.tokens, pages: a.pages + b.pages };
}

function times({ passages, tokens, pages }: Work, factor: number): Work {
  return { passages: passages * factor, tokens: tokens * factor, pages: pages * factor };
}

/** What is left of `a` without `b`, at least nothing; that share of it. */
function less(a: Work, b: Work, share = 1): Work {
  const of = (key: keyof Work) => Math.max(0, a[key] - b[key]) * share;
  return { passages: of("passages"), tokens: of("tokens"), pages: of("pages") };
}
