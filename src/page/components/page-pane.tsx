import { type FormEvent, useMemo } from "react";
import type { DocumentText, PageView } from "../../contract/documents.js";
import { TextMap } from "../../core/offsets.js";
import type { Span } from "../../core/spans.js";
import { upperFirst } from "../../core/text.js";
import type { OpenEvidence } from "../state/opened-evidence.js";
import { type OpenPage, pageKey, pageWords } from "../state/opened-page.js";
import { locateEvidence } from "../text/locate-evidence.js";
import { type PointSpan, wordsIn } from "../text/page-marks.js";
import { FailureNotice } from "./failure-notice.js";
import { PageDrawing } from "./page-drawing.js";
import { SheetGrid } from "./sheet-grid.js";
import type { ViewProps } from "./view-props.js";

interface Props extends ViewProps {
  readonly open: OpenPage;
  readonly text: DocumentText;
  readonly shown: OpenEvidence;
  /** Changes whenever something is opened, be it the same again. */
  readonly opening: number;
}

/** A page of the document that is open, with its evidence marked on it. */
export function PagePane({ state, dispatch, open, text, shown, opening }: Props) {
  const { documentId, number, home } = open;
  const page = state.pages[pageKey(documentId, number)];
  const original = state.originals[documentId];
  const { evidence, others, isGone } = useLocated(text.text, shown);
  const isUnmarked =
    evidence !== null && number === home && page?.kind === "loaded" && wordsIn(page.value.words, evidence).length === 0;
  return (
    <>
      <PageTools state={state} dispatch={dispatch} open={open} page={page?.kind === "loaded" ? page.value : null} />
      {isGone && (
        <p className="notice warning">
          The document has changed since it was cited, and no longer holds this text as it was quoted. Ask again.
        </p>
      )}
      {isUnmarked && (
        <p className="notice">
          Where the quote stands on this page isn't known.{" "}
          <button type="button" className="link" onClick={() => dispatch({ type: "look_switched" })}>
            Show it in the text
          </button>
        </p>
      )}
      {page?.kind === "failed" && <FailureNotice failure={page.failure} dispatch={dispatch} />}
      {original?.kind === "failed" && page?.kind === "loaded" && page.value.picture !== null && (
        <FailureNotice failure={original.failure} dispatch={dispatch} />
      )}
      {(page === undefined || page.kind === "loading") && <p className="notice muted">Opening…</p>}
      {page?.kind === "loaded" &&
        (page.value.unit === "cells" ? (
          <SheetGrid
            key={`${documentId} ${number} ${opening}`}
            page={page.value}
            evidence={evidence}
            others={others}
            zoom={state.zoom}
          />
        ) : (
          <PageDrawing
            key={`${documentId} ${number} ${opening}`}
            page={page.value}
            file={original?.kind === "loaded" ? original.value : null}
            isWaiting={original === undefined || original.kind === "loading"}
            evidence={evidence}
            others={others}
            zoom={state.zoom}
            dispatch={dispatch}
          />
        ))}
    </>
  );
}

interface Located {
  readonly evidence: PointSpan | null;
  readonly others: readonly PointSpan[];
  /** Whether the document holds the evidence no more. */
  readonly isGone: boolean;
}

/** Where the quotes stand in the text as it is now. */
function useLocated(text: string, { evidence, others }: OpenEvidence): Located {
  const map = useMemo(() => new TextMap(text), [text]);
  return useMemo(() => {
    const points = (located: Span | null): PointSpan | null =>
      located && { start: map.toCodePoint(located.start), end: map.toCodePoint(located.end) };
    const found = evidence === null ? null : points(locateEvidence(text, map, evidence));
    const beside = others.flatMap((other) => points(locateEvidence(text, map, other)) ?? []);
    return { evidence: found, others: beside, isGone: evidence !== null && found === null };
  }, [text, map, evidence, others]);
}

interface ToolsProps extends ViewProps {
  readonly open: OpenPage;
  readonly page: PageView | null;
}

/** On to other pages, and how large they are drawn. */
function PageTools({ state, dispatch, open: { number, count }, page }: ToolsProps) {
  const kind = page?.unit === "cells" ? "sheet" : page?.unit === "points" && page.picture === null ? "slide" : "page";
  const goTo = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get("page")).trim();
    if (/^\d{1,6}$/.test(given)) dispatch({ type: "page_asked", number: Number(given) });
  };
  return (
    <div className="page-tools">
      <form className="page-number" onSubmit={goTo}>
        <button
          type="button"
          aria-label={`Previous ${kind}`}
          disabled={number === 1}
          onClick={() => dispatch({ type: "page_stepped", by: -1 })}
        >
          ‹
        </button>
        <label>
          {upperFirst(kind)}{" "}
          <input key={number} name="page" inputMode="numeric" autoComplete="off" maxLength={6} defaultValue={number} />
        </label>
        <span>
          of {count}
          {page !== null && page.label !== null && pageWords(page) !== `${kind} ${number}` && (
            <>
              {" · "}
              <bdi>{page.label}</bdi>
            </>
          )}
        </span>
        <button
          type="button"
          aria-label={`Next ${kind}`}
          disabled={number === count}
          onClick={() => dispatch({ type: "page_stepped", by: 1 })}
        >
          ›
        </button>
      </form>
      <span className="zoom">
        <button type="button" aria-label="Smaller" onClick={() => dispatch({ type: "zoomed", by: -1 })}>
          −
        </button>
        <button type="button" onClick={() => dispatch({ type: "zoomed", by: 0 })} aria-pressed={state.zoom === 1}>
          Fit
        </button>
        <button type="button" aria-label="Larger" onClick={() => dispatch({ type: "zoomed", by: 1 })}>
          +
        </button>
      </span>
    </div>
  );
}
