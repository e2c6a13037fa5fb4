import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Assistant, documentFields } from "../../assistant/assistant.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { problemOf } from "../../core/file-problems.js";
import { type Exported, exportAs, formatOfFile } from "../../export/formats.js";
import { citationsOf } from "../../export/references.js";
import { keptTurnOf } from "../state/kept-turn.js";
import type { Turn } from "../state/turn.js";

interface ExportRequest {
  readonly turns: readonly Turn[];
  readonly title: string;
  /** As it was given, relative to `cwd`; its ending says the format, Markdown where it says none; `null`: a name with the day. */
  readonly path: string | null;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  readonly cwd: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Asked what the documents say of themselves, for a bibliography. */
  readonly assistant: Assistant;
}

/** Writes a conversation to a file and gives its name. @throws FootnoteError export_exists, output_unwritable */
export async function writeExport(request: ExportRequest): Promise<string> {
  const { turns, title, path, at } = request;
  const name = path ?? `footnote-${new Date(at).toISOString().slice(0, 10)}.md`;
  const kept = turns.flatMap((turn) => keptTurnOf(turn, "t", at) ?? []);
  const changes = Object.assign({}, ...turns.map((turn) => turn.changes ?? {}));
  await writeExported(name, request, { title, turns: kept, changes, at: new Date(at) });
  return name;
}

/** @param name relative to `cwd` @throws FootnoteError export_exists, output_unwritable */
export async function writeExported(
  name: string,
  { assistant, cwd, isForced }: Pick<ExportRequest, "assistant" | "cwd" | "isForced">,
  exported: Exported,
): Promise<void> {
  const format = formatOfFile(name) ?? "markdown";
  const isList = format === "bibtex" || format === "csl-json";
  const paths = isList ? citationsOf(exported.turns).map((one) => one.path) : [];
  const bytes = await exportAs(format, { ...exported, documents: await documentFields(assistant, paths) });
  try {
    await writeFile(resolve(cwd, name), bytes, { flag: isForced ? "w" : "wx" });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST")
      throw new FootnoteError("export_exists", { path: name }, { cause });
    throw new FootnoteError("output_unwritable", { path: name, problem: problemOf(cause) }, { cause });
  }
}
