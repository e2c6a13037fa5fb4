import type { DocumentSummary } from "../../../contract/documents.js";
import { titleOf } from "../../../core/wording.js";
import { hashOf, withReport } from "../../state/route.js";
import type { ViewProps } from "../view-props.js";

interface Props extends ViewProps {
  readonly document: DocumentSummary;
}

/** What can be made of a document of the list: its summary, or a comparison with another one. */
export function DocumentActions({ document, state, dispatch }: Props) {
  const { compared, route } = state;
  const of = <span className="visually-hidden"> {titleOf(document)}</span>;
  const summary = withReport(route, { task: "summary", document: document.id });
  return (
    <span className="source-actions">
      <a href={hashOf(summary)}>Summarise{of}</a>
      {compared === null || compared.id === document.id ? (
        <button
          type="button"
          className="link"
          aria-pressed={compared !== null}
          onClick={() => dispatch({ type: "comparison_begun", document: compared === null ? document : null })}
        >
          Compare{of}
        </button>
      ) : (
        <button
          type="button"
          className="link"
          onClick={() =>
            dispatch({
              type: "report_asked",
              of: { task: "comparison", first: compared.id, second: document.id, about: null },
            })
          }
        >
          Compare with it{of}
        </button>
      )}
    </span>
  );
}

/** Says what the next document is compared with; it stays in sight. */
export function ComparisonBegun({ state, dispatch }: ViewProps) {
  if (state.compared === null) return null;
  return (
    <p className="comparison-begun">
      Comparing <bdi className="source-title">{titleOf(state.compared)}</bdi>: choose the other document.{" "}
      <button type="button" className="link" onClick={() => dispatch({ type: "comparison_begun", document: null })}>
        Don't compare
      </button>
    </p>
  );
}
