import type { SyncProgress } from "../../contract/index-state.js";

/** What is expected of text before any was split, and for how many passages that counts: the first file may be short. */
const EXPECTED_BYTES_PER_PASSAGE = 750;
const EXPECTATION_PASSAGES = 50;

/** Turns what a build has done so far into what it shows. */
export class ProgressMeter {
  #files = { done: 0, total: 0 };
  /** Of the files that are read; the others have no passages to wait for. */
  #bytes = { read: 0, total: 0 };
  #passages = { split: 0, done: 0, embedded: 0 };
  #current: string | null = null;
  #page: number | null = null;
  #started = performance.now();

  constructor(private readonly report: ((progress: SyncProgress) => void) | undefined) {}

  discovering(): void {
    this.#show("discover");
  }

  /** @param bytes of all files that will be `read` */
  planned(files: number, bytes: number): void {
    this.#files.total = files;
    this.#bytes.total = bytes;
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

  /** A file of so many bytes has been read and split into so many passages. */
  read(bytes: number, passages: number): void {
    this.#bytes.read += bytes;
    this.#passages.split += passages;
  }

  passageDone(embedded: boolean): void {
    this.#passages.done++;
    if (embedded) this.#passages.embedded++;
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

  #show(phase: SyncProgress["phase"]): void {
    if (!this.report) return;
    const { done, split } = this.#passages;
    const { read, total: bytes } = this.#bytes;
    const perByte = (split + EXPECTATION_PASSAGES) / (read + EXPECTATION_PASSAGES * EXPECTED_BYTES_PER_PASSAGE);
    const total = split + Math.round(Math.max(0, bytes - read) * perByte);
    const rate = done / Math.max((performance.now() - this.#started) / 1000, 1e-3);
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
