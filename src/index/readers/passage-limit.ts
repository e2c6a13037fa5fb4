import { MAX_PASSAGE_CHARACTERS } from "../../contract/limits.js";
import type { Block, Document } from "../../core/document.js";
import type { ReadResult, SourceFile } from "./document-reader.js";
import { FORMATS, type FormatName, loadReader } from "./formats.js";
import { withoutMachineText } from "./machine-text.js";

/** Marks of structure and rules, which are in no passage, take less of any text that people keep as it is. */
const MAX_MARKS_SHARE = 0.2;

/** The reason of a file that is set aside for the passages that it makes. */
export function tooManyPassages(limit: number): string {
  return `makes more than ${limit.toLocaleString("en")} passages; split it into files, or raise passagesPerFile`;
}

/**
 * Whether a file is so long that it makes more passages than the limit, by its text alone: to find its structure, only
 * to set it aside, would take gigabytes.
 */
export async function isTooLong(file: SourceFile, format: FormatName, limit: number): Promise<boolean> {
  const most = (limit * MAX_PASSAGE_CHARACTERS) / (1 - MAX_MARKS_SHARE);
  if (!FORMATS[format].ownText || file.bytes.length <= most) return false;
  const whole = withoutMachineText(await (await loadReader("whole")).read(file), format);
  return whole.status === "read" && visibleCharacters(whole.text, whole.blocks) > most;
}

/** The same of what was read. What holds other files is left: they are not too long for that. */
export function isMadeTooLong(result: ReadResult, limit: number): boolean {
  if (result.status === "unreadable" || result.contained !== undefined) return false;
  const most = limit * MAX_PASSAGE_CHARACTERS;
  return result.text.length > most && visibleCharacters(result.text, result.blocks) > most;
}

/** How many passages a text makes at least, by its length alone. */
export function leastPassages({ text, blocks }: Pick<Document, "text" | "blocks">): number {
  return Math.floor(visibleCharacters(text, blocks) / MAX_PASSAGE_CHARACTERS);
}

/** Of what may be in passages, without white space: a passage need not hold what is between its sentences. */
function visibleCharacters(text: string, blocks: readonly Block[]): number {
  let visible = 0;
  for (const { kind, start, end } of blocks) {
    if (kind === "rule") continue;
    for (let index: number = start; index < end; index++) if (text.charCodeAt(index) > 32) visible++;
  }
  return visible;
}
