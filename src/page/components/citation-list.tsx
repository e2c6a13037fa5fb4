import type { Citation } from "../../contract/answer.js";
import { placeOf, quoteWithSource, sectionOf, titleOf } from "../text/words.js";
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
              <bdi className="source-title">{titleOf(citation)}</bdi>
              {sectionOf(citation) !== "" && <bdi className="source-section"> › {sectionOf(citation)}</bdi>}
              <span className="muted">
                {" "}
                <bdi>{citation.path}</bdi>, {placeOf(citation)}
              </span>
            </EvidenceLink>
            <span className="source-actions">
              <CopyButton text={quoteWithSource(citation)} which={`${index + 1} with its source`} dispatch={dispatch} />
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
