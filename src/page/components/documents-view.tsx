import type { SkippedFile } from "../../contract/answer.js";
import { count, titleOf, unreadWords } from "../../core/wording.js";
import { hashOf } from "../state/route.js";
import { fileSize, moment } from "../text/words.js";
import { BuildPanel } from "./build-panel.js";
import { EvidenceLink } from "./evidence-link.js";
import { FailureNotice } from "./failure-notice.js";
import { ComparisonBegun, DocumentActions } from "./report/document-actions.js";
import type { ViewProps } from "./view-props.js";

/** What is indexed, what could not be read and why, and what has changed since. */
export function DocumentsView({ state, dispatch }: ViewProps) {
  const { status, documents, route, build } = state;
  const isMissing = status?.kind === "failed" && status.failure.code === "index_missing";
  return (
    <section className="documents" aria-labelledby="documents-heading">
      <h1 id="documents-heading">Documents</h1>
      {(route.conversation.length > 0 || route.report !== null) && (
        <p>
          <a href={hashOf({ ...route, view: "answer" })}>Back to the {route.report === null ? "answer" : "report"}</a>
        </p>
      )}
      {status?.kind === "loaded" && (
        <p className="muted">
          {count(status.value.documents, "document")} and {count(status.value.passages, "passage")} of{" "}
          <bdi>{status.value.corpus}</bdi>, indexed {moment(status.value.indexed_at)}.
        </p>
      )}
      {status?.kind === "failed" && !(isMissing && build !== null) && (
        <FailureNotice failure={status.failure} dispatch={dispatch} />
      )}
      {!(isMissing && build === null) && <BuildPanel state={state} dispatch={dispatch} />}
      {status?.kind === "loaded" && status.value.skipped.length > 0 && <SkippedFiles skipped={status.value.skipped} />}
      {documents?.kind === "failed" && status?.kind !== "failed" && (
        <FailureNotice failure={documents.failure} dispatch={dispatch} />
      )}
      {documents?.kind === "loading" && <p className="muted">Listing…</p>}
      {documents?.kind === "loaded" && <ComparisonBegun state={state} dispatch={dispatch} />}
      {documents?.kind === "loaded" && (
        <ul className="document-list">
          {documents.value.map((document) => (
            <li key={document.id}>
              <EvidenceLink route={route} opens={{ kind: "document", id: document.id }} className="source">
                <bdi className="source-title">{titleOf(document)}</bdi>
                <span className="muted">
                  <bdi>{document.path}</bdi> · {fileSize(document.size)} · {count(document.passages, "passage")}
                </span>
              </EvidenceLink>
              <DocumentActions document={document} state={state} dispatch={dispatch} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Stands before the documents: in a long list nobody would come to it. */
function SkippedFiles({ skipped }: { readonly skipped: readonly SkippedFile[] }) {
  return (
    <details className="skipped" open={skipped.length <= MOST_SHOWN_AT_ONCE}>
      <summary>{unreadWords(skipped)}</summary>
      <ul className="skipped-list">
        {skipped.map(({ path, reason }) => (
          <li key={path}>
            <bdi className="source-title">{path}</bdi>
            <span className="muted">
              <bdi>{reason}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const MOST_SHOWN_AT_ONCE = 5;
