import { type CSSProperties, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PageView, PageWord } from "../../contract/documents.js";
import { upperFirst } from "../../core/text.js";
import { drawPage } from "../effects/draw-page.js";
import { pageWords } from "../state/opened-page.js";
import { type Box, lineBoxes, type PointSpan, type WordRun, wordRuns } from "../text/page-marks.js";
import type { ViewProps } from "./view-props.js";

interface Props {
  readonly page: PageView;
  /** The file that the page is drawn from; without it, its words are shown where they stand. */
  readonly file: Blob | null;
  /** Whether the file may still come. */
  readonly isWaiting: boolean;
  readonly evidence: PointSpan | null;
  readonly others: readonly PointSpan[];
  readonly zoom: number;
  readonly dispatch: ViewProps["dispatch"];
}

/**
 * A page as its author made it: a picture, boxes over what is marked, and above both the words themselves, which can't
 * be seen but be read out and copied. Where there is no picture, they are seen.
 */
export function PageDrawing({ page, file, isWaiting, evidence, others, zoom, dispatch }: Props) {
  const sheet = useRef<HTMLDivElement>(null);
  const runs = useMemo(() => wordRuns(page.words, evidence, others), [page, evidence, others]);
  const { drawn, isBroken } = useDrawing(sheet, page, file);
  const { view, mark, firstBox } = useEvidenceInSight();
  const isPictured = page.picture !== null && !isBroken && (file !== null || isWaiting);
  useEffect(() => {
    if (isBroken) dispatch({ type: "announced", text: BROKEN });
  }, [isBroken, dispatch]);
  const label = `${upperFirst(pageWords(page))} of ${page.count}`;
  return (
    <>
      {isBroken && <p className="notice warning">{BROKEN}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="page-view" ref={view} tabIndex={0} aria-label={label} aria-busy={isPictured && !drawn}>
        <div
          ref={sheet}
          className={isPictured ? "page-sheet" : "page-sheet page-sheet-words"}
          style={{ width: `${zoom * 100}%`, aspectRatio: `${page.width} / ${page.height}` }}
        >
          <PageCanvas canvas={drawn} />
          <div className="page-marks" aria-hidden="true">
            {marksOf(runs).map(({ kind, box, isFirst }) => (
              <div
                key={`${kind} ${box.left} ${box.top}`}
                ref={isFirst ? firstBox : undefined}
                className={`page-mark ${kind}`}
                style={placeOf(box, page)}
              />
            ))}
          </div>
          <PageWords page={page} runs={runs} mark={mark} isSeen={!isPictured} />
        </div>
      </section>
    </>
  );
}

const BROKEN =
  "This page can't be drawn here: the file may be damaged. Its words are shown where they stand; Text shows all of it.";

interface Drawing {
  readonly drawn: HTMLCanvasElement | null;
  readonly isBroken: boolean;
}

/** Draws the page at the device's resolution, and anew whenever it is shown larger or smaller. */
function useDrawing(sheet: RefObject<HTMLDivElement | null>, page: PageView, file: Blob | null): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ drawn: null, isBroken: false });
  const width = usePixelWidth(sheet);
  const { number, picture } = page;
  useEffect(() => {
    if (file === null || picture === null || width === 0) return;
    const calledOff = new AbortController();
    const size = { width: page.width, height: page.height };
    drawPage({ file, kind: picture, number, ...size }, width, calledOff.signal).then(
      (drawn) => setDrawing({ drawn, isBroken: false }),
      () => {
        if (!calledOff.signal.aborted) setDrawing({ drawn: null, isBroken: true });
      },
    );
    return () => calledOff.abort();
  }, [file, picture, number, page.width, page.height, width]);
  return drawing;
}

/** Of an element, in pixels of the device; 0 before it is known. */
function usePixelWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return;
    const measure = () => setWidth(Math.round(measured.clientWidth * window.devicePixelRatio));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(measured);
    return () => watch.disconnect();
  }, [element]);
  return width;
}

/** The canvas that was drawn last: while the next one is drawn, it stays, stretched. */
function PageCanvas({ canvas }: { readonly canvas: HTMLCanvasElement | null }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (canvas === null) place.current?.replaceChildren();
    else place.current?.replaceChildren(canvas);
  }, [canvas]);
  return <div ref={place} className="page-picture" aria-hidden="true" />;
}

interface InSight {
  readonly view: RefObject<HTMLElement | null>;
  readonly mark: RefObject<HTMLElement | null>;
  readonly firstBox: RefObject<HTMLDivElement | null>;
}

/** Brings the evidence to the middle of the pane, and gives it the focus. */
function useEvidenceInSight(): InSight {
  const view = useRef<HTMLElement>(null);
  const mark = useRef<HTMLElement>(null);
  const firstBox = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    firstBox.current?.scrollIntoView({ block: "center", inline: "center" });
  }, []);
  useEffect(() => {
    mark.current?.focus({ preventScroll: true });
  }, []);
  return { view, mark, firstBox };
}

interface Mark {
  readonly kind: "evidence" | "other";
  readonly box: Box;
  readonly isFirst: boolean;
}

function marksOf(runs: readonly WordRun[]): Mark[] {
  const marks = runs.flatMap(({ mark, words }) =>
    mark === null ? [] : lineBoxes(words).map((box) => ({ kind: mark, box })),
  );
  const first = marks.find(({ kind }) => kind === "evidence");
  return marks.map((mark) => ({ ...mark, isFirst: mark === first }));
}

interface WordsProps {
  readonly page: PageView;
  readonly runs: readonly WordRun[];
  readonly mark: RefObject<HTMLElement | null>;
  readonly isSeen: boolean;
}

/** The words of a page, each in its place. */
function PageWords({ page, runs, mark, isSeen }: WordsProps) {
  const first = runs.find((run) => run.mark === "evidence");
  const parted = new Set(page.words.filter((word, index) => page.words[index + 1]?.start === word.end));
  return (
    <div className={isSeen ? "page-words page-words-seen" : "page-words"} dir="auto">
      {runs.map((run) => {
        const words = run.words.map((word) => (
          <Word key={word.start} word={word} page={page} isParted={parted.has(word) || word === run.words.at(-1)} />
        ));
        const key = run.words[0]?.start;
        if (run.mark === null) return <span key={key}> {words} </span>;
        return (
          <mark
            key={key}
            ref={run === first ? mark : undefined}
            tabIndex={run === first ? -1 : undefined}
            className={run.mark}
          >
            {words}
          </mark>
        );
      })}
    </div>
  );
}

interface WordProps {
  readonly word: PageWord;
  readonly page: PageView;
  /** Whether its other half stands on the next line. */
  readonly isParted: boolean;
}

function Word({ word, page, isParted }: WordProps) {
  const size = letterHeight(word) / page.width;
  return (
    <>
      <span className="page-word" style={{ ...placeOf(word, page), fontSize: `${size * 100}cqw` }}>
        {word.text}
      </span>
      {!isParted && " "}
    </>
  );
}

/** Where a box stands, so that it stays there at any size. */
function placeOf({ left, top, right, bottom }: Box, { width, height }: PageView): CSSProperties {
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  return {
    left: percent(left, width),
    top: percent(top, height),
    width: percent(right - left, width),
    height: percent(bottom - top, height),
  };
}

/** Of a letter's height, its width; of a line's height, its letters; of a broken line, what words fill. On average. */
const LETTER_WIDTH = 0.58;
const LINE_HEIGHT = 1.25;
const FILLED = 0.9;
const MAX_LINES = 40;

/** How large letters may be for a text to fill its box, on one line or on several. */
function letterHeight({ left, top, right, bottom, text }: PageWord): number {
  const letters = (right - left) / (text.length * LETTER_WIDTH);
  const lines = /\s/.test(text) ? MAX_LINES : 1;
  const sizes = Array.from({ length: lines }, (_, index) => {
    const count = index + 1;
    return Math.min((bottom - top) / (count * LINE_HEIGHT), letters * count * (count > 1 ? FILLED : 1));
  });
  return Math.max(...sizes);
}
