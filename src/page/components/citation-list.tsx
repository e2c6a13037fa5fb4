import type { Citation } from "../../contract/answer.js";
import { type Changes, citationKey, SINCE_WORDS } from "../../core/conversation/recheck.js";
import { placeInFile, quoteWithSource, sectionsOf, titleOf } from "../../core/wording.js";
import { CopyButton } from "./copy-button.js";
import { EvidenceLink } from "./evidence-link.js";
import { PlainTextLink } from "./plain-text-link.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly citations: readonly Citation[];
}

export function CitationList({ citations, state, dispatch }: Props) {
  return (
    <section className="citations" aria-labelledby="citations-title">
      <h2 id="citations-title">Sources</h2>
      <ol>
        {citations.map((citation, index) => (
          <li key={citation.id}>
            <EvidenceLink route={state.route} opens={{ kind: "citation", number: index + 1 }} className="source">
              <SourceName citation={citation} changes={state.changes} />
            </EvidenceLink>
            <span className="source-actions">
              <CopyButton
                text={quoteWithSource(citation.quote, citation)}
                which={`${index + 1} with its source`}
                dispatch={dispatch}
              />
              <PlainTextLink
                documentId={citation.document_id}
                quote={citation.quote}
                of={` of citation ${index + 1}`}
                token={state.token}
                dispatch={dispatch}
              />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface SourceNameProps {
  readonly citation: Citation;
  /** What has become of citations since they were kept [nothing]. */
  readonly changes?: Changes;
}

/** What a citation is of, in lists of sources: its document, the sections that it stands in, and where in the file. */
export function SourceName({ citation, changes }: SourceNameProps) {
  const sections = sectionsOf(citation);
  const since = changes?.[citationKey(citation)];
  return (
    <>
      <bdi className="source-title">{titleOf(citation)}</bdi>
      {since !== undefined && <span className="badge">{SINCE_WORDS[since]}</span>}
      {sections.length > 0 && <bdi className="source-section"> › {sections.join(" › ")}</bdi>}
      <span className="muted">
        {" "}
        <bdi>{citation.path}</bdi>, {placeInFile(citation)}
      </span>
    </>
  );
}
