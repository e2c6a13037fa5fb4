import { homedir, platform } from "node:os";
import { isAbsolute, join } from "node:path";
import type { CliContext } from "./context.js";

/**
 * The user's folder for what Footnote knows of them on this machine: `FOOTNOTE_HOME`, else what the system has for such
 * things.
 * @param system as Node names it [this one]
 */
export function stateFolder(environment: CliContext["environment"], system: NodeJS.Platform = platform()): string {
  const { FOOTNOTE_HOME: own = "", HOME, USERPROFILE, LOCALAPPDATA = "", XDG_STATE_HOME: state = "" } = environment;
  if (own !== "" && isAbsolute(own)) return own;
  const home = (system === "win32" ? USERPROFILE : HOME) || homedir();
  if (system === "win32") return join(LOCALAPPDATA || join(home, "AppData", "Local"), "footnote");
  if (system === "darwin") return join(home, "Library", "Application Support", "footnote");
  return join(isAbsolute(state) ? state : join(home, ".local", "state"), "footnote");
}
