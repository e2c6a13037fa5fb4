// Asks the Footnote server that this site is served beside, if there is one.
import { slugOf } from "./slug.js";

const PASSAGES = 6;
const FILTERS = { types: ["md"] };

/** Whether a Footnote server answers at this origin. */
export async function answers() {
  try {
    const reply = await fetch("/v1/index", { headers: { accept: "application/json" } });
    return reply.ok && typeof (await reply.json()).generation === "string";
  } catch {
    return false;
  }
}

/** The answer object of a question. @throws Error in words for people */
export async function ask(question, signal) {
  const body = JSON.stringify({ question, top_k: PASSAGES, filters: FILTERS });
  const reply = await fetch("/v1/query", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    signal,
  });
  const said = await reply.json();
  if (!reply.ok) throw new Error(said.detail ?? "The server can't answer now.");
  return said;
}

/** Where a citation or passage stands on this site: its page, at its heading. */
export function addressOf({ path, section }, base = "/") {
  const page = path.replace(/\.md$/, "").replace(/(^|\/)(README|index)$/, "$1");
  const heading = section.at(-1);
  return `${base}${page}${heading ? `#${slugOf(heading)}` : ""}`;
}

/** Markdown as people read it: without the marks of links, code and emphasis. */
export function readable(text) {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .replace(/^\s*(#+|[-|>])\s*/gm, "")
    .replace(/\s*\|\s*/g, " · ");
}
