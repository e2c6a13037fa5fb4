import type { Answer } from "../../contract/answer.js";
import { count } from "../../core/wording.js";
import { hashOf } from "../route.js";
import { duration, percentOf, staleWords } from "../words.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly answer: Answer;
}

/** How sure the answer is, what was searched, and whether the folder has changed since. */
export function AnswerFacts({ answer, state, dispatch }: Props) {
  const { confidence, coverage, status, timings_ms } = answer;
  const { label, probability } = confidence;
  const sure = `${label.charAt(0).toUpperCase()}${label.slice(1)} confidence`;
  const percent = probability === null ? "" : `, ${percentOf(probability)}`;
  return (
    <div className="facts">
      <p className="muted">
        {status === "answered" && (
          <span className={`confidence confidence-${label}`}>
            {label === "uncalibrated" ? "Confidence not calibrated for this model" : `${sure}${percent}`}
          </span>
        )}
        Searched {count(coverage.documents_searched, "document")} in {duration(timings_ms.total)}
        {coverage.skipped.length > 0 && (
          <>
            {"; "}
            <a href={hashOf({ ...state.route, view: "documents" })}>
              {count(coverage.skipped.length, "file")} could not be read
            </a>
          </>
        )}
        .
      </p>
      {coverage.stale !== null && coverage.stale.length > 0 && (
        <p className="warning">
          <bdi>{staleWords(coverage.stale)}</bdi>{" "}
          <button type="button" className="link" onClick={() => dispatch({ type: "build_asked", full: false })}>
            Update the index
          </button>
        </p>
      )}
    </div>
  );
}
