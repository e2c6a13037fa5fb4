import { count } from "../../core/wording.js";
import { BINDINGS, type KeyContext } from "../input/bindings.js";
import { COMMANDS } from "../input/commands.js";
import { columnsOf, EMPTY_LINE, type Line, seg, spread, truncate, truncateStart, wrap } from "../lines.js";
import type { DocumentsScreen, PromptScreen, State } from "../state/state.js";
import { writerWords } from "../state/words.js";
import { sanitize, sanitizeProse } from "../terminal/sanitize.js";
import { fitting } from "./hints.js";
import { MAX_TEXT_COLUMNS } from "./turn-lines.js";

const CHROME_ROWS = 3;
const LABEL_COLUMNS = 21;
const COMPARED_COLUMNS = 40;
type Size = State["size"];

/** Rows for the text of a full-window page. */
export function pageRows({ rows }: Size): number {
  return Math.max(1, rows - CHROME_ROWS);
}

const GROUPS: readonly (readonly [KeyContext, string])[] = [
  ["input", "Writing a question"],
  ["menu", "Completing"],
  ["search", "Searching the history"],
  ["list", "In an answer, its sources and passages"],
  ["filter", "Writing which documents to ask"],
  ["reader", "Reading a document"],
  ["find", "Writing what to search for"],
  ["documents", "List of documents"],
  ["conversations", "List of saved conversations"],
  ["prompt", "Reading what was sent to a model"],
  ["consent", "Asked whether sentences may be sent"],
  ["global", "Everywhere"],
];

/** Contexts that the help shows together with another one. */
const GROUPED: Readonly<Partial<Record<KeyContext, KeyContext>>> = { editing: "input", choice: "menu" };

/** The keys and the commands, out of the tables that make them work. */
export function helpText(columns: number): Line[] {
  const commands = COMMANDS.flatMap(({ usage, help }) => helpRow(usage, help, columns));
  const groups = GROUPS.flatMap(([context, title]) => {
    const rows = new Map(
      BINDINGS.filter((binding) => (GROUPED[binding.context] ?? binding.context) === context).map(({ label, help }) => [
        `${label}\n${help}`,
        { label, help },
      ]),
    );
    return [
      EMPTY_LINE,
      [seg(`  ${title}`, "heading")],
      ...[...rows.values()].flatMap((row) => helpRow(row.label, row.help, columns)),
    ];
  });
  return [[seg("  Commands", "heading")], ...commands, ...groups];
}

function helpRow(label: string, help: string, columns: number): Line[] {
  const padded = `    ${label}${" ".repeat(Math.max(1, LABEL_COLUMNS - columnsOf(label)))}`;
  return wrap([seg(help)], columns, [seg(padded, "accent")], [seg(" ".repeat(columnsOf(padded)))]);
}

export function helpLines(top: number, size: Size): Line[] {
  const text = helpText(size.columns);
  const from = clampHelpTop(top, size);
  return page(
    " Footnote · help",
    "",
    text.slice(from, from + pageRows(size)),
    "  ↑↓ PgUp PgDn scroll · Esc back",
    size,
  );
}

export function clampHelpTop(top: number, size: Size): number {
  return Math.max(0, Math.min(top, helpText(size.columns).length - pageRows(size)));
}

/** Messages as they were sent, or would be. */
function promptText({ messages }: PromptScreen, columns: number): Line[] {
  const width = Math.min(columns, MAX_TEXT_COLUMNS);
  return messages.flatMap(({ role, content }) => [
    [seg(`  ${role}`, "heading")],
    ...content.split("\n").flatMap((line) => wrap([seg(sanitize(line))], width, [seg("  ")], [seg("    ")])),
    EMPTY_LINE,
  ]);
}

export function promptLines(screen: PromptScreen, size: Size): Line[] {
  const { sentTo } = screen;
  const title = sentTo === null ? "Would be sent; nothing was" : `Sent to ${sanitizeProse(writerWords(sentTo))}`;
  const from = clampPromptTop(screen.top, screen, size);
  const text = promptText(screen, size.columns).slice(from, from + pageRows(size));
  return page(` ${title}`, "", text, "  ↑↓ PgUp PgDn scroll · Esc back", size);
}

export function clampPromptTop(top: number, screen: PromptScreen, size: Size): number {
  return Math.max(0, Math.min(top, promptText(screen, size.columns).length - pageRows(size)));
}

export function documentsLines(screen: DocumentsScreen, size: Size): Line[] {
  const { documents, skipped, selected } = screen;
  if (documents === null) return page(" Documents", "", [[seg("  Listing …", "muted")]], "  Esc back", size);
  const rows = [
    ...documents.map((document, index): Line => {
      const other = document.path === screen.compared ? seg("A ", "accent") : seg("  ");
      const mark = index === selected ? seg("▸ ", "selected") : other;
      const path = truncateStart(sanitizeProse(document.path), Math.floor(size.columns * 0.6));
      const title = document.title === document.path ? "" : `  ${sanitizeProse(document.title)}`;
      const name = seg(path, index === selected ? "selected" : "text");
      return spread(
        [mark, name, seg(title, "muted")],
        [seg(count(document.passages, "passage"), "muted")],
        size.columns,
      );
    }),
    ...skipped.map(({ path, reason }, index): Line => {
      const mark = documents.length + index === selected ? seg("▸ ", "selected") : seg("✗ ", "warning");
      const name = truncateStart(sanitizeProse(path), Math.floor(size.columns * 0.4));
      return truncate([mark, seg(name, "warning"), seg(`  ${sanitizeProse(reason)}`, "muted")], size.columns);
    }),
  ];
  const shown = pageRows(size);
  const from = Math.max(0, Math.min(selected - Math.floor(shown / 2), rows.length - shown));
  const total = `${count(documents.length, "document")}${skipped.length > 0 ? `, ${skipped.length} skipped` : ""} `;
  const remark = skipped[selected - documents.length]?.reason;
  const keys = remark === undefined ? documentKeys(screen, size) : `  ${sanitizeProse(remark)}`;
  return page(" Documents", total, rows.slice(from, from + shown), keys, size);
}

function documentKeys({ compared }: DocumentsScreen, { columns }: Size): string {
  if (compared === undefined)
    return `  ${fitting(["↑↓ select", "Enter read", "s summarise", "c compare"], "Esc back", columns - 2)}`;
  return `  ${fitting(["↑↓ c compares", `with ${truncateStart(sanitizeProse(compared), COMPARED_COLUMNS)}`], "Esc back", columns - 2)}`;
}

export function page(title: string, right: string, text: readonly Line[], keys: string, size: Size): Line[] {
  const bar = spread([seg(title)], [seg(right)], size.columns).map((segment) => seg(segment.text, "bar"));
  const padding = Array.from({ length: Math.max(0, pageRows(size) - text.length) }, () => EMPTY_LINE);
  return [bar, ...text, ...padding, truncate([seg(keys, "muted")], size.columns)];
}
