import { Command } from "commander";
import { allDocuments } from "../../assistant/assistant.js";
import type { IndexStatus } from "../../contract/index-state.js";
import { printableLine } from "../../core/text.js";
import { changedSince, count, incompleteWords, moment } from "../../core/wording.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { staleWarning } from "../format/coverage.js";
import { styleWithLinks } from "../format/links.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { type Style, styleFor } from "../format/style.js";
import { openAssistant } from "../input/open-assistant.js";
import { SERVER, withCollections, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function statusCommand(context: CliContext): Command {
  const command = new Command("status")
    .description("say what the index holds, what was skipped and what has changed since")
    .option("--files", "list the documents too");
  addHelpNotes(command, { examples: ["footnote status --files", "footnote status --jsonl | jq -r .path"] });
  addListFormats(command, { json: "print it as JSON", jsonl: "print the documents alone, one a line" });
  return withSettings(withCollections(command), ...SERVER).action(async (options) => {
    const opened = await openAssistant(context, options);
    const { assistant, local, settings } = opened;
    try {
      const status = await assistant.status();
      const format = formatOf(options);
      const files = options.files || format === "jsonl" ? await allDocuments(assistant) : null;
      if (format === "json") printJson(context, files ? { ...status, files } : status);
      else if (format === "jsonl") for (const file of files ?? []) printJson(context, file);
      else {
        const style = await styleWithLinks(context, opened);
        print(context, formatStatus(status, style, settings.store === "opensearch" ? (local?.place ?? null) : null));
        for (const { path, passages } of files ?? [])
          print(context, `${style.link(printableLine(path), path)}  ${count(passages, "passage")}`);
      }
      const warning = staleWarning(status, opened);
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(status.stale && status.stale.length > 0 ? 3 : 0);
    } finally {
      await assistant.close();
    }
  });
}

/** @param cluster where the index is kept, if not in its folder */
function formatStatus(status: IndexStatus, style: Style, cluster: string | null): string {
  const rows: [string, string][] = [
    ...(cluster === null ? [] : [["kept in", cluster] as [string, string]]),
    ...(status.collections?.map(({ name, corpus, documents }): [string, string] => [
      name,
      `${corpus} · ${count(documents, "document")}`,
    ]) ?? [["corpus", status.corpus] satisfies [string, string]]),
    ["documents", count(status.documents, "document")],
    ["passages", count(status.passages, "passage")],
    ["indexed at", moment(status.indexed_at)],
    ["model", status.model],
  ];
  const lines = rows.map(([name, value]) => `${style.faint(name.padEnd(12))}${printableLine(value)}`);
  const incomplete = incompleteWords(status);
  if (incomplete !== null) lines.push("", `${incomplete}; footnote index goes on with it`);
  if (status.partly_read.length > 0) {
    lines.push("", `${count(status.partly_read.length, "file")} read in part`);
    for (const { path, unread } of status.partly_read)
      lines.push(`  ${printableLine(path)}: not read: ${unread.map(printableLine).join(", ")}`);
  }
  if (status.skipped.length > 0) {
    lines.push("", `${count(status.skipped.length, "file")} skipped`);
    for (const { path, reason } of status.skipped) lines.push(`  ${printableLine(path)}: ${printableLine(reason)}`);
  }
  const changed = changedSince(status);
  if (changed.length > 0) {
    lines.push("", `${count(changed.length, "file")} changed since`);
    for (const { path, change } of changed) lines.push(`  ${printableLine(path)}: ${change}`);
  }
  return lines.join("\n");
}
