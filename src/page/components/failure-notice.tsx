import type { Failure } from "../failure.js";
import type { Event } from "../state.js";
import { timeLeft } from "../words.js";
import { CodedText } from "./coded-text.js";

interface Props {
  readonly failure: Failure;
  readonly dispatch: (event: Event) => void;
}

/** What went wrong, and what can be done now. */
export function FailureNotice({ failure, dispatch }: Props) {
  const { code, message, hint, retryAfterSeconds } = failure;
  return (
    <section className="failure" aria-label="Problem">
      <p className="failure-message">
        <CodedText text={message} />
      </p>
      <p>{retryAfterSeconds === null ? <CodedText text={hint} /> : `Try again in ${timeLeft(retryAfterSeconds)}.`}</p>
      <span className="failure-actions">
        {code === "index_missing" && (
          <button type="button" className="primary" onClick={() => dispatch({ type: "build_asked", full: false })}>
            Build the index
          </button>
        )}
        <button type="button" onClick={() => dispatch({ type: "retried" })}>
          Try again
        </button>
      </span>
    </section>
  );
}
