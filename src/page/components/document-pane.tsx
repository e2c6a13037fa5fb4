import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { TextMap } from "../../core/offsets.js";
import type { Span } from "../../core/spans.js";
import { placeInFile, quoteWithSource, sectionsOf, titleOf } from "../../core/wording.js";
import { evidenceBeside, type OpenEvidence, reportsOf } from "../state/opened-evidence.js";
import { openPage } from "../state/opened-page.js";
import { hashOf, type Opened } from "../state/route.js";
import { isCitationMissing } from "../state/settle.js";
import { locateEvidence } from "../text/locate-evidence.js";
import { CopyButton } from "./copy-button.js";
import { DocumentText, type TextMark } from "./document-text.js";
import { FailureNotice } from "./failure-notice.js";
import { PagePane } from "./page-pane.js";
import { PlainTextLink } from "./plain-text-link.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly shown: OpenEvidence | null;
}

/** The document that is open beside the answer. */
export function DocumentPane({ state, dispatch, shown }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  const id = shown?.documentId ?? null;
  const text = id === null ? undefined : state.texts[id];
  const { opened } = state.route;
  const place = opened?.kind === "passage" ? state.places[opened.id] : undefined;
  const document = text?.kind === "loaded" ? text.value.document : null;
  const source = shown?.citation ?? shown?.passage ?? null;
  const opening = useOpening(opened);
  const page = openPage(state);
  const reports = reportsOf(state.route, shown);
  // The evidence takes the focus when it is drawn; until then, and without any, the title has it. The text's own effects
  // run before those of this pane, but none before its layout effects.
  useLayoutEffect(() => {
    if (id !== null || opened !== null) title.current?.focus({ preventScroll: true });
  }, [id, opened]);
  return (
    <aside className="document" aria-labelledby="document-title">
      <header className="document-header">
        <div className="document-name">
          <h2 id="document-title" ref={title} tabIndex={-1}>
            <bdi>{document ? titleOf(document) : source ? titleOf(source) : "Document"}</bdi>
          </h2>
          <p className="muted">
            <bdi>{document?.path ?? source?.path}</bdi>
            {source && `, ${placeInFile(source)}`}
            {source && sectionsOf(source).length > 0 && <bdi> · {sectionsOf(source).join(" › ")}</bdi>}
          </p>
        </div>
        <button type="button" className="close" aria-label="Close the document" onClick={close}>
          <span aria-hidden="true">×</span>
        </button>
        <div className="document-actions">
          {page !== null && <Look isText={state.route.asText} dispatch={dispatch} />}
          <Steps state={state} dispatch={dispatch} />
          {reports.passage && <a href={hashOf(reports.passage)}>Explain</a>}
          {reports.document && <a href={hashOf(reports.document)}>Summarise</a>}
          {shown?.citation && (
            <CopyButton
              text={quoteWithSource(shown.citation.quote, shown.citation)}
              which="with its source"
              dispatch={dispatch}
            />
          )}
          {id !== null && (
            <PlainTextLink
              documentId={id}
              quote={shown?.evidence?.quote ?? null}
              token={state.token}
              dispatch={dispatch}
            />
          )}
        </div>
      </header>
      {isCitationMissing(state) && <p className="notice">This answer has no such citation.</p>}
      {place?.kind === "failed" && <FailureNotice failure={place.failure} dispatch={dispatch} />}
      {text?.kind === "failed" && <FailureNotice failure={text.failure} dispatch={dispatch} />}
      {(text?.kind === "loading" || place?.kind === "loading") && <p className="notice muted">Opening…</p>}
      {text?.kind === "loaded" && shown && page !== null && !state.route.asText && (
        <PagePane state={state} dispatch={dispatch} open={page} text={text.value} shown={shown} opening={opening} />
      )}
      {text?.kind === "loaded" && shown && (page === null || state.route.asText) && (
        <LocatedText key={text.value.document.id} text={text.value.text} shown={shown} opening={opening} />
      )}
    </aside>
  );

  function close(): void {
    dispatch({ type: "document_closed" });
  }
}

/** Counts what has been opened: the same link once more leads back to the evidence, wherever the reader has gone. */
function useOpening(opened: Opened | null): number {
  const [{ last, times }, setSeen] = useState({ last: opened, times: 0 });
  if (last !== opened) setSeen({ last: opened, times: times + 1 });
  return times;
}

interface LookProps {
  readonly isText: boolean;
  readonly dispatch: ViewProps["dispatch"];
}

/** Whether the pages are shown or their text. */
function Look({ isText, dispatch }: LookProps) {
  const choice = (name: string, isChosen: boolean) => (
    <button
      type="button"
      className="look-choice"
      aria-pressed={isChosen}
      onClick={() => {
        if (!isChosen) dispatch({ type: "look_switched" });
      }}
    >
      {name}
    </button>
  );
  return (
    <fieldset className="look" aria-label="Show as">
      {choice("Page", !isText)}
      {choice("Text", isText)}
    </fieldset>
  );
}

/** On to the next citation or passage. */
function Steps({ state, dispatch }: ViewProps) {
  const kind = state.route.opened?.kind;
  if (kind !== "citation" && kind !== "reported" && kind !== "passage") return null;
  const what = kind === "passage" ? kind : "citation";
  return (
    <span className="steps">
      <button
        type="button"
        className="link"
        aria-label={`Previous ${what}`}
        disabled={evidenceBeside(state, -1) === null}
        onClick={() => dispatch({ type: "evidence_stepped", by: -1 })}
      >
        ← Previous
      </button>
      <button
        type="button"
        className="link"
        aria-label={`Next ${what}`}
        disabled={evidenceBeside(state, 1) === null}
        onClick={() => dispatch({ type: "evidence_stepped", by: 1 })}
      >
        Next →
      </button>
    </span>
  );
}

interface LocatedTextProps {
  readonly text: string;
  readonly shown: OpenEvidence;
  /** Changes whenever something is opened, be it the same again. */
  readonly opening: number;
}

/** A document's text with its evidence found in it. */
function LocatedText({ text, shown: { evidence, others }, opening }: LocatedTextProps) {
  const map = useMemo(() => new TextMap(text), [text]);
  const { located, marks } = useMemo(() => {
    const located = evidence === null ? null : locateEvidence(text, map, evidence);
    const beside = others.flatMap((other) => markOf(locateEvidence(text, map, other), "other"));
    // The evidence first: where marks overlap it is drawn whole.
    return { located, marks: [...markOf(located, "evidence"), ...beside] };
  }, [text, map, evidence, others]);
  return (
    <>
      {evidence !== null && located === null && (
        <p className="notice warning">
          The document has changed since it was cited, and no longer holds this text as it was quoted. Ask again.
        </p>
      )}
      {text === "" && <p className="notice muted">This document is empty.</p>}
      <DocumentText key={opening} text={text} marks={marks} />
    </>
  );
}

function markOf(located: Span | null, kind: TextMark["kind"]): TextMark[] {
  return located === null ? [] : [{ ...located, kind }];
}
