import { heardEvents } from "../core/heard-events.js";

/**
 * Something that goes on: `await` it for its result, or iterate over what happens meanwhile, or both. It has begun
 * already. Leaving the loop early calls it off; a failure is thrown by both.
 */
export interface Run<Result, Event> extends Promise<Result>, AsyncIterable<Event> {}

/** @param call given what to tell its events to; @param stop calls it off */
export function startRun<Result, Event>(
  call: (onEvent: (event: Event) => void) => Promise<Result>,
  stop: () => void,
): Run<Result, Event> {
  const heard = heardEvents(call);
  // Where nobody waits for it, its failure is unhandled, as that of any promise.
  const result = heard.result.then((value) => value);
  async function* events(): AsyncGenerator<Event, void> {
    // It is thrown where the events end.
    result.catch(() => {});
    let isOver = false;
    try {
      yield* heard.events;
      isOver = true;
      await result;
    } finally {
      if (!isOver) stop();
    }
  }
  return Object.assign(result, { [Symbol.asyncIterator]: events });
}
