import { setTimeout as delay } from "node:timers/promises";
import type { Assistant } from "../../assistant/assistant.js";

/** How long a stream waits with its first byte: what fails before has a status of its own. */
const FIRST_BYTE_MS = 100;

export interface Begun {
  readonly firstByte: ReturnType<typeof firstByte>;
}

/**
 * Waits until a stream may begin: when its work is done or goes on for longer than that. Where no index has been seen yet,
 * one has to be there first, however long the machine takes to tell; or a server without one would answer 200 when it is
 * busy.
 * The promise is rejected as the work is.
 */
export function firstByte(assistant: Pick<Assistant, "documents">): (work: Promise<unknown>) => Promise<void> {
  let isIndexSeen = false;
  const seen = async (): Promise<void> => {
    if (!isIndexSeen) await assistant.documents({ limit: 1 });
    isIndexSeen = true;
  };
  return async (work) => {
    const begun = seen().then(
      () => delay(FIRST_BYTE_MS, undefined, { ref: false }),
      () => work,
    );
    await Promise.race([work, begun]);
  };
}
