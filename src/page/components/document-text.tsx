import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { Span } from "../../core/spans.js";
import { chunkAt, chunkText } from "../chunk-text.js";
import { textPieces } from "../text-pieces.js";
import { useTextWindow } from "./use-text-window.js";

/** A marked run of the text, in UTF-16 indexes. */
export interface TextMark extends Span {
  readonly kind: "evidence" | "other";
}

interface Props {
  readonly text: string;
  readonly marks: readonly TextMark[];
}

/** Evidence that takes more of the pane than this is read from its beginning. */
const MOST_OF_IT = 0.8;

/** A document's text around its evidence; more of it is drawn as the reader comes near the edge of what is there. */
export function DocumentText({ text, marks }: Props) {
  const chunks = useMemo(() => chunkText(text, marks), [text, marks]);
  const evidence = marks.find(({ kind }) => kind === "evidence");
  const { box, above, below, shown } = useTextWindow(chunks.length, chunkAt(chunks, evidence?.start ?? 0));
  const mark = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const isTall = (mark.current?.getBoundingClientRect().height ?? 0) > (box.current?.clientHeight ?? 0) * MOST_OF_IT;
    mark.current?.scrollIntoView({ block: isTall ? "start" : "center" });
  }, [box]);
  useEffect(() => {
    mark.current?.focus({ preventScroll: true });
  }, []);
  let isFirst = true;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="document-text" ref={box} tabIndex={0} aria-label="Text of the document" dir="auto">
      <div ref={above} />
      {chunks.slice(shown.first, shown.last + 1).map((chunk) => (
        <div key={chunk.start} data-chunk={chunk.start} className="chunk">
          {textPieces(chunk, marks).map((piece) => {
            const words = text.slice(piece.start, piece.end);
            if (piece.mark === null) return words;
            if (piece.mark.kind === "other") {
              return (
                <mark key={piece.start} className="other">
                  {words}
                </mark>
              );
            }
            const ref = isFirst ? mark : undefined;
            isFirst = false;
            return (
              <mark key={piece.start} ref={ref} tabIndex={ref ? -1 : undefined} className="evidence">
                {words}
              </mark>
            );
          })}
        </div>
      ))}
      <div ref={below} />
    </section>
  );
}
