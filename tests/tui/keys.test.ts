import type { Key } from "ink";
import { describe, expect, test } from "vitest";
import { parseCommand } from "../../src/tui/commands.js";
import { pressesOf } from "../../src/tui/key-names.js";
import { BINDINGS } from "../../src/tui/keys.js";
import { plainText } from "../../src/tui/layout/lines.js";
import { helpText } from "../../src/tui/layout/page-lines.js";

const NO_KEY = {} as Key;

describe("keys", () => {
  test("the help shows every binding but those of the first build", () => {
    const help = plainText(helpText(200));
    for (const { context, label, help: text } of BINDINGS) {
      if (context !== "building" && context !== "help")
        expect(help).toMatch(new RegExp(`${escaped(label)}\\s+${escaped(text)}`));
    }
  });

  test("no key means two things at once", () => {
    const all = BINDINGS.flatMap(({ context, keys }) => keys.map((key) => `${context} ${key}`));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  test("a chunk is taken apart into text and keys", () => {
    expect(pressesOf("ab\r", NO_KEY)).toEqual([
      { kind: "text", text: "ab" },
      { kind: "key", name: "enter" },
    ]);
    expect(pressesOf("a\u0015b", NO_KEY).map((press) => (press.kind === "key" ? press.name : press.text))).toEqual([
      "a",
      "ctrl+u",
      "b",
    ]);
    expect(pressesOf("a\nb\n", NO_KEY)).toEqual([{ kind: "text", text: "a\nb" }]);
  });
});

describe("commands", () => {
  test.each([
    ["/index", { kind: "command", name: "index", argument: "" }],
    ["  /INDEX  full ", { kind: "command", name: "index", argument: "full" }],
    ["/exit", { kind: "unknown", typed: "/exit", suggestion: "quit" }],
    ["/stat", { kind: "unknown", typed: "/stat", suggestion: "status" }],
    ["/frobnicate", { kind: "unknown", typed: "/frobnicate", suggestion: null }],
    ["what is /index?", null],
  ])("%s", (line, parsed) => {
    expect(parseCommand(line)).toEqual(parsed);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
