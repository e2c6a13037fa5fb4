import type { Document, Element } from "domhandler";
import { singleSpaced } from "../../../core/text.js";
import { elements } from "../html/html-tree.js";
import type { Flow, FlowRow } from "./flow.js";
import { childAt, childElements, rawText } from "./xml.js";

/** What a chart says: its title, and its values as a table of categories. */
export interface ChartTable {
  readonly title: string;
  readonly rows: readonly FlowRow[];
}

/** More points than that are a drawing's, not a reader's. */
const MAX_CHART_ROWS = 1000;

/** The text of a chart of Office, as far as the file holds its values. */
export function chartTable(document: Document): ChartTable {
  const [chart] = elements(document.children, "c:chart", "cx:chart");
  const title = singleSpaced(
    elements([...((childAt(chart, "c:title") ?? childAt(chart, "cx:title"))?.children ?? [])], "a:t")
      .map(rawText)
      .join(""),
  );
  const series = elements(chart?.children ?? [], "c:ser").map((element) => ({
    name: pointsOf(childAt(element, "c:tx")).get(0) ?? "",
    categories: pointsOf(childAt(element, "c:cat") ?? childAt(element, "c:xval")),
    values: pointsOf(childAt(element, "c:val") ?? childAt(element, "c:yval")),
  }));
  const categories = series.find((one) => one.categories.size > 0)?.categories ?? new Map<number, string>();
  const indexes = new Set([...categories.keys(), ...series.flatMap(({ values }) => [...values.keys()])]);
  if (series.every(({ values }) => values.size === 0)) return { title, rows: [] };
  const header = { cells: [{ text: "" }, ...series.map(({ name }) => ({ text: name }))], isHeader: true };
  const rows = [...indexes]
    .sort((a, b) => a - b)
    .slice(0, MAX_CHART_ROWS)
    .map((index) => ({
      cells: [
        { text: categories.get(index) ?? String(index + 1) },
        ...series.map(({ values }) => ({ text: values.get(index) ?? "" })),
      ],
      isHeader: false,
    }));
  return { title, rows: series.some(({ name }) => name !== "") ? [header, ...rows] : rows };
}

/** The values of a reference as the file last saw them. */
function pointsOf(element: Element | undefined): Map<number, string> {
  const points = new Map<number, string>();
  for (const point of elements(element?.children ?? [], "c:pt")) {
    const value = singleSpaced(rawText(childAt(point, "c:v") ?? point));
    if (!points.has(Number(point.attribs.idx))) points.set(Number(point.attribs.idx), plainNumber(value));
  }
  return points;
}

/** A number as people write it, not as arithmetic leaves it: 0.30000000000000004. */
function plainNumber(value: string): string {
  return /^-?\d+\.\d{12,}(?:E[-+]?\d+)?$/i.test(value) ? String(Number(Number(value).toPrecision(12))) : value;
}

/** Adds what a chart says, or counts it among what isn't read. */
export function addChart(flow: Flow, chart: ChartTable | undefined): void {
  if (chart === undefined || (chart.title === "" && chart.rows.length === 0)) {
    flow.unread.add("chart");
    return;
  }
  flow.paragraph(chart.title);
  flow.table(chart.rows);
}

/** Adds the texts of a diagram (SmartArt), or counts it among what isn't read. */
export function addDiagram(flow: Flow, document: Document | undefined): void {
  const texts = elements(document?.children ?? [], "dgm:pt").flatMap((point) => {
    const text = childElements(childAt(point, "dgm:t"), "a:p")
      .map((paragraph) => elements(paragraph.children, "a:t").map(rawText).join(""))
      .join("\n");
    return text.trim() === "" ? [] : [text];
  });
  if (texts.length === 0) flow.unread.add("diagram");
  for (const text of texts) flow.listItem(text, "", 0);
}
