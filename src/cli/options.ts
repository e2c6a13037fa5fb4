import { type Command, InvalidArgumentError, Option } from "commander";
import { environmentName, SETTING_RULES, type SettingName } from "../core/settings.js";

/** Settings that every command takes, as they say where the index and its model are. */
export const COMMON: readonly SettingName[] = ["index", "model", "modelPath"];

/** Settings of the commands that can ask a server instead. The token itself has no flag: command lines can be read. */
export const SERVER = ["server", "tokenFile"] as const satisfies readonly SettingName[];

/** Adds flags for settings: `--model-path <text>` for `modelPath`. Their values are checked where all settings are. */
export function withSettings(command: Command, ...names: SettingName[]): Command {
  for (const name of [...COMMON, ...names]) {
    const { kind, about, fallback } = SETTING_RULES[name];
    const isOnAnyway = fallback === true;
    const flag = `--${isOnAnyway ? "no-" : ""}${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const shown = fallback === null || String(fallback) === "" ? "" : `, default ${fallback}`;
    const several = kind === "list" ? "; can be given several times" : "";
    const text = `${isOnAnyway ? "do not " : ""}${about} (${environmentName(name)}${shown}${several})`;
    const option = new Option(kind === "boolean" ? flag : `${flag} <${kind === "integer" ? "number" : "text"}>`, text);
    command.addOption(kind === "list" ? option.argParser(collect) : option);
    // Commander takes a flag with "no-" for set to true before it is given, which would outdo the environment.
    if (isOnAnyway) command.setOptionValue(name, undefined);
  }
  return command;
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
