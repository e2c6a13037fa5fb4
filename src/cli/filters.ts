import type { Command } from "commander";
import type { Filters } from "../assistant/assistant.js";
import { asDocumentId } from "../core/spans.js";
import { collect } from "./options.js";

/** Flags that narrow the documents searched. */
export function addFilters(command: Command): Command {
  return command
    .option("--path <glob>", "search these files or folders only (repeatable)", collect)
    .option("--type <ending>", "search files with this ending only, such as md (repeatable)", collect)
    .option("--document <id>", "search this document only (repeatable)", collect)
    .option("--after <date>", "search files modified after this date only")
    .option("--before <date>", "search files modified before this date only");
}

export function filtersOf(options: Readonly<Record<string, string | string[] | undefined>>): { filters?: Filters } {
  const { path, type, document, after, before } = options;
  const filters: Filters = {
    ...(path && { paths: [path].flat() }),
    ...(type && { types: [type].flat() }),
    ...(document && { documentIds: [document].flat().map(asDocumentId) }),
    ...(typeof after === "string" && { modifiedAfter: after }),
    ...(typeof before === "string" && { modifiedBefore: before }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}
