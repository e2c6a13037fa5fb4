import { Command } from "commander";
import type { PassageInContext } from "../../contract/documents.js";
import { asPassageId } from "../../contract/ids.js";
import { FootnoteError } from "../../core/errors/errors.js";
import { printable, printableLine } from "../../core/text.js";
import { type CliContext, print, printJson } from "../context.js";
import { countLineEnds, headingAfter } from "../format/answer.js";
import { styleWithLinks } from "../format/links.js";
import type { Style } from "../format/style.js";
import { openAssistant } from "../input/open-assistant.js";
import { SERVER, wholeNumber, withSettings } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

export function showCommand(context: CliContext): Command {
  const command = new Command("show")
    .description("show a passage inside its document")
    .argument("<where>", "passage id, or path:line")
    .option("--context <passages>", "how many passages' worth of text on either side", wholeNumber, 1)
    .option("--json", "print the passage as JSON");
  addHelpNotes(command, { examples: ["footnote show 001_667eb3beee58e5a3.txt:33 --context 2"] });
  return withSettings(command, ...SERVER).action(async (where: string, options) => {
    const opened = await openAssistant(context, options);
    const { assistant } = opened;
    try {
      const at = /^(.+):(\d+)$/s.exec(where);
      const passage = at
        ? await assistant.passageAt(at[1] as string, Number(at[2]), options.context)
        : await assistant.passage(asPassageId(where), options.context).catch((error: unknown) => {
            // A path without a line is the likelier slip than a passage that is gone.
            const isUnknown = error instanceof FootnoteError && error.code === "passage_unknown";
            if (!isUnknown || !/[./]/.test(where)) throw error;
            throw new FootnoteError("location_incomplete", { location: where });
          });
      if (options.json) printJson(context, passage);
      else print(context, formatPassage(passage, await styleWithLinks(context, opened)));
    } finally {
      await assistant.close();
    }
  });
}

/** The passage with its line numbers; what stands around it is faint. */
function formatPassage(passage: PassageInContext, style: Style): string {
  const { before, text, after, line_start, line_end } = passage;
  const place = `${printableLine(passage.path)}:${line_start}-${line_end}`;
  const lines = [`${style.link(style.accent(place), passage.path)}${style.strong(headingAfter(passage))}`, ""];
  const first = line_start - countLineEnds(before);
  const whole = printable(`${before}${text}${after}`).split("\n");
  whole.forEach((line, i) => {
    const number = first + i;
    const inside = number >= line_start && number <= line_end;
    lines.push(`${style.faint(String(number).padStart(6))} ${inside ? `┃ ${line}` : style.faint(`│ ${line}`)}`);
  });
  return lines.join("\n");
}
