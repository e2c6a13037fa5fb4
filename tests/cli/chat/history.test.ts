import { homedir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { historyPath } from "../../../src/cli/chat/chat-host.js";
import { settingFlags, withSettings } from "../../../src/cli/input/options.js";
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

  test("is kept in the user's folder for state", () => {
    expect(historyPath({ XDG_STATE_HOME: "/state" })).toBe(join("/state/footnote/history"));
    expect(historyPath({ XDG_STATE_HOME: "relative", HOME: "/home/a" })).toBe(
      join("/home/a/.local/state/footnote/history"),
    );
    expect(historyPath({})).toBe(join(homedir(), ".local/state/footnote/history"));
  });

  test("can be switched off by a flag that says what it does", () => {
    const help = withSettings(new Command(), "history").helpInformation();
    expect(help.replace(/\s+/g, " ")).toContain(
      "--no-history do not keep what is asked in the chat for the next time (FOOTNOTE_HISTORY, default true)",
    );
  });
});
