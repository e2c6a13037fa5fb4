import { expect, test } from "vitest";
import { editorCommand } from "../../../src/cli/chat/open-in-editor.js";

test.each([
  [{ EDITOR: "vim" }, "vim", ["+7", "/a b.txt"], true],
  [{ EDITOR: "vi", VISUAL: "/usr/bin/nvim -n" }, "/usr/bin/nvim", ["-n", "+7", "/a b.txt"], true],
  [{ VISUAL: " ", EDITOR: "nano" }, "nano", ["+7", "/a b.txt"], true],
  [{ VISUAL: "code --wait" }, "code", ["--wait", "-g", "/a b.txt:7"], false],
  [{ VISUAL: "hx" }, "hx", ["/a b.txt:7"], true],
  [{ VISUAL: "subl" }, "subl", ["/a b.txt:7"], false],
  [{ VISUAL: '"/opt/my editor" -x' }, "/opt/my editor", ["-x", "/a b.txt"], true],
  [{ VISUAL: "vim; rm -rf ." }, "vim;", ["rm", "-rf", ".", "/a b.txt"], true],
])("%j is started as %s %j", (environment, command, args, needsTerminal) => {
  expect(editorCommand(environment, "/a b.txt", 7)).toEqual({ command, args, needsTerminal });
});

test("a file without lines is opened at its beginning", () => {
  expect(editorCommand({ EDITOR: "code" }, "/a.pdf", null)?.args).toEqual(["/a.pdf"]);
});

test("without a setting there is none", () => {
  expect(editorCommand({}, "/a", 1)).toBeNull();
});
