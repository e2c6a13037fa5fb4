import { readerOf, UnreadableFile } from "../../document-reader.js";
import { TextBuilder } from "../../text-builder.js";
import { addAsides, addComments } from "../asides.js";
import { Flow, flowResult } from "../flow.js";
import { childElements } from "../xml.js";
import { OdfBody } from "./body.js";
import { openOdf } from "./odf-file.js";
import { OdfStyles } from "./styles.js";

const DAMAGED = "is damaged or not an OpenDocument text; open it in a word processor and save it again";
const HEADERS = ["style:header", "style:header-left", "style:header-first"];
const FOOTERS = ["style:footer", "style:footer-left", "style:footer-first"];

/** Reads OpenDocument texts: their text with tables, lists, notes and boxes, then headers, footers and comments. */
export const odtReader = readerOf(DAMAGED, async ({ bytes }) => {
  const file = await openOdf(bytes, "office:text");
  if (file.body === undefined) throw new UnreadableFile(DAMAGED);
  const styles = new OdfStyles(file.styles);
  const flow = new Flow(new TextBuilder());
  const body = new OdfBody(file, styles, flow);
  body.add(file.body.children);
  flow.end();
  const writers = (names: readonly string[]) =>
    styles.masterPages
      .flatMap((page) => childElements(page, ...names))
      .filter(({ attribs }) => attribs["style:display"] !== "false")
      .map(
        ({ children }) =>
          (to: Flow) =>
            new OdfBody(file, styles, to).add(children),
      );
  addAsides(flow, "Header", writers(HEADERS));
  addAsides(flow, "Footer", writers(FOOTERS));
  addComments(flow, body.comments);
  return flowResult(flow, file.properties);
});
