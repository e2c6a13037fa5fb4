import { printableLine } from "../../core/text.js";
import { count, staleWords, unreadWords } from "../../core/wording.js";
import { hashOf } from "../state/route.js";
import { writerOf } from "../state/words.js";
import { moment } from "../text/words.js";
import { FailureNotice } from "./failure-notice.js";
import type { ViewProps } from "./view-props.js";

/** What is there to be asked, before anything was. */
export function Welcome({ state, dispatch }: ViewProps) {
  const { status } = state;
  const writer = writerOf(state);
  const documents = hashOf({ ...state.route, view: "documents" });
  const unread = status?.kind === "loaded" ? unreadWords(status.value.skipped) : null;
  const stale = status?.kind === "loaded" ? staleWords(status.value) : "";
  return (
    <section className="welcome" aria-labelledby="welcome-title">
      <h1 id="welcome-title">Answers from your own documents, each with the sentence that proves it.</h1>
      {status?.kind === "failed" && <FailureNotice failure={status.failure} dispatch={dispatch} />}
      {status?.kind === "loaded" && (
        <>
          <p className="muted">
            Ask a question; a click on a sentence of the answer opens the place that it was taken from.{" "}
            {writer === null ? (
              "Everything stays on the server that gave you this page."
            ) : (
              <>
                Everything stays on the server that gave you this page, but for what is said in words: for that it sends
                the question and sentences that it found to <bdi>{printableLine(writer.host)}</bdi>.
              </>
            )}
          </p>
          <p className="muted">
            <a href={documents}>{count(status.value.documents, "document")}</a> in <bdi>{status.value.corpus}</bdi>,
            indexed {moment(status.value.indexed_at)}
            {unread !== null && (
              <>
                {"; "}
                <a href={documents}>{unread}</a>
              </>
            )}
            .
          </p>
          {stale !== "" && (
            <p className="warning">
              <bdi>{stale}</bdi>{" "}
              <button type="button" className="link" onClick={() => dispatch({ type: "documents_asked" })}>
                See the documents
              </button>
            </p>
          )}
        </>
      )}
    </section>
  );
}
