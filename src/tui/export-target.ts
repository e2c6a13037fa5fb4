import type { ParsedName } from "./commands.js";

export interface ExportTarget {
  /** As it was given; `null` where none was. */
  readonly path: string | null;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
}

/** What `/export name`, `/export! name` and `/export name !` say. */
export function exportTarget({ argument, isForced }: Pick<ParsedName, "argument" | "isForced">): ExportTarget {
  const [, path = argument, mark] = /^(.*?)\s*(?:^|\s)(!)$/su.exec(argument) ?? [];
  return { path: path === "" ? null : path, isForced: isForced || mark !== undefined };
}
