import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findAll, getElementsByTagName, textContent } from "domutils";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import { parseDocument } from "htmlparser2";
import { describe, expect, test } from "vitest";
import type { ExportFormat } from "../../src/contract/limits.js";
import { exactText } from "../../src/export/exact-text.js";
import { exportAs } from "../../src/export/formats.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { keptTurn } from "./kept-turn.js";

/** What documents hold, and what readers of Markdown, HTML and XML are clever with. */
const NASTY = [
  "1. Dry it.",
  "12) Dry it.",
  "(a) Dry it.",
  "- Dry it.",
  "+ Dry it.",
  "* Dry it.",
  "# Dry it.",
  "> Dry it.",
  "===",
  "---",
  ":-",
  "~~~",
  "```js",
  "% a title",
  ": a definition",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "Dry it &amp; wait, 5 < 6 && 7 > 3.",
  "<script>alert(1)</script><!-- x -->]]>",
  "**wet** _glass_ ~~old~~ ==new== H~2~O x^2^ $a_b$ \\(c\\) \\begin{x}",
  "[x](y) ![z](w) [^1] [@doe99] @doe {#id .c} ^[note]",
  "\"Don't\" -- he said --- it's ... 'over'",
  "The tenant's deposit\nis returned\n\nwithin 30 days.\n- at once\n1. or later",
  "two  spaces,   three,\ttab, ends \n  indented",
  "See https://a.example/x_y or (www.b.example), c_d@e.example.",
  "a\u00a0b \u202etxet\u202c \u65e5\u672c 💡 e\u0301 \u001b[31m \ud800 \ufffe",
  "C:\\new\\table `code` \\",
  "&#32; &nbsp; &lt;",
  ":smile: is no :+1:",
];

const quotes = fc
  .oneof(
    {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...NASTY), { minLength: 1, maxLength: 3 }).map((all) => all.join(" ")),
    },
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(..."*_`[]()<>#\\|~$^@\"'-.:=+!&{} \n\ta1"), minLength: 1, maxLength: 40 }),
  )
  .filter((quote) => quote.trim() !== "");

interface Pandoc {
  readonly t: string;
  readonly c?: unknown;
}

/** The texts of all footnotes that pandoc finds, with its own white space; what a note begins with stands before “. */
async function pandocNotes(format: "markdown" | "docx" | "html" | "gfm", bytes: Uint8Array): Promise<string[]> {
  const file = join(await tempFolder(), "x");
  await writeFile(file, bytes);
  const json = JSON.parse(
    execFileSync("pandoc", ["-f", format, "-t", "json", file], { encoding: "utf8", maxBuffer: 2 ** 28 }),
  );
  const notes: string[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { t, c } = node as Pandoc;
    // Of a list, the values are its items.
    if (t === "Note") notes.push(said(c));
    else for (const one of Object.values(node)) walk(one);
  };
  walk(json.blocks);
  return notes;
}

function said(node: unknown): string {
  if (Array.isArray(node)) return node.map(said).join("");
  if (typeof node !== "object" || node === null) return "";
  const { t, c } = node as Pandoc;
  if (t === "Str") return c as string;
  if (t === "Code") return (c as [unknown, string])[1];
  if (t === "Space" || t === "SoftBreak") return " ";
  if (t === "LineBreak") return "\n";
  if (t === "Quoted") {
    const [mark, within] = c as [Pandoc, unknown];
    return mark.t === "DoubleQuote" ? `“${said(within)}”` : `‘${said(within)}’`;
  }
  return said(c);
}

const quoteIn = (note: string) => /“(.*)”$/su.exec(note)?.[1];
/** Pandoc keeps no more of white space in Word documents than that there is some. */
const spaced = (text: string) => text.replace(/[^\S\u00a0\u2007\u202f]+/gu, " ").trim();

async function written(format: ExportFormat, all: readonly string[]): Promise<Uint8Array> {
  return exportAs(format, { title: "Quotes", turns: [await keptTurn(all)], at: new Date(0) });
}

describe("a quote, whatever it holds,", () => {
  test("is read from Markdown, by pandoc's rules and by GitHub's, as it stands in the document, as a footnote", async () => {
    const sample = [...new Set([...NASTY, ...fc.sample(quotes, { numRuns: 300, seed: 7 })])];
    const bytes = await written("markdown", sample);
    expect((await pandocNotes("markdown", bytes)).map(quoteIn)).toEqual(sample.map(exactText));
    // This reader of pandoc's composes letters with their accents.
    const composed = (text: string | undefined) => text?.normalize("NFC");
    expect((await pandocNotes("gfm", bytes)).map(quoteIn).map(composed)).toEqual(sample.map(exactText).map(composed));
  });

  test("is read from a Word document by pandoc as a footnote, and stands in it to the character", async () => {
    const sample = [...new Set([...NASTY, ...fc.sample(quotes, { numRuns: 300, seed: 7 })])];
    const bytes = await written("docx", sample);
    const notes = await pandocNotes("docx", bytes);
    expect(notes.map(quoteIn).map((quote) => spaced(quote ?? ""))).toEqual(sample.map(exactText).map(spaced));
    const xml = strFromU8(unzipSync(bytes)["word/footnotes.xml"]!);
    const stored = getElementsByTagName("w:footnote", parseDocument(xml, { xmlMode: true }).children).slice(2);
    const texts = stored.map((note) =>
      findAll(({ name }) => ["w:t", "w:br", "w:tab"].includes(name), note.children)
        .map((one) => (one.name === "w:br" ? "\n" : one.name === "w:tab" ? "\t" : textContent(one)))
        .join(""),
    );
    expect(texts.map(quoteIn)).toEqual(sample.map(exactText));
  });

  test("stands in the HTML file to the character, and can't become markup", async () => {
    const sample = [...new Set([...NASTY, ...fc.sample(quotes, { numRuns: 300, seed: 7 })])];
    const html = new TextDecoder().decode(await written("html", sample));
    const { children } = parseDocument(html);
    expect(getElementsByTagName("blockquote", children).map((one) => textContent(one))).toEqual(sample.map(exactText));
    expect(getElementsByTagName("script", children)).toEqual([]);
  });
});
