import type { Key } from "ink";
import { describe, expect, test } from "vitest";
import { BINDINGS } from "../../../src/tui/input/bindings.js";
import { parseCommand } from "../../../src/tui/input/commands.js";
import { pressesOf } from "../../../src/tui/input/key-names.js";
import { eventFor } from "../../../src/tui/input/keys.js";
import { helpText } from "../../../src/tui/layout/page-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { initialState } from "../../../src/tui/state/state.js";

const NO_KEY = {} as Key;

describe("keys", () => {
  test("the help shows every binding but those of the help itself", () => {
    const help = plainText(helpText(200));
    for (const { context, label, help: text } of BINDINGS) {
      if (context !== "help") expect(help).toMatch(new RegExp(`${escaped(label)}\\s+${escaped(text)}`));
    }
  });

  test("no key means two things at once", () => {
    const all = BINDINGS.flatMap(({ context, keys }) => keys.map((key) => `${context} ${key}`));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  test.each(["input", "filter", "find"])(
    "no key of %s is one that edits its line, nor one of everywhere",
    (context) => {
      const keysOf = (...wanted: string[]) =>
        BINDINGS.filter((binding) => wanted.includes(binding.context)).flatMap(({ keys }) => keys);
      const leaves = context === "input" ? [] : ["ctrl+c"];
      const others = keysOf("editing", "global").filter((key) => !leaves.includes(key));
      expect(keysOf(context).filter((key) => others.includes(key))).toEqual([]);
    },
  );

  test("letters that are no keys of the answer begin the next question", () => {
    const over = { ...initialState({ columns: 80, rows: 24 }, false), focus: "list" as const };
    expect(eventFor(over, "h", 0)).toEqual({ type: "typed", text: "h" });
    expect(eventFor(over, "What", 0)).toEqual({ type: "typed", text: "What" });
    expect(eventFor(over, "y", 0)).not.toMatchObject({ type: "typed" });
    expect(reduce(over, { type: "typed", text: "h" })).toMatchObject({ focus: "input", input: { text: "h" } });
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
    expect(pressesOf("a\rb\r", NO_KEY)).toEqual([{ kind: "text", text: "a\rb" }]);
    expect(pressesOf("a\n", NO_KEY).at(-1)).toEqual({ kind: "key", name: "ctrl+j" });
  });

  test.each([
    ["Shift-Enter of the kitty protocol", "", { return: true, shift: true }, "shift+enter"],
    ["Shift-Enter of xterm", "[27;2;13~", {}, "shift+enter"],
    ["Alt-Enter", "", { return: true, meta: true }, "alt+enter"],
  ])("%s starts a line", (_, input, key, name) => {
    expect(pressesOf(input, key as Key)).toEqual([{ kind: "key", name }]);
    expect(eventFor(initialState({ columns: 80, rows: 24 }, false), name, 0)).toEqual({ type: "typed", text: "\n" });
  });
});

describe("commands", () => {
  test.each([
    ["/index", { kind: "command", name: "index", argument: "", isForced: false }],
    ["  /INDEX  full ", { kind: "command", name: "index", argument: "full", isForced: false }],
    ["/sync", { kind: "command", name: "index", argument: "", isForced: false }],
    ["/export! My Notes.md", { kind: "command", name: "export", argument: "My Notes.md", isForced: true }],
    ["/verify One.\nTwo.", { kind: "command", name: "verify", argument: "One.\nTwo.", isForced: false }],
    ["/exit", { kind: "unknown", typed: "/exit", suggestion: "quit" }],
    ["/stat", { kind: "unknown", typed: "/stat", suggestion: "status" }],
    ["/frobnicate", { kind: "unknown", typed: "/frobnicate", suggestion: null }],
    ["what is /index?", null],
    ["/etc/hosts holds what?", null],
  ])("%s", (line, parsed) => {
    expect(parseCommand(line)).toEqual(parsed);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
