import { homedir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { settingFlags, withSettings } from "../../../src/cli/input/options.js";
import { stateFolder } from "../../../src/cli/state-folder.js";
import { fromEnvironment, mergeSettings } from "../../../src/core/settings.js";

function isKept(flags: string[], environment: Record<string, string>, file: Record<string, unknown> = {}): boolean {
  const command = withSettings(new Command(), "history").parse(flags, { from: "user" });
  return mergeSettings([
    { name: "flag", values: settingFlags(command.opts()) },
    fromEnvironment(environment),
    { name: "footnote.config.json", values: file },
  ]).history;
}

describe("what is asked in the chat", () => {
  test("is kept unless a flag, the environment or the settings' file says otherwise, in that order", () => {
    expect(isKept([], {})).toBe(true);
    expect(isKept(["--no-history"], {})).toBe(false);
    expect(isKept([], { FOOTNOTE_HISTORY: "0" })).toBe(false);
    expect(isKept([], {}, { history: false })).toBe(false);
    expect(isKept([], { FOOTNOTE_HISTORY: "1" }, { history: false })).toBe(true);
    expect(isKept(["--no-history"], { FOOTNOTE_HISTORY: "1" })).toBe(false);
  });

  test("is kept with what else is remembered, in the folder that the system or FOOTNOTE_HOME names", () => {
    expect(stateFolder({ XDG_STATE_HOME: "/state" }, "linux")).toBe("/state/footnote");
    expect(stateFolder({ XDG_STATE_HOME: "relative", HOME: "/home/a" }, "linux")).toBe("/home/a/.local/state/footnote");
    expect(stateFolder({}, "linux")).toBe(join(homedir(), ".local/state/footnote"));
    expect(stateFolder({ HOME: "/Users/a" }, "darwin")).toBe("/Users/a/Library/Application Support/footnote");
    expect(stateFolder({ XDG_STATE_HOME: "/state", FOOTNOTE_HOME: "/mine" }, "linux")).toBe("/mine");
  });

  test("can be switched off by a flag that says what it does", () => {
    const help = withSettings(new Command(), "history").helpInformation();
    expect(help.replace(/\s+/g, " ")).toContain(
      "--no-history do not keep what is asked in the chat for the next time (FOOTNOTE_HISTORY, default true)",
    );
  });
});
