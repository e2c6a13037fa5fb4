import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Span } from "../../core/spans.js";
import { chunkAt, chunkText } from "../text/chunk-text.js";
import { textPieces } from "../text/pieces.js";

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

interface Range {
  readonly first: number;
  readonly last: number;
}

interface TextWindow {
  readonly box: RefObject<HTMLElement | null>;
  /** Stand above and below what is drawn; more is drawn when they come near. */
  readonly above: RefObject<HTMLDivElement | null>;
  readonly below: RefObject<HTMLDivElement | null>;
  readonly shown: Range;
}

const CHUNKS_AROUND = 2;
const CHUNKS_A_STEP = 3;
/** More than this would make a browser slow; what is furthest from the reader goes first. */
const MAX_CHUNKS = 24;
const NEAR = "1200px";

/** Which of a document's chunks are drawn: those around `start`, and more where the reader scrolls. */
function useTextWindow(chunks: number, start: number): TextWindow {
  const box = useRef<HTMLElement>(null);
  const above = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ readonly name: string; readonly top: number } | null>(null);
  const [shown, setShown] = useState<Range>(() => ({
    first: Math.max(0, start - CHUNKS_AROUND),
    last: Math.min(chunks - 1, start + CHUNKS_AROUND),
  }));

  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => {
        const near = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
        const wider = widened(shown, chunks, near.includes(above.current!), near.includes(below.current!));
        if (wider.first === shown.first && wider.last === shown.last) return;
        anchor.current = anchorIn(box.current);
        setShown(wider);
      },
      { root: box.current, rootMargin: `${NEAR} 0px` },
    );
    for (const edge of [above.current, below.current]) if (edge) watch.observe(edge);
    return () => watch.disconnect();
  }, [shown, chunks]);

  // What is being read stays where it is when text is put above it or taken away.
  useLayoutEffect(() => {
    const kept = anchor.current;
    anchor.current = null;
    const element = kept && box.current?.querySelector(`[data-chunk="${kept.name}"]`);
    if (element && box.current) box.current.scrollTop += element.getBoundingClientRect().top - kept.top;
  });

  return { box, above, below, shown };
}

function widened({ first, last }: Range, chunks: number, isTopNear: boolean, isEndNear: boolean): Range {
  const from = isTopNear ? Math.max(0, first - CHUNKS_A_STEP) : first;
  const to = isEndNear ? Math.min(chunks - 1, last + CHUNKS_A_STEP) : last;
  if (to - from < MAX_CHUNKS) return { first: from, last: to };
  return isTopNear ? { first: from, last: from + MAX_CHUNKS - 1 } : { first: to - MAX_CHUNKS + 1, last: to };
}

/** The first chunk that the reader sees, with its place on the screen. */
function anchorIn(box: HTMLElement | null) {
  const top = box?.getBoundingClientRect().top ?? 0;
  const seen = [...(box?.querySelectorAll<HTMLElement>("[data-chunk]") ?? [])].find(
    (element) => element.getBoundingClientRect().bottom > top,
  );
  if (seen?.dataset.chunk === undefined) return null;
  return { name: seen.dataset.chunk, top: seen.getBoundingClientRect().top };
}
