import { FootnoteError } from "../core/errors.js";

/** Aborts when the client hangs up. The adapter's own signal gives a string as its reason, which is no Error to throw. */
export function disconnection({ signal }: { readonly signal: AbortSignal }): AbortSignal {
  const calledOff = new AbortController();
  const callOff = () => calledOff.abort(new FootnoteError("interrupted", {}, { cause: signal.reason }));
  if (signal.aborted) callOff();
  else signal.addEventListener("abort", callOff, { once: true });
  return calledOff.signal;
}
