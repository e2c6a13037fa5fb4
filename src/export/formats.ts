import type { KeptTurn } from "../contract/conversation.js";
import { EXPORT_FORMATS, type ExportFormat } from "../contract/limits.js";
import type { Changes } from "../core/conversation/recheck.js";
import type { CitedDocument } from "./references.js";

/** By the ending of a file, and how the format is told of over HTTP. */
export const FORMAT_ROWS: Readonly<
  Record<ExportFormat, { readonly ending: string; readonly endings: readonly string[]; readonly type: string }>
> = {
  markdown: { ending: "md", endings: ["md", "markdown"], type: "text/markdown; charset=utf-8" },
  html: { ending: "html", endings: ["html", "htm"], type: "text/html; charset=utf-8" },
  docx: {
    ending: "docx",
    endings: ["docx"],
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  },
  bibtex: { ending: "bib", endings: ["bib", "bibtex"], type: "application/x-bibtex; charset=utf-8" },
  "csl-json": { ending: "csl.json", endings: ["json"], type: "application/vnd.citationstyles.csl+json; charset=utf-8" },
};

/** The format that a file's ending says; `null` where it says none. */
export function formatOfFile(name: string): ExportFormat | null {
  const ending = /\.([a-z]+)$/iu.exec(name)?.[1]?.toLowerCase() ?? "";
  return EXPORT_FORMATS.find((format) => FORMAT_ROWS[format].endings.includes(ending)) ?? null;
}

export interface Exported {
  readonly title: string;
  readonly turns: readonly KeptTurn[];
  /** What has become of the citations since [nothing is known]. */
  readonly changes?: Changes;
  /** What the index knows of the documents, by path [nothing]. */
  readonly documents?: ReadonlyMap<string, CitedDocument>;
  /** When it is made. */
  readonly at: Date;
}

/** The bytes of the file. Only what makes the format is loaded. */
export async function exportAs(format: ExportFormat, given: Exported): Promise<Uint8Array<ArrayBuffer>> {
  const { title, turns, changes, documents, at } = given;
  if (format === "bibtex" || format === "csl-json") {
    const [{ referencesOf }, { toBibTex, toCslJson }] = await Promise.all([
      import("./references.js"),
      import("./bibliography.js"),
    ]);
    const references = referencesOf(turns, documents);
    return encoded(format === "bibtex" ? toBibTex(references) : toCslJson(references));
  }
  const { exportDocument } = await import("./export-document.js");
  const document = exportDocument(title, turns, changes);
  if (format === "docx") return new Uint8Array((await import("./docx.js")).toDocx(document, at));
  if (format === "html") return encoded((await import("./html.js")).toHtml(document));
  return encoded((await import("./markdown.js")).toMarkdown(document));
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
