import { Command } from "commander";
import { printableLine } from "../../core/text.js";
import { type CliContext, print, printJson } from "../context.js";
import { addListFormats, formatOf } from "../format/output-options.js";
import { styleFor } from "../format/style.js";
import { settingFlags, WRITING, withSettings } from "../input/options.js";
import { withoutNetwork } from "../offline.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function doctorCommand(context: CliContext): Command {
  const command = new Command("doctor").description(
    "check the installation, the model, the index and its folder, and that nothing is sent anywhere",
  );
  addHelpNotes(command, { examples: ["footnote doctor"] });
  addListFormats(command, { json: "print the findings as JSON", jsonl: "print one finding a line" });
  return withSettings(command, ...WRITING).action(async (options) => {
    const { diagnose } = await import("../../assistant/diagnose.js");
    const findings = await diagnose({
      settings: await context.settings(settingFlags(options)),
      cwd: context.cwd,
      nodeVersion: context.nodeVersion,
      offline: withoutNetwork,
    });
    const style = styleFor(context);
    const marks = { ok: style.accent("ok     "), warning: style.warning("warning"), failed: style.failure("failed ") };
    const format = formatOf(options);
    if (format === "json") printJson(context, { findings });
    else if (format === "jsonl") for (const finding of findings) printJson(context, finding);
    else
      for (const { check, status, detail } of findings)
        print(context, `${marks[status]}  ${check.padEnd(18)}${printableLine(detail)}`);
    context.setExitCode(findings.some(({ status }) => status === "failed") ? 2 : 0);
  });
}
