import WordExtractor from "word-extractor";
import { singleSpaced } from "../../../../core/text.js";
import { type ReadResult, readerOf, UnreadableFile } from "../../document-reader.js";
import { textReader } from "../../text/text-reader.js";
import { TextBuilder } from "../../text-builder.js";
import { addAsides, addComments } from "../asides.js";
import { compoundStreams } from "../compound-file.js";
import { Flow, type FlowRow, flowResult } from "../flow.js";

const DAMAGED = "is damaged or not a Word document; open it in a word processor and save it as DOCX";
const AS_WRITTEN = { filterUnicode: false };
/** Where the flags of a document stand in its main stream, and which of them says that it is encrypted. */
const FLAGS_AT = 10;
const IS_ENCRYPTED = 0x0100;

/**
 * Reads documents of Word 97 to 2003: their words with tables, notes and boxes. What is a heading or a number of a list
 * is not told there.
 */
export const docReader = readerOf(DAMAGED, async (file) => {
  const streams = compoundStreams(file.bytes);
  // Many programs write text under this ending.
  return streams.size === 0 ? textReader.read(file) : readWord(file.bytes, streams.get("WordDocument"));
});

async function readWord(bytes: Uint8Array, start: number | undefined): Promise<ReadResult> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start === undefined || start + FLAGS_AT + 2 > buffer.length) throw new UnreadableFile(DAMAGED);
  if (buffer.readUInt16LE(start + FLAGS_AT) & IS_ENCRYPTED)
    throw new UnreadableFile("is encrypted; save a copy without a password");
  const document = await new WordExtractor().extract(buffer);
  const flow = new Flow(new TextBuilder());
  addLines(flow, document.getBody(AS_WRITTEN));
  addLines(flow, document.getTextboxes({ ...AS_WRITTEN, includeHeadersAndFooters: false }));
  for (const [heading, text] of [
    ["Footnotes", document.getFootnotes(AS_WRITTEN)],
    ["Endnotes", document.getEndnotes(AS_WRITTEN)],
  ] as const) {
    if (text.trim() === "") continue;
    flow.aside(1, heading);
    addLines(flow, text);
  }
  addAsides(flow, "Header", distinctLines(document.getHeaders({ ...AS_WRITTEN, includeFooters: false })));
  addAsides(flow, "Footer", distinctLines(document.getFooters(AS_WRITTEN)));
  const comments = document.getAnnotations(AS_WRITTEN).split("\n");
  addComments(
    flow,
    comments.map((text) => ({ author: "", words: "", text: singleSpaced(text) })),
  );
  return flowResult(flow, { title: undefined, properties: [] });
}

function distinctLines(text: string): ((flow: Flow) => void)[] {
  return text.split("\n").map((line) => (flow: Flow) => flow.paragraph(line));
}

/** A line is a paragraph; one that ends with a tab is a row of a table, with a tab behind each cell. */
function addLines(flow: Flow, text: string): void {
  let rows: FlowRow[] = [];
  const endTable = () => {
    if (rows.length > 0) flow.table(rows);
    rows = [];
  };
  for (const line of text.split("\n")) {
    const cells = line.split("\t");
    if (cells.length > 2 && cells.at(-1) === "") {
      rows.push({ cells: cells.slice(0, -1).map((cell) => ({ text: cell })), isHeader: false });
    } else {
      endTable();
      flow.paragraph(line);
    }
  }
  endTable();
  flow.end();
}
