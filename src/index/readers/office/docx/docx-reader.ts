import { readerOf, UnreadableFile } from "../../document-reader.js";
import { TextBuilder } from "../../text-builder.js";
import { addAsides, addComments } from "../asides.js";
import { Flow, flowResult } from "../flow.js";
import { OpcPackage } from "../opc-package.js";
import { DocxBody } from "./body.js";
import { docxParts, type TextPart } from "./parts.js";

const DAMAGED = "is damaged or not a Word document; open it in a word processor and save it again";

/** Reads Word documents: their text with tables, lists, notes and boxes, then headers, footers and comments. */
export const docxReader = readerOf(DAMAGED, async ({ bytes }) => {
  const file = await OpcPackage.open(bytes);
  const properties = await file.properties();
  const parts = await docxParts(file);
  if (parts.body === undefined) throw new UnreadableFile(DAMAGED);
  const flow = new Flow(new TextBuilder());
  const body = new DocxBody(parts, flow);
  body.add(parts.body);
  flow.end();
  const write =
    ({ root, references }: TextPart) =>
    (to: Flow) =>
      new DocxBody(parts, to).add(root, references);
  addAsides(flow, "Header", parts.headers.map(write));
  addAsides(flow, "Footer", parts.footers.map(write));
  const comments = [...parts.comments].map(([id, comment]) => ({
    author: comment.attribs["w:author"] ?? "",
    text: body.text(comment),
    words: body.comments.get(id)?.text ?? "",
  }));
  addComments(flow, comments);
  return flowResult(flow, properties);
});
