import type { Context } from "hono";
import { accepts } from "hono/accepts";

const EVENTS = "text/event-stream";
const JSON_TYPE = "application/json";
const WILDCARDS = ["*/*", "application/*"];

/** Whether a client would rather have events than JSON: it has to name them, and to like nothing better. */
export function prefersEvents(c: Context): boolean {
  const type = accepts(c, {
    header: "Accept",
    supports: [JSON_TYPE, EVENTS],
    default: JSON_TYPE,
    // Hono's own passes over "*/*", and takes "text/*" for a wish to have events.
    match: (types) => {
      const wishes = types.map(({ type, q }) => ({ type: type.toLowerCase(), q }));
      const at = wishes.findIndex(({ type, q }) => type === EVENTS && q > 0);
      // Sorted by q; of equals, the first one named.
      const better = wishes.slice(0, Math.max(at, 0)).some(({ type, q }) => {
        return type === JSON_TYPE || (WILDCARDS.includes(type) && q > wishes[at]!.q);
      });
      return at >= 0 && !better ? EVENTS : JSON_TYPE;
    },
  });
  return type === EVENTS;
}
