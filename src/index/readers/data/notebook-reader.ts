import { count } from "../../../core/wording.js";
import { withRules } from "../blocks.js";
import { decodeText } from "../decode-text.js";
import { readerOf, UnreadableFile } from "../document-reader.js";
import { MarkdownStructure, parseBlocks } from "../markdown-reader.js";

const DAMAGED = "is damaged or no notebook; save it from Jupyter again";
/** Of what a cell of code put out: the rest is data, or a log. */
const MAX_OUTPUT_LINES = 20;
const MAX_OUTPUT_LENGTH = 1500;
/** Colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they begin with.
const ESCAPES = /\u001b\[[\d;]*[A-Za-z]/g;
/** How a library calls an object that it shows otherwise: `<Figure size 640x480 with 1 Axes>`. */
const OBJECT = /^<[^<>\n]*>$/;

interface Cell {
  readonly kind: "markdown" | "code";
  readonly source: string;
  readonly outputs: readonly string[];
}

/** Reads Jupyter notebooks (nbformat 3 and 4): text as Markdown, code, and the beginning of what it put out as text. */
export const notebookReader = readerOf(DAMAGED, async ({ bytes }) => {
  const decoded = await decodeText(bytes);
  if (decoded.status === "unreadable") return decoded;
  const notebook = objectOf(JSON.parse(decoded.text));
  const given = notebook.cells ?? listOf(notebook.worksheets).flatMap((sheet) => listOf(objectOf(sheet).cells));
  if (!Array.isArray(given)) throw new UnreadableFile(DAMAGED);
  const unread = new Unread();
  const pieces = given.flatMap((cell) => piecesOf(cellOf(objectOf(cell), unread)));
  if (pieces.length === 0) throw new UnreadableFile("has no text");
  const text = pieces.map(({ content }) => content).join("\n\n");
  const structure = new MarkdownStructure(text);
  let at = 0;
  for (const { kind, content } of pieces) {
    if (kind === "markdown") structure.add(parseBlocks(content, true), at);
    else structure.addCode(at, at + content.length);
    at += content.length + 2;
  }
  const title = structure.title ?? null;
  return { status: "read", text, title, blocks: withRules(text, structure.blocks), unread: unread.words };
});

class Unread {
  #pictures = 0;
  #cut = 0;

  picture(): void {
    this.#pictures++;
  }

  cut(): void {
    this.#cut++;
  }

  get words(): string[] {
    return [
      ...(this.#pictures > 0 ? [count(this.#pictures, "picture")] : []),
      ...(this.#cut > 0 ? [`the rest of ${count(this.#cut, "long output")}`] : []),
    ];
  }
}

function piecesOf({ kind, source, outputs }: Cell): { kind: Cell["kind"]; content: string }[] {
  const shown = outputs.map((content) => ({ kind: "code" as const, content }));
  return [{ kind, content: source }, ...shown].filter(({ content }) => content.trim() !== "");
}

function cellOf(cell: Readonly<Record<string, unknown>>, unread: Unread): Cell {
  const source = textOf(cell.source ?? cell.input).replace(/\r\n?/g, "\n");
  if (cell.cell_type === "heading") return { kind: "markdown", source: `# ${source}`, outputs: [] };
  // Raw cells are for converters: mostly front matter.
  if (cell.cell_type !== "code")
    return { kind: "markdown", source: cell.cell_type === "raw" ? "" : source, outputs: [] };
  const outputs = listOf(cell.outputs).map((output) => outputOf(objectOf(output), unread));
  return { kind: "code", source, outputs };
}

function outputOf(output: Readonly<Record<string, unknown>>, unread: Unread): string {
  const data = { ...output, ...objectOf(output.data) };
  if (Object.keys(data).some((type) => /^(?:image\/|png$|jpeg$|svg$)/.test(type))) unread.picture();
  const plain = textOf(data["text/plain"] ?? data.text);
  const failed = typeof output.ename === "string" ? `${output.ename}: ${textOf(output.evalue)}` : "";
  const text = (plain || failed).replace(ESCAPES, "").replace(/\r\n?/g, "\n").trimEnd();
  if (OBJECT.test(text)) return "";
  const short = text.split("\n").slice(0, MAX_OUTPUT_LINES).join("\n").slice(0, MAX_OUTPUT_LENGTH).trimEnd();
  if (short.length < text.length) unread.cut();
  return short;
}

/** A text is one string, or its lines. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((line) => typeof line === "string").join("");
  return typeof value === "string" ? value : "";
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
