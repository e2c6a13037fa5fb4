import { setImmediate as yieldToOthers } from "node:timers/promises";

/** So long a loop may keep everything else waiting: a key press takes four or five yields until it is drawn. */
const YIELD_EVERY_MS = 8;

/** For loops that may run long: yields to everything else now and then, and ends with its signal. */
export class Yielder {
  #due = performance.now() + YIELD_EVERY_MS;

  constructor(private readonly signal?: AbortSignal) {}

  /** To be called at each step. @throws the signal's reason when it is aborted */
  async yieldIfDue(): Promise<void> {
    if (performance.now() < this.#due) return;
    await yieldToOthers();
    this.signal?.throwIfAborted();
    this.#due = performance.now() + YIELD_EVERY_MS;
  }
}

/** As `Array.from` with a step, but that other work gets done in between. @throws the signal's reason when it is aborted */
export async function mapYielding<Item, Result>(
  items: Iterable<Item>,
  step: (item: Item, index: number) => Result,
  signal?: AbortSignal,
): Promise<Result[]> {
  const yielder = new Yielder(signal);
  const results: Result[] = [];
  for (const item of items) {
    results.push(step(item, results.length));
    await yielder.yieldIfDue();
  }
  return results;
}
