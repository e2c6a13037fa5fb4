import { Command } from "commander";
import type { IndexStatus } from "../../assistant/assistant.js";
import { printable } from "../../core/printable.js";
import { type CliContext, note, print, printJson } from "../context.js";
import { count, staleLine } from "../format-answer.js";
import { openAssistant } from "../open-assistant.js";
import { withSettings } from "../options.js";
import { type Style, styleFor } from "../style.js";

export function statusCommand(context: CliContext): Command {
  const command = new Command("status")
    .description("say what the index holds, what was skipped and what has changed since")
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExample: footnote status --json");
  return withSettings(command).action(async (options) => {
    const assistant = await openAssistant(context, options);
    try {
      const status = await assistant.status();
      if (options.json) printJson(context, status);
      else print(context, formatStatus(status, styleFor(context)));
      const warning = staleLine(status.stale);
      if (warning) note(context, styleFor(context, context.stderr).warning(warning));
      context.setExitCode(status.stale && status.stale.length > 0 ? 3 : 0);
    } finally {
      await assistant.close();
    }
  });
}

function formatStatus(status: IndexStatus, style: Style): string {
  const rows: [string, string][] = [
    ["corpus", status.corpus],
    ["documents", count(status.documents, "document")],
    ["passages", count(status.passages, "passage")],
    ["indexed at", status.indexed_at],
    ["model", status.model],
  ];
  const lines = rows.map(([name, value]) => `${style.faint(name.padEnd(12))}${printable(value)}`);
  if (status.skipped.length > 0) {
    lines.push("", `${count(status.skipped.length, "file")} skipped`);
    for (const { path, reason } of status.skipped) lines.push(`  ${printable(path)}: ${printable(reason)}`);
  }
  if (status.stale && status.stale.length > 0) {
    lines.push("", `${count(status.stale.length, "file")} changed since`);
    for (const { path, change } of status.stale) lines.push(`  ${printable(path)}: ${change}`);
  }
  return lines.join("\n");
}
