import { type Command, InvalidArgumentError, Option } from "commander";
import {
  environmentName,
  SETTING_RULES,
  type SettingName,
  type SettingRule,
  WRITING_SETTINGS,
} from "../../core/settings.js";
import { similarName } from "../../core/similar-name.js";

/** Settings that every command takes, as they say where the index and its model are. */
export const COMMON: readonly SettingName[] = [
  "index",
  "store",
  "opensearchUrl",
  "opensearchName",
  "model",
  "modelPath",
];

/** Settings of the commands that answer. */
export const ANSWERING = ["reader", "strictness"] as const satisfies readonly SettingName[];

/** Settings of the commands that have a language model write. The key itself has no flag. */
export const WRITING = ["llmUrl", "llmModel", ...WRITING_SETTINGS] as const satisfies readonly SettingName[];

/** Settings of the commands that can ask a server instead. The token itself has no flag: command lines can be read. */
export const SERVER = ["server", "tokenFile"] as const satisfies readonly SettingName[];

/** `--model-path` for `modelPath`; `--no-history` for what is on anyway. */
export function flagOf(setting: SettingName): string {
  const { flag }: SettingRule = SETTING_RULES[setting];
  if (flag) return flag.name;
  const isOnAnyway = SETTING_RULES[setting].fallback === true;
  return `--${isOnAnyway ? "no-" : ""}${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Adds flags for settings: `--model-path <folder>` for `modelPath`. Their values are checked where all settings are. */
export function withSettings(command: Command, ...names: SettingName[]): Command {
  for (const name of [...COMMON, ...names]) {
    const rule: SettingRule = SETTING_RULES[name];
    const { kind, about, fallback, allowed, flag } = rule;
    if (flag) {
      const text = `${flag.about} (${environmentName(name)}=${flag.value})`;
      command.addOption(new Option(flag.name, text).implies({ [name]: flag.value }));
      continue;
    }
    const isOnAnyway = fallback === true;
    const shown = fallback === null || String(fallback) === "" ? "" : `, default ${fallback}`;
    const several = kind === "list" ? "; can be given several times" : "";
    const text = `${isOnAnyway ? "do not " : ""}${about} (${environmentName(name)}${shown}${several})`;
    const option = new Option(kind === "boolean" ? flagOf(name) : `${flagOf(name)} <${placeholderOf(rule)}>`, text);
    if (allowed) option.choices(allowed).argParser(oneOf(allowed));
    command.addOption(kind === "list" ? option.argParser(collect) : option);
    // Commander takes a flag with "no-" for set to true before it is given, which would outdo the environment.
    if (isOnAnyway) command.setOptionValue(name, undefined);
  }
  return command;
}

function placeholderOf({ kind, takes }: SettingRule): string {
  return kind === "integer" ? "number" : (takes ?? "text");
}

/** The flag that chooses collections in the place of the index that the settings name. */
export function withCollections(command: Command): Command {
  const about = "ask this collection, or all; see footnote collections (repeatable)";
  return command.option("--in <collection>", about, collectNames);
}

/** An empty name, of a variable that is unset say, must not ask another index than was meant. */
function collectNames(value: string, earlier: readonly string[] = []): string[] {
  const names = collect(value, earlier);
  if (names.length === earlier.length) throw new InvalidArgumentError("It takes the name of a collection.");
  return names;
}

/** The flags of a command that are settings. */
export function settingFlags(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(SETTING_RULES, name)));
}

/** For flags that are given several times or take a list with commas. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...value.split(",").filter((item) => item !== "")];
}

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("It takes a whole number.");
  return number;
}

/** For a value that is one of a few. */
export function oneOf(choices: readonly string[]): (value: string) => string {
  return (value) => {
    if (choices.includes(value)) return value;
    throw new InvalidArgumentError(choicesSaid("Allowed choices are", value, choices));
  };
}

/** Tells a mistaken value which there are, and the nearest. */
export function choicesSaid(intro: string, value: string, choices: readonly string[]): string {
  const meant = similarName(value, choices);
  return `${intro} ${choices.join(", ")}.${meant ? `\n(Did you mean ${meant}?)` : ""}`;
}
