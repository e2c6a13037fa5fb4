import { FootnoteError } from "../core/errors/errors.js";
import {
  mergeSettings,
  READING_SETTINGS,
  SETTING_RULES,
  type SettingName,
  type Settings,
  STORE_SETTINGS,
  WRITING_SETTINGS,
} from "../core/settings.js";
import { similarName } from "../core/similar-name.js";
import type { FolderSettings } from "./contract-types.js";

/**
 * The settings that are options of `openFolder`: those of an index and its answers, none of a server or a terminal.
 * (`index` and `llmUrl`, which mean a little less to it than to a command, are written out there.)
 */
export const FOLDER_SETTINGS = [
  "topK",
  "strictness",
  "reader",
  "workers",
  "model",
  "modelPath",
  "allowRemoteModels",
  "modelDtype",
  "modelPooling",
  "queryPrefix",
  "passagePrefix",
  "passageTokens",
  "overlapTokens",
  ...READING_SETTINGS,
  ...STORE_SETTINGS,
  "llmModel",
  "llmKey",
  ...WRITING_SETTINGS,
] as const satisfies readonly SettingName[];

/**
 * The settings of a folder: its options, else the defaults. Neither the environment nor a folder's file is read: a
 * program that wants them gives them.
 * @throws FootnoteError setting_invalid
 */
export function settingsOf(
  options: FolderSettings & { readonly index: string; readonly llmUrl?: string | undefined },
): Settings {
  const known: readonly string[] = ["index", "llmUrl", ...FOLDER_SETTINGS];
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const meant = Object.hasOwn(SETTING_RULES, name) ? null : similarName(name, known);
    const problem = `openFolder has no such option${meant ? `; perhaps ${meant} is meant` : ""}`;
    throw new FootnoteError("setting_invalid", { setting: name, source: "options", problem });
  }
  return mergeSettings([{ name: "options", values: { ...options } }]);
}
