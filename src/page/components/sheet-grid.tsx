import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { PageView, PageWord } from "../../contract/documents.js";
import { upperFirst } from "../../core/text.js";
import { pageWords } from "../state/opened-page.js";
import { type PointSpan, wordsIn } from "../text/page-marks.js";
import { columnLetters, type GridCell, type Range, rangeAround, SheetCells } from "../text/sheet-cells.js";

interface Props {
  readonly page: PageView;
  readonly evidence: PointSpan | null;
  readonly others: readonly PointSpan[];
  readonly zoom: number;
}

const ROWS_AT_FIRST = 60;
const COLUMNS_AT_FIRST = 40;
const ROWS_A_STEP = 100;

/** A sheet as a table, with the quoted cells marked. A large one is cut around them; more rows come when asked for. */
export function SheetGrid({ page, evidence, others, zoom }: Props) {
  const cells = useMemo(() => new SheetCells(page), [page]);
  const quoted = useMemo(() => new Set(evidence === null ? [] : wordsIn(page.words, evidence)), [page, evidence]);
  const beside = useMemo(() => new Set(others.flatMap((other) => wordsIn(page.words, other))), [page, others]);
  const marked = [...quoted];
  const [rows, setRows] = useState(() =>
    rangeAround(
      page.height,
      marked.map(({ top }) => top),
      ROWS_AT_FIRST,
    ),
  );
  const columns = rangeAround(
    page.width,
    marked.map(({ left }) => left),
    COLUMNS_AT_FIRST,
  );
  const mark = useRef<HTMLTableCellElement>(null);
  useLayoutEffect(() => {
    mark.current?.scrollIntoView({ block: "center", inline: "center" });
  }, []);
  useEffect(() => {
    mark.current?.focus({ preventScroll: true });
  }, []);
  const kindOf = (cell: GridCell) => {
    if (cell.words.some((word) => quoted.has(word))) return "evidence";
    return cell.words.some((word) => beside.has(word)) ? "other" : null;
  };
  const first = marked[0];
  const isHeaderApart = cells.header !== null && cells.header < rows.first;
  const row = (number: number, className?: string) => (
    <tr key={number} className={className}>
      <th scope="row">{number + 1}</th>
      {numbersOf(columns).map((column) => {
        const cell = cells.at(number, column);
        if (cell === "covered") return null;
        if (cell === null) return <td key={column} />;
        const isFirst = first !== undefined && cell.words.includes(first);
        return <Cell key={column} cell={cell} kind={kindOf(cell)} ref={isFirst ? mark : undefined} />;
      })}
    </tr>
  );
  const label = `${upperFirst(pageWords(page))} of ${page.count}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="page-view sheet-view" tabIndex={0} aria-label={label}>
      {page.words.length === 0 && <p className="notice muted">This sheet is empty.</p>}
      <More count={rows.first} where="above" onMore={() => setRows(widened(rows, -1, page.height))} />
      <table className="sheet" style={{ fontSize: `${zoom * 0.85}rem` }}>
        <thead>
          <tr>
            <td />
            {numbersOf(columns).map((column) => (
              <th key={column} scope="col">
                {columnLetters(column)}
              </th>
            ))}
          </tr>
          {isHeaderApart && cells.header !== null && row(cells.header, "sheet-header")}
        </thead>
        <tbody>
          {numbersOf(rows).map((number) => row(number, number === cells.header ? "sheet-header" : undefined))}
        </tbody>
      </table>
      <More count={page.height - 1 - rows.last} where="below" onMore={() => setRows(widened(rows, 1, page.height))} />
      {columns.last - columns.first + 1 < page.width && (
        <p className="notice muted">
          Columns {columnLetters(columns.first)} to {columnLetters(columns.last)} of {page.width} are shown; Text has
          all of them.
        </p>
      )}
    </section>
  );
}

interface CellProps {
  readonly cell: GridCell;
  readonly kind: "evidence" | "other" | null;
  readonly ref: React.Ref<HTMLTableCellElement> | undefined;
}

function Cell({ cell: { rows, columns, words }, kind, ref }: CellProps) {
  const text = words.map((word: PageWord) => <div key={word.start}>{word.text}</div>);
  return (
    <td
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      rowSpan={rows > 1 ? rows : undefined}
      colSpan={columns > 1 ? columns : undefined}
      className={words.every(({ text }) => NUMBER.test(text)) ? "number" : undefined}
      dir="auto"
    >
      {kind === null ? text : <mark className={kind}>{text}</mark>}
    </td>
  );
}

const NUMBER = /^[\p{Sc}\s]*[-−+(]?[\d.,\s]+[%)]?[\p{Sc}\s]*$/u;

interface MoreProps {
  readonly count: number;
  readonly where: "above" | "below";
  readonly onMore: () => void;
}

function More({ count, where, onMore }: MoreProps) {
  if (count <= 0) return null;
  return (
    <p className="notice">
      <button type="button" className="link" onClick={onMore}>
        Show {Math.min(count, ROWS_A_STEP).toLocaleString("en")} of {count.toLocaleString("en")} rows {where}
      </button>
    </p>
  );
}

function widened({ first, last }: Range, by: -1 | 1, count: number): Range {
  if (by < 0) return { first: Math.max(0, first - ROWS_A_STEP), last };
  return { first, last: Math.min(count - 1, last + ROWS_A_STEP) };
}

function numbersOf({ first, last }: Range): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
