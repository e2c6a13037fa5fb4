import { useMemo } from "react";
import { TextMap } from "../../core/offsets.js";
import type { Span } from "../../core/spans.js";
import { locateEvidence } from "../locate-evidence.js";
import type { OpenEvidence } from "../opened-evidence.js";
import { DocumentText, type TextMark } from "./document-text.js";

interface Props {
  readonly text: string;
  readonly shown: OpenEvidence;
  /** Changes whenever something is opened, be it the same again. */
  readonly opening: number;
}

/** A document's text with its evidence found in it. */
export function LocatedText({ text, shown: { evidence, others }, opening }: Props) {
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
