import { describe, expect, test } from "vitest";
import { type EditAction, edit, insertText } from "../../src/tui/line-editor.js";

/** `|` is the cursor. */
const line = (drawn: string) => ({ text: drawn.replace("|", ""), cursor: drawn.indexOf("|") });
const drawn = ({ text, cursor }: { text: string; cursor: number }) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

describe("editing the line", () => {
  test.each<[EditAction, string, string]>([
    ["left", "ab|c", "a|bc"],
    ["left", "|abc", "|abc"],
    ["left", "a👩‍👩‍👧|", "a|👩‍👩‍👧"],
    ["right", "a|👩‍👩‍👧b", "a👩‍👩‍👧|b"],
    ["home", "ab|c", "|abc"],
    ["end", "a|bc", "abc|"],
    ["word_left", "one two|", "one |two"],
    ["word_right", "|one two", "one| two"],
    ["delete_back", "e\u0301|x", "|x"],
    ["delete_forward", "|日本", "|本"],
    ["delete_word", "one two  |x", "one |x"],
    ["delete_to_start", "one |two", "|two"],
    ["delete_to_end", "one |two", "one |"],
  ])("%s: %s becomes %s", (action, before, after) => {
    expect(drawn(edit(line(before), action))).toBe(after);
  });

  test("text goes in at the cursor, as one line without control characters", () => {
    expect(drawn(insertText(line("a|d"), "b\r\n\u0007c"))).toBe("ab c|d");
  });
});
