import type { SyncProgress } from "../contract/index-state.js";

/** A call that goes on, with what it tells meanwhile. */
export interface Heard<Event, Result> {
  /** Ends when the call does, also where it fails. */
  readonly events: AsyncGenerator<Event, void>;
  readonly result: Promise<Result>;
}

/** Makes a call, and gives what it tells while it goes on as a stream. @param call given what to tell its events to */
export function heardEvents<Event, Result>(
  call: (onEvent: (event: Event) => void) => Promise<Result>,
): Heard<Event, Result> {
  const heard: Event[] = [];
  let wake = () => {};
  let isOver = false;
  const end = () => {
    isOver = true;
    wake();
  };
  const result = call((event) => {
    heard.push(event);
    wake();
  });
  result.then(end, end);
  async function* events(): AsyncGenerator<Event, void> {
    while (!isOver || heard.length > 0) {
      yield* heard.splice(0);
      if (isOver) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isOver || heard.length > 0) resolve();
      });
    }
  }
  return { events: events(), result };
}

/**
 * Passes a build's progress on at a pace that who hears it can follow, and each change of phase at once.
 * @param intervalMs between two reports of one phase
 * @param now milliseconds [of the process's clock]
 */
export function paced(
  intervalMs: number,
  pass: (progress: SyncProgress) => void,
  now: () => number = () => performance.now(),
): (progress: SyncProgress) => void {
  let phase = "";
  let passedAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    if (progress.phase === phase && now() - passedAt < intervalMs) return;
    passedAt = now();
    phase = progress.phase;
    pass(progress);
  };
}
