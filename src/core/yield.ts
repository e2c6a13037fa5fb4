import { setImmediate as nextTurn } from "node:timers/promises";

/** So long a loop may keep everything else waiting: a key press takes four or five turns until it is drawn. */
const TURN_MS = 8;

/** For loops that may run long: gives everything else its turn now and then, and ends with its signal. */
export class Turns {
  #ends = performance.now() + TURN_MS;

  constructor(private readonly signal?: AbortSignal) {}

  /** To be called at each step. @throws the signal's reason when it is aborted */
  async next(): Promise<void> {
    if (performance.now() < this.#ends) return;
    await nextTurn();
    this.signal?.throwIfAborted();
    this.#ends = performance.now() + TURN_MS;
  }
}

/** As `Array.from` with a step, but that other work gets its turn. @throws the signal's reason when it is aborted */
export async function mapInTurns<Item, Result>(
  items: Iterable<Item>,
  step: (item: Item, index: number) => Result,
  signal?: AbortSignal,
): Promise<Result[]> {
  const turns = new Turns(signal);
  const results: Result[] = [];
  for (const item of items) {
    results.push(step(item, results.length));
    await turns.next();
  }
  return results;
}
