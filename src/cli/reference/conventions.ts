import { environmentName, SETTING_RULES, type SettingName, type SettingRule } from "../../core/settings.js";
import { flagOf } from "../input/options.js";
import type { ProgramDescription } from "./describe-program.js";

/** What holds for every command, for the manual and the reference: a title and its paragraphs. */
export const CONVENTIONS: readonly (readonly [title: string, paragraphs: readonly string[]])[] = [
  [
    "Output",
    [
      "Results go to standard output, progress, warnings and errors to standard error. Progress is drawn on a terminal only.",
      "--json prints one JSON value on one line. --jsonl prints one object a line, each as soon as it is known, where a command lists things. Both hold exact text; what people are shown has control characters made visible.",
      "search prints path:line: quote, which editors and grep's readers understand; with --full-paths also from another folder: vim -q <(footnote search --full-paths lamp).",
      "A reader that closes the pipe early (head, less) is no failure.",
    ],
  ],
  [
    "Environment",
    [
      "NO_COLOR leaves colours out, FORCE_COLOR puts them in, also in a pipe; with TERM=dumb there are none.",
      "On a terminal, paths are links (OSC 8) to their files, unless NO_COLOR is set or TERM is dumb or linux. FORCE_HYPERLINK=1 makes links anywhere, FORCE_HYPERLINK=0 nowhere.",
      "VISUAL, or else EDITOR, is the editor that the chat opens files in, at their line where it is a known one. INK_SCREEN_READER=true makes the chat print whole lines, as --screen-reader does and TERM=dumb too. FOOTNOTE_HOME is the folder of what Footnote remembers of you: the names of your folders, and what is asked in the chat.",
      "FOOTNOTE_DEBUG=1 adds the stack to an error. FOOTNOTE_TOKEN holds the token for --server: it has no flag, as other users of a machine can read command lines; FOOTNOTE_LLM_KEY, likewise, the key for --write, and FOOTNOTE_OPENSEARCH_PASSWORD the one for --store opensearch. OPENAI_BASE_URL with OPENAI_API_KEY, or OLLAMA_HOST, are heeded with --llm-url env alone.",
    ],
  ],
];

/** Files that the program reads and writes, and what they are. */
export const FILES: readonly (readonly [path: string, about: string])[] = [
  [
    ".footnote/",
    "The index of the current folder; it can be deleted at any time, but for conversations/ in it, which holds the saved conversations.",
  ],
  ["footnote.config.json", "Settings for commands that are run in its folder."],
  [".footnoteignore", "Files of the documents' folder that are left out, as in .gitignore."],
  [
    "footnote-labels/",
    "What + and - in the chat have said of its answers, in the folder that it was started in: a labelled set for footnote eval.",
  ],
  [
    "$XDG_CONFIG_HOME/footnote/llm-hosts",
    "Hosts that whoever sits at the terminal has agreed to send sentences to, for --write; ~/.config/footnote/llm-hosts where the variable is not set. A line that is deleted is asked for again.",
  ],
  [
    "$XDG_STATE_HOME/footnote/",
    "What Footnote remembers of you, for you alone: collections.json, the names of your folders; history, what was asked in the chat, which --no-history leaves alone and which can be deleted at any time; indexes/, those of folders that may not be written into. ~/.local/state/footnote/ where the variable is not set, ~/Library/Application Support/footnote/ on macOS, %LOCALAPPDATA%\\footnote\\ on Windows; FOOTNOTE_HOME names another folder.",
  ],
];

export const SETTINGS_ABOUT =
  "A flag counts before the environment, that before footnote.config.json in the current folder, and that before the default. The file is a JSON object with the settings' names as keys, as in { \"topK\": 5 }; a name that is no setting's is an error. After a change of model, passageTokens or overlapTokens, the index has to be made anew with --full.";

export interface SettingDescription {
  /** Its key in `footnote.config.json`. */
  readonly name: SettingName;
  /** `null` where it has none. */
  readonly flag: string | null;
  readonly environment: string;
  /** As it is typed; empty where there is none. */
  readonly fallback: string;
  /** What it takes: a kind, a range, or a choice. */
  readonly values: string;
  readonly about: string;
}

/** Every setting with all the ways to give it. */
export function describeSettings({ commands }: ProgramDescription): SettingDescription[] {
  const flags = new Set(commands.flatMap(({ options }) => options.flatMap(({ names }) => names)));
  return (Object.keys(SETTING_RULES) as SettingName[]).map((name) => {
    const rule: SettingRule = SETTING_RULES[name];
    return {
      name,
      flag: flags.has(flagOf(name)) ? flagOf(name) : null,
      environment: environmentName(name),
      fallback: rule.fallback === null ? "" : String(rule.fallback),
      values: valuesOf(rule),
      about: rule.about,
    };
  });
}

function valuesOf({ kind, allowed, min, max, takes }: SettingRule): string {
  if (allowed) return allowed.join(", ");
  if (kind === "boolean") return "true, false";
  if (kind === "integer") return `${min} to ${max}`;
  return kind === "list" ? `${takes ?? "text"}, …` : (takes ?? "text");
}
