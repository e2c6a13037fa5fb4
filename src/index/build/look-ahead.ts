import type { ExpectedWork, Work } from "./expected-work.js";

/** A shorter build is over before anybody reads how long it takes. */
const FROM_MS = 2000;
/** What may be spent on reading files twice, at first and as a share of the time that has passed. */
const AT_FIRST_MS = 500;
const SHARE = 0.01;
/** Larger files take long to read, and are told by their neighbours. */
const MAX_BYTES = 1 << 19;

export interface LookAheadOptions {
  readonly expected: ExpectedWork;
  /** Reads and splits a file; `null`: what comes of it can't be told so. */
  readonly workOf: (path: string) => Promise<Work | null>;
  /** Milliseconds of a clock that only goes forward [`performance.now`]. */
  readonly now?: () => number;
}

/**
 * Reads some files before their turn, spread over all that is to come, and keeps only how much work there is in them:
 * without that, a folder that begins with text and ends with markup would be reckoned as if it went on as it began.
 */
export class LookAhead {
  readonly #now: () => number;
  readonly #started: number;
  #spent = 0;

  constructor(private readonly options: LookAheadOptions) {
    this.#now = options.now ?? (() => performance.now());
    this.#started = this.#now();
  }

  /** Looks at one file if there is time for it. @throws as `workOf` */
  async lookIfDue(): Promise<void> {
    const started = this.#now();
    const passed = started - this.#started;
    if (passed < FROM_MS || this.#spent >= AT_FIRST_MS + SHARE * passed) return;
    const { expected, workOf } = this.options;
    const path = expected.leastKnown(MAX_BYTES);
    if (path === null) return;
    expected.seen(path, await workOf(path));
    this.#spent += this.#now() - started;
  }
}
