import { readerOf, UnreadableFile } from "../../document-reader.js";
import { TextBuilder } from "../../text-builder.js";
import { addAsides, addComments } from "../asides.js";
import { Flow, flowResult } from "../flow.js";
import { parseRtf } from "./rtf-parser.js";
import type { RtfStory } from "./rtf-story.js";

const DAMAGED = "is damaged or not RTF; open it in a word processor and save it again";

/** Reads Rich Text Format: text with tables, lists, notes and boxes, then headers, footers and comments. */
export const rtfReader = readerOf(DAMAGED, async ({ bytes }) => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!/^\s*\{\\rtf/.test(source)) throw new UnreadableFile(DAMAGED);
  const document = parseRtf(source);
  const flow = new Flow(new TextBuilder(), document.unread);
  document.body.write(flow);
  flow.end();
  const write = (story: RtfStory) => (to: Flow) => story.write(to);
  addAsides(flow, "Header", document.headers.map(write));
  addAsides(flow, "Footer", document.footers.map(write));
  addComments(flow, document.comments);
  return flowResult(flow, document.properties);
});
