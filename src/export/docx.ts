import { strToU8, zipSync } from "fflate";
import { EXPORT_MARK, EXPORT_WORDS } from "../core/own-files.js";
import { escapeMarkup } from "./exact-text.js";
import type { Block, ExportDocument, Note, Sentence } from "./export-document.js";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/** Zip files know no earlier time. */
const EARLIEST_MS = Date.UTC(1980, 0, 2);
/** Ids of the two lines that Word draws above notes. */
const SEPARATORS = 2;

/**
 * As a Word document (ECMA-376) whose citations are footnotes. Word counts footnotes itself: what is cited again has its
 * note again.
 * @param at when it is made
 */
export function toDocx({ title, asked, blocks, notes }: ExportDocument, at: Date): Uint8Array {
  const footnotes = new Footnotes(notes);
  const body = [
    paragraph("Title", run(title)),
    paragraph("Remark", run(`${asked}.`)),
    ...blocks.map((block) => blockXml(block, footnotes)),
  ].join("");
  const document = `${XML}<w:document xmlns:w="${WORD}"><w:body>${body}<w:sectPr/></w:body></w:document>`;
  const parts: Readonly<Record<string, string>> = {
    "_rels/.rels": relations(`${OFFICE_RELATIONS}/officeDocument word/document.xml`, CORE_RELATION),
    "word/document.xml": document,
    "word/_rels/document.xml.rels": relations(
      `${OFFICE_RELATIONS}/styles styles.xml`,
      `${OFFICE_RELATIONS}/settings settings.xml`,
      `${OFFICE_RELATIONS}/footnotes footnotes.xml`,
    ),
    "word/styles.xml": STYLES,
    "word/settings.xml": SETTINGS,
    "word/footnotes.xml": footnotes.xml(),
    "docProps/core.xml": coreXml(title, at),
  };
  const zipped = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  // Its mark stands at the same place in every one: at the beginning of the first part, which isn't compressed.
  return zipSync(
    { "[Content_Types].xml": [strToU8(CONTENT_TYPES), { level: 0 }], ...zipped },
    { mtime: Math.max(at.getTime(), EARLIEST_MS) },
  );
}

/** The notes in the order in which they are cited. */
class Footnotes {
  readonly #cited: Note[] = [];

  constructor(private readonly notes: readonly Note[]) {}

  cite(number: number): string {
    const note = this.notes[number - 1];
    if (note === undefined) return "";
    this.#cited.push(note);
    const id = this.#cited.length + SEPARATORS - 1;
    return `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="${id}"/></w:r>`;
  }

  xml(): string {
    const own = this.#cited.map(({ where, since, quote }, i) => {
      const mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>';
      const text = `${run(` ${where}${since === "" ? "" : ` (${since})`}: “`)}${run(quote)}${run("”")}`;
      return `<w:footnote w:id="${i + SEPARATORS}">${paragraph("FootnoteText", `${mark}${text}`)}</w:footnote>`;
    });
    return `${XML}<w:footnotes xmlns:w="${WORD}">${SEPARATOR_NOTES}${own.join("")}</w:footnotes>`;
  }
}

function blockXml(block: Block, footnotes: Footnotes): string {
  switch (block.kind) {
    case "heading":
      return paragraph(`Heading${block.level - 1}`, run(block.text));
    case "remark":
      return paragraph("Remark", run(block.text));
    case "said":
      return block.sentences.map((one) => paragraph("Normal", sentenceXml(one, footnotes))).join("");
    case "list":
      return block.items
        .map(({ text, notes }) => paragraph("ListParagraph", sentenceXml({ text: `– ${text}`, notes }, footnotes)))
        .join("");
  }
}

function sentenceXml({ text, notes }: Sentence, footnotes: Footnotes): string {
  return `${run(text)}${notes.map((number) => footnotes.cite(number)).join("")}`;
}

function paragraph(style: string, content: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`;
}

/** Text as it stands: its line ends and tabs are elements of their own. */
function run(text: string): string {
  const pieces = escapeMarkup(text).split(/([\n\t])/);
  const inner = pieces.map((piece) => {
    if (piece === "\n") return "<w:br/>";
    if (piece === "\t") return "<w:tab/>";
    return piece === "" ? "" : `<w:t xml:space="preserve">${piece}</w:t>`;
  });
  return `<w:r>${inner.join("")}</w:r>`;
}

/** @param named each a type and what it leads to */
function relations(...named: readonly string[]): string {
  const rows = named.map((one, i) => {
    const [type, target] = one.split(" ");
    return `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`;
  });
  return `${XML}<Relationships xmlns="${RELATIONS}">${rows.join("")}</Relationships>`;
}

function coreXml(title: string, at: Date): string {
  const time = `${at.toISOString().slice(0, 19)}Z`;
  const dates = ["created", "modified"].map(
    (name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`,
  );
  return (
    `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeMarkup(title)}</dc:title>` +
    // Programs that save the file anew keep what it says of itself.
    `<dc:creator>Footnote</dc:creator><dc:description>${EXPORT_WORDS}</dc:description>${dates.join("")}</cp:coreProperties>`
  );
}

const CORE_RELATION =
  "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties docProps/core.xml";

const CONTENT_TYPES = `${XML}${EXPORT_MARK}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/>',
  `<Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.document.main+xml"/>`,
  ...["styles", "settings", "footnotes"].map(
    (part) => `<Override PartName="/word/${part}.xml" ContentType="${WORD_TYPE}.${part}+xml"/>`,
  ),
  '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
].join("")}</Types>`;

const SEPARATOR_NOTES = ["separator", "continuationSeparator"]
  .map((type, id) => `<w:footnote w:type="${type}" w:id="${id}"><w:p><w:r><w:${type}/></w:r></w:p></w:footnote>`)
  .join("");

const SETTINGS = `${XML}<w:settings xmlns:w="${WORD}"><w:footnotePr><w:footnote w:id="0"/><w:footnote w:id="1"/></w:footnotePr></w:settings>`;

/** @param half sizes of letters are counted in half points */
function style(id: string, name: string, half: number, more = "", space = 120): string {
  return (
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>` +
    `<w:pPr><w:spacing w:after="${space}"/>${id.startsWith("Heading") ? `<w:keepNext/><w:outlineLvl w:val="${Number(id.slice(-1)) - 1}"/>` : ""}</w:pPr>` +
    `<w:rPr>${more}<w:sz w:val="${half}"/></w:rPr></w:style>`
  );
}

const STYLES =
  `${XML}<w:styles xmlns:w="${WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>` +
  `<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>` +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>' +
  style("Title", "Title", 36, "<w:b/>") +
  style("Heading1", "heading 1", 28, "<w:b/>") +
  style("Heading2", "heading 2", 24, "<w:b/>") +
  style("Remark", "Remark", 20, '<w:color w:val="555555"/>') +
  style("ListParagraph", "List Paragraph", 22) +
  style("FootnoteText", "footnote text", 18, "", 40) +
  '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>' +
  "</w:styles>";
