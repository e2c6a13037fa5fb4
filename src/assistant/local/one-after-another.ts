import { FootnoteError } from "../../core/errors/errors.js";

/** Runs calls one after another, in the order in which they came. */
export class OneAfterAnother {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Whoever waits can leave at once; a call that has begun ends by itself.
   * @throws interrupted when the signal is aborted before the call's turn has come
   */
  run<Result>(call: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const turn = this.#last;
    return new Promise<Result>((resolve, reject) => {
      const leave = () => reject(new FootnoteError("interrupted", {}, { cause: signal?.reason }));
      const running = turn.then(() => {
        signal?.removeEventListener("abort", leave);
        return signal?.aborted ? leave() : call().then(resolve, reject);
      });
      signal?.addEventListener("abort", leave, { once: true });
      this.#last = running;
    });
  }
}
