import { environmentName, SETTING_RULES, type SettingName, type SettingRule } from "../../core/settings.js";
import { flagOf } from "../options.js";
import type { ProgramDescription } from "./describe-program.js";

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
