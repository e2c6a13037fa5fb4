import { endingOf, isContained } from "../../core/contained-path.js";
import type { DocumentReader } from "./document-reader.js";

/** A kind of file that is read, and how its reader comes into memory: when the first file of the kind is read. */
export interface Format {
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  readonly load: () => Promise<DocumentReader>;
  /** Whether it is read on a thread of its own, as a library may hang or run out of memory on a hostile file. */
  readonly apart: boolean;
  /** Whether the document's text is the file's own, line by line, and not what was made of it. */
  readonly ownText: boolean;
}

export type FormatName =
  | "text"
  | "markdown"
  | "html"
  | "pdf"
  | "docx"
  | "doc"
  | "odt"
  | "rtf"
  | "pptx"
  | "odp"
  | "epub"
  | "sheet"
  | "csv"
  | "json"
  | "yaml"
  | "code"
  | "eml"
  | "mbox"
  | "msg"
  | "ics"
  | "zip"
  | "tar"
  | "notebook"
  | "subtitles"
  | "xml"
  | "picture"
  | "whole";

export const FORMATS: Readonly<Record<FormatName, Format>> = {
  text: {
    extensions: endings(".txt .text .rst .adoc .asciidoc .org .tex .log"),
    load: async () => (await import("./text/text-reader.js")).textReader,
    apart: false,
    ownText: true,
  },
  markdown: {
    extensions: endings(".md .markdown .mdown .mkd"),
    load: async () => (await import("./markdown-reader.js")).markdownReader,
    apart: false,
    ownText: true,
  },
  html: {
    extensions: endings(".html .htm .xhtml"),
    load: async () => (await import("./html/html-reader.js")).htmlReader,
    apart: true,
    ownText: false,
  },
  pdf: {
    extensions: endings(".pdf"),
    load: async () => (await import("./pdf/pdf-reader.js")).pdfReader,
    apart: true,
    ownText: false,
  },
  docx: {
    extensions: endings(".docx .docm .dotx .dotm"),
    load: async () => (await import("./office/docx/docx-reader.js")).docxReader,
    apart: true,
    ownText: false,
  },
  doc: {
    extensions: endings(".doc .dot"),
    load: async () => (await import("./office/doc/doc-reader.js")).docReader,
    apart: true,
    ownText: false,
  },
  odt: {
    extensions: endings(".odt .ott .fodt"),
    load: async () => (await import("./office/odf/odt-reader.js")).odtReader,
    apart: true,
    ownText: false,
  },
  rtf: {
    extensions: endings(".rtf"),
    load: async () => (await import("./office/rtf/rtf-reader.js")).rtfReader,
    apart: true,
    ownText: false,
  },
  pptx: {
    extensions: endings(".pptx .pptm .ppsx .ppsm .potx .potm"),
    load: async () => (await import("./office/pptx/pptx-reader.js")).pptxReader,
    apart: true,
    ownText: false,
  },
  odp: {
    extensions: endings(".odp .otp .fodp"),
    load: async () => (await import("./office/odf/odp-reader.js")).odpReader,
    apart: true,
    ownText: false,
  },
  epub: {
    extensions: endings(".epub"),
    load: async () => (await import("./office/epub-reader.js")).epubReader,
    apart: true,
    ownText: false,
  },
  sheet: {
    extensions: endings(".xlsx .xlsm .xltx .xltm .xlsb .xls .xlt .ods .ots"),
    load: async () => (await import("./sheets/sheet-reader.js")).sheetReader,
    apart: true,
    ownText: false,
  },
  csv: {
    extensions: endings(".csv .tsv .tab"),
    load: async () => (await import("./data/csv-reader.js")).csvReader,
    apart: false,
    ownText: true,
  },
  json: {
    extensions: endings(".json .jsonl .ndjson .geojson .webmanifest"),
    load: async () => (await import("./data/json-reader.js")).jsonReader,
    apart: false,
    ownText: true,
  },
  yaml: {
    extensions: endings(".yaml .yml"),
    load: async () => (await import("./data/yaml-reader.js")).yamlReader,
    apart: true,
    ownText: true,
  },
  code: {
    extensions: endings(
      ".ts .tsx .mts .cts .js .jsx .mjs .cjs .py .go .rs .java .kt .kts .scala .swift .c .h .cc .cpp .cxx .hpp .cs .m " +
        ".php .rb .pl .lua .r .jl .dart .ex .exs .erl .hs .ml .clj .vue .svelte .sh .bash .zsh .fish .ps1 .bat .sql " +
        ".graphql .proto .toml .ini .cfg .conf .properties .xsd .xsl .css .scss .less .cmake .gradle " +
        ".tf .dockerfile .diff .patch",
    ),
    load: async () => (await import("./data/code-reader.js")).codeReader,
    apart: false,
    ownText: true,
  },
  eml: {
    extensions: endings(".eml"),
    load: async () => (await import("./mail/eml-reader.js")).emlReader,
    apart: true,
    ownText: false,
  },
  mbox: {
    extensions: endings(".mbox .mbx"),
    load: async () => (await import("./mail/mbox-reader.js")).mboxReader,
    apart: true,
    ownText: false,
  },
  msg: {
    extensions: endings(".msg"),
    load: async () => (await import("./mail/msg-reader.js")).msgReader,
    apart: true,
    ownText: false,
  },
  ics: {
    extensions: endings(".ics .ical .ifb"),
    load: async () => (await import("./calendar/ics-reader.js")).icsReader,
    apart: true,
    ownText: false,
  },
  zip: {
    extensions: endings(".zip"),
    load: async () => (await import("./archive/zip-reader.js")).zipReader,
    apart: true,
    ownText: false,
  },
  tar: {
    extensions: endings(".tar .tgz .gz"),
    load: async () => (await import("./archive/tar-reader.js")).tarReader,
    apart: true,
    ownText: false,
  },
  notebook: {
    extensions: endings(".ipynb"),
    load: async () => (await import("./data/notebook-reader.js")).notebookReader,
    apart: false,
    ownText: false,
  },
  subtitles: {
    extensions: endings(".srt .vtt"),
    load: async () => (await import("./text/subtitles-reader.js")).subtitlesReader,
    apart: false,
    ownText: false,
  },
  xml: {
    extensions: endings(".xml .dita .ditamap .dbk .tei .nxml"),
    load: async () => (await import("./markup/xml-reader.js")).xmlReader,
    apart: true,
    ownText: false,
  },
  picture: {
    extensions: endings(".png .jpg .jpeg .tif .tiff .webp .bmp .gif .avif"),
    load: async () => (await import("./picture/picture-reader.js")).pictureReader,
    apart: true,
    ownText: false,
  },
  // Of no ending: for whoever needs the text of any of those that are their own text, and not its structure.
  whole: {
    extensions: [],
    load: async () => (await import("./text/text-reader.js")).wholeTextReader,
    apart: false,
    ownText: true,
  },
};

const FORMAT_BY_EXTENSION = new Map(
  Object.entries(FORMATS).flatMap(([name, { extensions }]) => extensions.map((ending) => [ending, name as FormatName])),
);

/** The reader of a format; where a package that it needs isn't installed, one that says so of each file. */
export async function loadReader(format: FormatName): Promise<DocumentReader> {
  try {
    return await FORMATS[format].load();
  } catch (error) {
    const [what] = String(error instanceof Error ? error.message : error).split("\n");
    const reason = `can't be read, as a part of Footnote is missing (${what}); install it again with its optional packages, then: footnote index --full`;
    return { read: async () => ({ status: "unreadable", reason }) };
  }
}

/** The format of a file by its ending; `undefined` for an ending that says nothing. */
export function formatOf(extension: string): FormatName | undefined {
  return FORMAT_BY_EXTENSION.get(extension);
}

/** The same of a file by its path. */
export function formatOfPath(path: string): FormatName | undefined {
  return formatOf(endingOf(path));
}

/** Whether lines of a document are those of its file; a file whose ending says nothing is read as it is. */
export function hasOwnText(path: string): boolean {
  return FORMATS[formatOfPath(path) ?? "text"].ownText;
}

/** Formats whose files are text for an editor, though other text is made of them. */
const MADE_OF_TEXT: ReadonlySet<FormatName> = new Set(["html", "xml", "eml", "mbox", "ics", "notebook", "subtitles"]);

/**
 * Whether an editor can show a file: PDF, Word and EPUB files are no text, and saving them as such would ruin them.
 * What another file holds is no file that can be opened.
 */
export function isTextFile(path: string): boolean {
  const format = formatOfPath(path) ?? "text";
  return !isContained(path) && (FORMATS[format].ownText || MADE_OF_TEXT.has(format));
}

export function isPicture(path: string): boolean {
  return formatOfPath(path) === "picture";
}

/** Whether a file is a picture, or may have pages that are. */
export function mayBeScanned(path: string): boolean {
  return isPicture(path) || formatOfPath(path) === "pdf";
}

function endings(list: string): string[] {
  return list.split(" ");
}
