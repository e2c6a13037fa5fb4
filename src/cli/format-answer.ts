import type { Answer, Location, RankedPassage, StaleFile } from "../core/answer.js";
import { printable } from "../core/printable.js";
import type { Style } from "./style.js";

/** An answer for people: its sentences with numbered citations, the sources, the passages around them. */
export function formatAnswer(answer: Answer, style: Style): string {
  const body = answer.answer ? answeredLines(answer, style) : notFoundLines(answer, style);
  return [...body, ...coverageLines(answer, style)].join("\n");
}

function answeredLines(answer: Answer, style: Style): string[] {
  const lines: string[] = [];
  for (const { text, citations, context } of answer.answer?.sentences ?? []) {
    const marks = citations.map((id) => `[${id.slice(1)}]`).join("");
    if (context !== null) lines.push(style.faint(`… ${oneLine(context)}`));
    lines.push(`${style.strong(oneLine(text))} ${style.accent(marks)}`);
  }
  lines.push("", "Sources");
  for (const citation of answer.citations) {
    lines.push(`${style.accent(`[${citation.id.slice(1)}]`)} ${place(citation)}${style.faint(heading(citation))}`);
  }
  lines.push("", "Passages", ...answer.passages.map((passage) => passageLine(passage, style)));
  const { label, probability } = answer.confidence;
  lines.push("", style.faint(`Confidence: ${label}${probability === null ? "" : ` (${probability.toFixed(2)})`}`));
  return lines;
}

function notFoundLines(answer: Answer, style: Style): string[] {
  const lines = [style.strong("Not found in these documents."), answer.not_found?.reason ?? ""];
  const missing = answer.not_found?.missing_terms ?? [];
  if (missing.length > 0) lines.push(`Words that occur nowhere: ${missing.map(printable).join(", ")}`);
  const nearest = answer.not_found?.nearest ?? [];
  if (nearest.length > 0) lines.push("", "Nearest passages", ...nearest.map((passage) => passageLine(passage, style)));
  return lines;
}

function coverageLines({ coverage }: Answer, style: Style): string[] {
  const lines = [style.faint(`Searched ${count(coverage.documents_searched, "document")}.`)];
  if (coverage.skipped.length > 0) {
    lines.push(style.faint(`${count(coverage.skipped.length, "file")} skipped: see footnote status.`));
  }
  return lines;
}

/** One line that says that the index is behind its folder; empty when it isn't. */
export function staleLine(stale: readonly StaleFile[] | null): string {
  if (!stale || stale.length === 0) return "";
  const names = stale.slice(0, 3).map(({ path, change }) => `${printable(path)} ${change}`);
  const more = stale.length > 3 ? ` and ${stale.length - 3} more` : "";
  return `The index is out of date (${names.join(", ")}${more}). Update it: footnote index`;
}

/** `path:line: quote`, as editors and grep's readers understand it; the line is the quote's own. */
export function passageLine(passage: RankedPassage, style: Style): string {
  const [first] = passage.highlights;
  const points = Array.from(passage.text);
  const quote = first ? points.slice(first.start, first.end).join("") : passage.text;
  const line_start = passage.line_start + countLineEnds(points.slice(0, first?.start ?? 0).join(""));
  return `${style.accent(place({ ...passage, line_start }))}: ${shorten(oneLine(quote), 200)}`;
}

/** As lines are counted everywhere: `\n`, `\r\n` and a lone `\r` each end one. */
export function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

export function place(location: Location): string {
  const page = location.page === null ? "" : ` (page ${location.page_label ?? location.page})`;
  return `${printable(location.path)}:${location.line_start}${page}`;
}

/** The document's title and the sections that hold the place, each name once. */
export function heading({ title, section }: Location): string {
  const names = [title, ...section].map(oneLine).filter((name, i, all) => name !== "" && all.indexOf(name) === i);
  return names.length > 0 ? `  ${shorten(names.join(" › "), 100)}` : "";
}

export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}

export function shorten(text: string, limit: number): string {
  const points = Array.from(text);
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join("")}…`;
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
