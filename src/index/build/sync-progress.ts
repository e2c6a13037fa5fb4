import { extname } from "node:path";
import type { SyncProgress } from "../../contract/index-state.js";

/** What is expected of text before any was split, and for how many passages that counts: the first file may be short. */
const EXPECTED_BYTES_PER_PASSAGE = 750;
const EXPECTATION_PASSAGES = 50;
/** How often the time is noted at which so many passages were embedded. */
const SAMPLE_MS = 1000;

/** Of the files of one ending: markup makes fewer passages of a byte than prose. */
interface Kind {
  total: number;
  read: number;
  split: number;
}

interface Sample {
  readonly at: number;
  readonly embedded: number;
}

/** Turns what a build has done so far into what it shows. */
export class ProgressMeter {
  #files = { done: 0, total: 0 };
  /** Bytes and passages of the files that are read, by ending; the others have no passages to wait for. */
  readonly #kinds = new Map<string, Kind>();
  #passages = { split: 0, done: 0, embedded: 0 };
  #current: string | null = null;
  #page: number | null = null;
  #started = performance.now();
  /** From the first passage that was embedded on: before, the model is loaded. */
  readonly #samples: Sample[] = [];
  /** The sample where the later half of what is embedded begins. */
  #half = 0;

  constructor(private readonly report: ((progress: SyncProgress) => void) | undefined) {}

  discovering(): void {
    this.#show("discover");
  }

  /** @param toRead paths of all files that will be `read`, with their bytes */
  planned(files: number, toRead: Iterable<readonly [path: string, bytes: number]>): void {
    this.#files.total = files;
    for (const [path, bytes] of toRead) this.#kindOf(path).total += bytes;
    this.#started = performance.now();
    this.#show("embed");
  }

  reading(path: string): void {
    this.#current = path;
    this.#page = null;
    this.#show("embed");
  }

  /** A page of the file that is being read goes to be recognised. */
  recognizing(page: number): void {
    this.#page = page;
    this.#show("embed");
  }

  /** So many bytes of a file have been read and split into so many passages. */
  read(path: string, bytes: number, passages: number): void {
    const kind = this.#kindOf(path);
    kind.read += bytes;
    kind.split += passages;
    this.#passages.split += passages;
  }

  passageDone(embedded: boolean): void {
    this.#passages.done++;
    if (embedded) this.#embedded();
    this.#show("embed");
  }

  fileDone(): void {
    this.#files.done++;
    this.#show("embed");
  }

  writing(): void {
    this.#current = null;
    this.#page = null;
    this.#show("write");
  }

  get embedded(): number {
    return this.#passages.embedded;
  }

  #kindOf(path: string): Kind {
    const ending = extname(path).toLowerCase();
    const kind = this.#kinds.get(ending) ?? { total: 0, read: 0, split: 0 };
    this.#kinds.set(ending, kind);
    return kind;
  }

  #embedded(): void {
    const embedded = ++this.#passages.embedded;
    const at = performance.now();
    const last = this.#samples.at(-1);
    if (!last || at - last.at >= SAMPLE_MS) this.#samples.push({ at, embedded });
    while ((this.#samples[this.#half + 1]?.embedded ?? Number.POSITIVE_INFINITY) <= embedded / 2) this.#half++;
  }

  /** Passages that will be there at the end, as the files of each ending have made them so far. */
  #total(): number {
    const kinds = [...this.#kinds.values()];
    const read = kinds.reduce((sum, kind) => sum + kind.read, 0);
    const { split } = this.#passages;
    const perByte = (split + EXPECTATION_PASSAGES) / (read + EXPECTATION_PASSAGES * EXPECTED_BYTES_PER_PASSAGE);
    const left = kinds.reduce((sum, kind) => {
      const ofKind = (kind.split + EXPECTATION_PASSAGES) / (kind.read + EXPECTATION_PASSAGES / perByte);
      return sum + Math.max(0, kind.total - kind.read) * ofKind;
    }, 0);
    return split + Math.round(left);
  }

  /**
   * Of the later half of what was embedded, as the machine may have become slower. What an interrupted build left is
   * taken over at once and says nothing of the rest.
   */
  #rate(): number {
    const { done, embedded } = this.#passages;
    const now = performance.now();
    const from = this.#samples[this.#half];
    if (from && embedded > from.embedded) return (embedded - from.embedded) / Math.max((now - from.at) / 1000, 1e-3);
    return done / Math.max((now - this.#started) / 1000, 1e-3);
  }

  #show(phase: SyncProgress["phase"]): void {
    if (!this.report) return;
    const { done } = this.#passages;
    const total = this.#total();
    const rate = this.#rate();
    this.report({
      phase,
      files_done: this.#files.done,
      files_total: this.#files.total,
      passages_done: done,
      passages_total: total,
      current: this.#current,
      ...(this.#page !== null && { page: this.#page }),
      passages_per_second: rate,
      eta_seconds: done > 0 ? (total - done) / rate : null,
    });
  }
}
