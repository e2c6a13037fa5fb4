import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where the chat's history is kept: in the user's folder for state (XDG Base Directory Specification). */
export function historyPath({ XDG_STATE_HOME: state = "", HOME: home = homedir() }: Environment): string {
  return join(isAbsolute(state) ? state : join(home, ".local", "state"), "footnote", "history");
}

type Environment = Readonly<Record<string, string | undefined>>;
