import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { FootnoteError } from "../core/errors/errors.js";
import { problemOf } from "../core/file-problems.js";
import { EXPORT_MARK } from "../core/own-files.js";
import { exportConversation } from "./export-conversation.js";
import type { Turn } from "./state.js";

export interface ExportRequest {
  readonly turns: readonly Turn[];
  /** As it was given, relative to `cwd`; `null`: a name with the day. */
  readonly path: string | null;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes a conversation as Markdown and gives the file's name. @throws FootnoteError export_exists, output_unwritable */
export async function writeExport({ turns, path, isForced, cwd, at }: ExportRequest): Promise<string> {
  const day = new Date(at).toISOString().slice(0, 10);
  const name = path ?? `footnote-${day}.md`;
  try {
    await writeFile(resolve(cwd, name), `${EXPORT_MARK}\n\n${exportConversation(turns, day)}`, {
      flag: isForced ? "w" : "wx",
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST")
      throw new FootnoteError("export_exists", { path: name }, { cause });
    throw new FootnoteError("output_unwritable", { path: name, problem: problemOf(cause) }, { cause });
  }
  return name;
}
