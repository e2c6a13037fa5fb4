import { CFB, type ParsingOptions, parse_xlscfb, parse_zip, read, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { count } from "../../../core/wording.js";
import { decodeText } from "../decode-text.js";
import { UnreadableFile } from "../document-reader.js";
import { ZipArchive } from "../office/zip-archive.js";
import type { Cell, Sheet } from "./sheet.js";

/** The parts of an archive, as the library takes them from whoever unpacks it. */
interface Archive {
  readonly files: Record<string, { readonly name: string; readonly asNodeBuffer: () => Buffer }>;
}

/** The parts of a compound file, as the library reads them. */
interface Container {
  readonly FullPaths: readonly string[];
}

declare module "@e965/xlsx" {
  // Its types leave these two out.
  function parse_zip(archive: Archive, options: ParsingOptions): WorkBook;
  function parse_xlscfb(parts: Container, options: ParsingOptions): WorkBook;
}

/** What a file of tables holds, whichever program wrote it. */
export interface Workbook {
  readonly title: string | null;
  readonly properties: readonly string[];
  /** In the order of their tabs. */
  readonly sheets: readonly Sheet[];
  /** What is not among their cells, in words for people. */
  readonly unread: readonly string[];
}

/** Dates that have the format of the reader's country are written so that they mean the same in each. */
const OPTIONS: ParsingOptions = { dense: true, cellFormula: false, cellHTML: false, dateNF: "yyyy-mm-dd" };

/** Parts of an archive that hold no cells: what is drawn, kept twice, or run. */
const ASIDE =
  /^Object |^Configurations2\/|(?:^|\/)(?:media|charts|drawings|pivot\w+|embeddings|printerSettings|externalLinks|theme|customXml)\//;
const SHEET_PART = /^xl\/worksheets\/[^/]+\.xml$/;
/** A formula of XLSX that the program which wrote the file never reckoned out. */
const NO_VALUE = /<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*\/>|[^>]*>[^<]*<\/f>)\s*(?:<v\s*\/>|<v><\/v>)?\s*<\/c>/g;

/** Reads XLSX, XLSB, ODS, XLS and what programs save under these names: HTML and text. @throws UnreadableFile */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readArchive(bytes);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return readCompound(bytes);
  const decoded = await decodeText(bytes);
  if (decoded.status === "unreadable") throw new UnreadableFile(decoded.reason);
  return workbookOf(read(decoded.text, { ...OPTIONS, type: "string", raw: true }), [], new Set());
}

async function readArchive(bytes: Uint8Array): Promise<Workbook> {
  const archive = await ZipArchive.open(bytes);
  const { names } = archive;
  const files: Archive["files"] = Object.create(null);
  let unreckoned = 0;
  let content = "";
  for (const name of names.filter((part) => /\.(?:xml|rels|bin)$/i.test(part) && !ASIDE.test(part))) {
    if (/vbaProject/i.test(name)) continue;
    const part = (await archive.read(name))!;
    if (SHEET_PART.test(name)) unreckoned += [...part.toString("latin1").matchAll(NO_VALUE)].length;
    if (name === "content.xml") content = part.toString();
    if (name === "META-INF/manifest.xml" && part.includes("encryption-data")) throw new UnreadableFile(ENCRYPTED);
    files[name] = { name, asNodeBuffer: () => part };
  }
  const number = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length;
  const unread = [
    ...counted(number(/^xl\/charts\/chart\d*\.xml$|^Object [^/]*\/content\.xml$/), "chart"),
    ...counted(number(/^xl\/media\/|^Pictures\/./), "picture"),
    ...counted(number(/^xl\/pivotTables\/[^/]+\.xml$/), "pivot table"),
    ...(names.some((name) => /vbaProject\.bin$|^Basic\/.*\/(?!script-l)[^/]+\.xml$/.test(name)) ? ["macros"] : []),
    ...counted(unreckoned, "formula without a value", "formulas without a value"),
  ];
  return workbookOf(parse_zip({ files }, OPTIONS), unread, hiddenTables(content));
}

const ENCRYPTED = "is encrypted; save a copy without a password";

function readCompound(bytes: Uint8Array): Workbook {
  const parts: Container = CFB.read(bytes, { type: "buffer" });
  if (CFB.find(parts, "EncryptedPackage")) throw new UnreadableFile(ENCRYPTED);
  const stream = CFB.find(parts, "Workbook") ?? CFB.find(parts, "Book");
  if (!stream) throw new UnreadableFile("is no spreadsheet, whatever its name says; save it under its own ending");
  const { charts, pictures, isEncrypted } = drawnIn(Uint8Array.from(stream.content as ArrayLike<number>));
  if (isEncrypted) throw new UnreadableFile(ENCRYPTED);
  const hasMacros = parts.FullPaths.some((path) => path.includes("_VBA_PROJECT_CUR"));
  const unread = [...counted(charts, "chart"), ...counted(pictures, "picture"), ...(hasMacros ? ["macros"] : [])];
  return workbookOf(parse_xlscfb(parts, OPTIONS), unread, new Set());
}

/** What stands between the cells of an old binary workbook, by its records (MS-XLS 2.1.4). */
function drawnIn(stream: Uint8Array): { charts: number; pictures: number; isEncrypted: boolean } {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const found = { charts: 0, pictures: 0, isEncrypted: false };
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) {
    const type = view.getUint16(at, true);
    const word = (offset: number) => (at + offset + 2 <= stream.length ? view.getUint16(at + offset, true) : 0);
    if (type === 0x2f) found.isEncrypted = true;
    else if (type === 0x809 && word(6) === 0x20) found.charts++;
    else if (type === 0x5d && word(4) === 0x15 && word(8) === 0x08) found.pictures++;
  }
  return found;
}

/** Names of the sheets of an ODS that are not shown. */
function hiddenTables(content: string): Set<string> {
  const styles = new Set<string>();
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  for (const [, tag, inner] of content.matchAll(
    /<style:style\b([^>]*family="table"[^>]*)>([\s\S]*?)<\/style:style>/g,
  )) {
    if (inner!.includes('table:display="false"')) styles.add(attribute(tag!, "style:name"));
  }
  const tables = styles.size === 0 ? [] : [...content.matchAll(/<table:table\s[^>]*>/g)].map(([tag]) => tag);
  return new Set(
    tables.filter((tag) => styles.has(attribute(tag, "table:style-name"))).map((tag) => attribute(tag, "table:name")),
  );
}

function counted(number: number, noun: string, plural?: string): string[] {
  return number === 0 ? [] : [number > 1 && plural ? `${number.toLocaleString("en")} ${plural}` : count(number, noun)];
}

function workbookOf(
  { SheetNames, Sheets, Workbook, Props }: WorkBook,
  unread: string[],
  hidden: Set<string>,
): Workbook {
  const sheets = SheetNames.map((name, i): Sheet => {
    const sheet = sheetOf(name, Sheets[name], (Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0 || hidden.has(name));
    // Its cells are needed no more, and the largest workbooks are not held twice.
    delete Sheets[name];
    return sheet;
  });
  const text = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? [value.trim()] : []);
  return {
    title: text(Props?.Title)[0] ?? null,
    properties: [Props?.Author, Props?.Subject, Props?.Keywords].flatMap(text),
    sheets,
    unread,
  };
}

function sheetOf(name: string, sheet: WorkSheet | undefined, isHidden: boolean): Sheet {
  const rows = new Map<number, Map<number, Cell>>();
  sheet?.["!data"]?.forEach((row, r) => {
    const cells = new Map<number, Cell>();
    row?.forEach((cell, c) => {
      const text = cell?.w ?? (cell?.v === undefined || cell.v === null ? "" : String(cell.v));
      const comments = (cell?.c ?? []).flatMap(commentOf);
      if (text.trim() === "" && comments.length === 0) return;
      const isNumber = cell.t === "n" || cell.t === "d";
      cells.set(c, { text: text.trim(), isNumber, rows: 1, columns: 1, ...(comments.length > 0 && { comments }) });
    });
    if (cells.size > 0) rows.set(r, cells);
  });
  for (const { s, e } of sheet?.["!merges"] ?? []) {
    const cell = rows.get(s.r)?.get(s.c);
    if (cell) rows.get(s.r)!.set(s.c, { ...cell, rows: e.r - s.r + 1, columns: e.c - s.c + 1 });
  }
  return { name, isHidden, rows };
}

/** What the library says of a comment that names nobody. */
const NOBODY = "sheetjsghost";

function commentOf({ a, t }: { a?: string; t?: string }): { by: string | null; text: string }[] {
  const [by, text] = [a?.trim() ?? "", t?.trim() ?? ""];
  return text === "" ? [] : [{ by: by === "" || by === NOBODY ? null : by, text }];
}
