import type { LocalAssistant } from "../assistant/local-assistant.js";
import { FootnoteError } from "../core/errors.js";
import type { Desk } from "../tui/desk.js";
import type { CliContext } from "./context.js";
import { withoutNetwork } from "./offline.js";
import type { ChosenAssistant, Options } from "./open-assistant.js";
import { settingFlags } from "./options.js";

/** What the chat does beside what every assistant can: over the index of this machine only. */
export function chatDesk(context: CliContext, options: Options, chosen: ChosenAssistant): Desk {
  const ownIndexFor = (command: string): LocalAssistant => {
    if (chosen.local === null) throw new FootnoteError("server_not_asked", { what: command, server: chosen.server });
    return chosen.local;
  };
  return {
    cwd: context.cwd,
    async whyNot(document, request, signal) {
      return ownIndexFor("/why-not").whyNot(document, request, signal);
    },
    async diagnose() {
      ownIndexFor("/doctor");
      const { diagnose } = await import("../assistant/diagnose.js");
      return diagnose({
        settings: await context.settings(settingFlags(options)),
        cwd: context.cwd,
        nodeVersion: context.nodeVersion,
        offline: withoutNetwork,
      });
    },
  };
}
