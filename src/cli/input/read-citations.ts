import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { addAbortSignal } from "node:stream";
import { MAX_CITATIONS } from "../../contract/limits.js";
import type { GivenCitation } from "../../contract/requests.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import type { CliContext } from "../context.js";

/**
 * The citations of an answer object, or of a JSON list of citations.
 * @param from a file, relative to the working folder; `-` reads standard input
 * @throws FootnoteError citations_unreadable
 */
export async function readCitations(from: string, { cwd, stdin, signal }: CliContext): Promise<GivenCitation[]> {
  const unreadable = (problem: string, cause?: unknown) =>
    new FootnoteError("citations_unreadable", { path: from === "-" ? "Standard input" : from, problem }, { cause });
  let bytes: Uint8Array;
  try {
    bytes =
      from === "-" ? Buffer.concat(await addAbortSignal(signal, stdin).toArray()) : await readFile(resolve(cwd, from));
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(problemOf(error), error);
  }
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw unreadable("it is not JSON", error);
  }
  const list = Array.isArray(given) ? given : (given as { citations?: unknown } | null)?.citations;
  if (!Array.isArray(list)) throw unreadable("it is no answer and no list");
  if (list.length === 0) throw unreadable("the list is empty");
  if (list.length > MAX_CITATIONS) throw unreadable(`it has ${list.length}, and at most ${MAX_CITATIONS} are checked`);
  const { GivenCitationSchema } = await import("../../contract/requests.js");
  return list.map((item, i) => {
    const parsed = GivenCitationSchema.safeParse(item);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw unreadable(`citation ${i + 1}: ${[...(issue?.path ?? []), issue?.message].join(" ")}`);
    }
    return parsed.data;
  });
}
