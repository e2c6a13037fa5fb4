import type { SyncProgress } from "../../contract/index-state.js";
import { ExpectedWork, type FileToRead, NO_WORK, type Work } from "./expected-work.js";

/** How often the time is noted at which so much was embedded. */
const SAMPLE_MS = 1000;
/** What takes as long to embed as a page to recognise: 3.1 s of processor, at 0.25 ms a token. */
const TOKENS_PER_PAGE = 12_500;
/** For how many tokens it counts that all has to be embedded, until it shows how much an earlier index holds. */
const EXPECTATION_TOKENS = 10_000;
/** The time left that is shown follows what is reckoned within this share of the time that has passed, or is left. */
const SMOOTHED_SHARE = 0.05;

interface Sample {
  readonly at: number;
  /** Passages. */
  readonly embedded: number;
  /** In tokens. */
  readonly work: number;
}

export interface ProgressMeterOptions {
  readonly report?: ((progress: SyncProgress) => void) | undefined;
  /** Milliseconds of a clock that only goes forward [`performance.now`]. */
  readonly now?: () => number;
}

/** Turns what a build has done so far into what it shows. */
export class ProgressMeter {
  readonly #report: ((progress: SyncProgress) => void) | undefined;
  readonly #now: () => number;
  #files = { done: 0, total: 0 };
  #expected: ExpectedWork;
  #passages = { split: 0, done: 0, embedded: 0 };
  #tokens = { split: 0, done: 0, embedded: 0, known: 0 };
  /** Pages that were recognised. */
  #pages = 0;
  #current: string | null = null;
  #page: number | null = null;
  #host: string | null = null;
  #started: number;
  /** From the first passage that was embedded on: before, the model is loaded. */
  readonly #samples: Sample[] = [];
  /** The sample where the later half of the work begins. */
  #half = 0;
  #shown: { readonly at: number; readonly seconds: number } | null = null;

  constructor({ report, now = () => performance.now() }: ProgressMeterOptions = {}) {
    this.#report = report;
    this.#now = now;
    this.#started = now();
    this.#expected = new ExpectedWork([], now);
  }

  /** Another machine writes, and this one embeds for it; `null`: no more. */
  joined(host: string | null): void {
    this.#host = host;
  }

  discovering(): void {
    this.#show("discover");
  }

  /** @param toRead all files that will be `read`, in that order */
  planned(files: number, toRead: readonly FileToRead[]): void {
    this.#files.total = files;
    this.#expected = new ExpectedWork(toRead, this.#now);
    this.#started = this.#now();
    this.#show("embed");
  }

  reading(path: string): void {
    this.#current = path;
    this.#page = null;
    this.#show("embed");
  }

  /** A page of the file that is being read goes to be recognised, or was before. */
  recognizing(page: number): void {
    this.#page = page;
    if (this.#current) this.#expected.read(this.#current, 0, { ...NO_WORK, pages: 1 });
    this.#show("embed");
  }

  recognized(): void {
    this.#pages++;
    this.#sample();
  }

  /** So many bytes of a file have been read and made so much work. */
  read(path: string, bytes: number, work: Work): void {
    this.#expected.read(path, bytes, work);
    this.#passages.split += work.passages;
    this.#tokens.split += work.tokens;
  }

  /** What there is still to read, for looking at some of it before its turn. */
  get expected(): ExpectedWork {
    return this.#expected;
  }

  passageDone(tokens: number, embedded: boolean): void {
    this.#passages.done++;
    this.#tokens.done += tokens;
    if (embedded) {
      this.#passages.embedded++;
      this.#tokens.embedded += tokens;
      this.#sample();
    } else if (this.#tokens.embedded > 0) this.#tokens.known += tokens;
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

  get #work(): number {
    return this.#tokens.embedded + this.#pages * TOKENS_PER_PAGE;
  }

  #sample(): void {
    const at = this.#now();
    const last = this.#samples.at(-1);
    const work = this.#work;
    if (!last || at - last.at >= SAMPLE_MS) this.#samples.push({ at, embedded: this.#passages.embedded, work });
    while ((this.#samples[this.#half + 1]?.work ?? Number.POSITIVE_INFINITY) <= work / 2) this.#half++;
  }

  /**
   * A second's, of the later half of the work, as the machine may have become slower; 0 until the model has embedded
   * something. What an interrupted build left is taken over at once and says nothing of the rest.
   */
  #rates(): { readonly passages: number; readonly work: number } {
    const from = this.#samples[this.#half];
    if (!from || this.#work === from.work) return { passages: 0, work: 0 };
    const seconds = Math.max((this.#now() - from.at) / 1000, 1e-3);
    return { passages: (this.embedded - from.embedded) / seconds, work: (this.#work - from.work) / seconds };
  }

  /** In tokens that the model has yet to read: of changed files it knows many passages, as of those seen so far. */
  #workLeft(): number {
    const { split, done, embedded, known } = this.#tokens;
    const { tokens, pages } = this.#expected.left;
    const share = (embedded + EXPECTATION_TOKENS) / (embedded + known + EXPECTATION_TOKENS);
    return (split - done + tokens) * share + pages * TOKENS_PER_PAGE;
  }

  /** What is reckoned jumps a little with each file; what is shown counts down, and moves towards it. */
  #smoothed(reckoned: number): number {
    const at = this.#now();
    const passed = this.#shown ? at - this.#shown.at : 0;
    const countedDown = this.#shown ? Math.max(0, this.#shown.seconds - passed / 1000) : reckoned;
    const shorter = Math.min(at - this.#started, reckoned * 1000);
    const weight = 1 - Math.exp(-passed / (SMOOTHED_SHARE * Math.max(1, shorter)));
    const seconds = countedDown + (reckoned - countedDown) * weight;
    this.#shown = { at, seconds };
    return seconds;
  }

  #show(phase: SyncProgress["phase"]): void {
    if (!this.#report) return;
    const { split, done } = this.#passages;
    const rates = this.#rates();
    this.#report({
      phase,
      files_done: this.#files.done,
      files_total: this.#files.total,
      passages_done: done,
      passages_total: split + Math.round(this.#expected.left.passages),
      current: this.#current,
      ...(this.#page !== null && { page: this.#page }),
      ...(this.#host !== null && { helps: this.#host }),
      passages_per_second: rates.passages,
      eta_seconds: rates.work === 0 ? null : this.#smoothed(this.#workLeft() / rates.work),
    });
  }
}
