import { timeLeft } from "../../core/wording.js";
import type { Failure } from "../effects/failure.js";
import type { Event } from "../state/state.js";

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
        {code === "original_changed" && (
          <button type="button" className="primary" onClick={() => dispatch({ type: "build_asked", full: false })}>
            Update the index
          </button>
        )}
        <button type="button" onClick={() => dispatch({ type: "retried" })}>
          Try again
        </button>
      </span>
    </section>
  );
}

/** Text of the error catalogue: what stands between backticks is to be typed as it is. */
export function CodedText({ text }: { readonly text: string }) {
  const parts = text
    .split(/`([^`]+)`/)
    .map((part, index) => ({ part, isCode: index % 2 === 1, key: `${index} ${part}` }));
  return <bdi>{parts.map(({ part, isCode, key }) => (isCode ? <code key={key}>{part}</code> : part))}</bdi>;
}
