import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { IndexStatus } from "../../contract/index-state.js";
import { splitPath } from "../../store/joined/collection-names.js";
import type { CliContext } from "../context.js";
import type { OpenedAssistant } from "../input/open-assistant.js";
import { type Style, styleFor } from "./style.js";

/** Terminals that print what they don't know of a link. */
const WITHOUT_LINKS = ["dumb", "linux"];

/** FORCE_HYPERLINK decides; else links are for terminals alone, and not for those who want no decoration. */
export function wantsLinks({ environment, stdout }: Pick<CliContext, "environment" | "stdout">): boolean {
  const { FORCE_HYPERLINK, NO_COLOR, TERM = "" } = environment;
  if (FORCE_HYPERLINK !== undefined && FORCE_HYPERLINK !== "") return FORCE_HYPERLINK !== "0";
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  return stdout.isTTY === true && !WITHOUT_LINKS.includes(TERM);
}

/** The style of results: paths are links (OSC 8) to the documents, where these are on this machine and links are wanted. */
export async function styleWithLinks(context: CliContext, { assistant, local }: OpenedAssistant): Promise<Style> {
  const style = styleFor(context);
  if (!wantsLinks(context) || local === null) return style;
  const fileOf = fileIn(await assistant.status());
  return { ...style, link: (text, path) => link(text, fileUrl(fileOf(path))) };
}

/** Where the file of a document lies: beneath the folder of its collection, where there are several. */
export function fileIn({ corpus, collections }: Pick<IndexStatus, "corpus" | "collections">): (path: string) => string {
  return (path) => {
    const named = collections && splitPath(path);
    const collection = collections?.find(({ name }) => name === named?.collection);
    return collection && named ? join(collection.corpus, named.own) : join(corpus, path);
  };
}

/** With the machine's name: over ssh, a terminal can tell that the file is elsewhere. */
export function fileUrl(path: string): string {
  const { host, pathname } = pathToFileURL(path);
  // A share of another machine (Windows) is named by that.
  return `file://${host || hostname()}${pathname}`;
}

function link(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
