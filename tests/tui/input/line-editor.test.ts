import { describe, expect, test } from "vitest";
import { type EditAction, edit, insertText } from "../../../src/tui/input/line-editor.js";

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

  test("text goes in at the cursor, its line ends alike, without control characters", () => {
    expect(drawn(insertText(line("a|d"), "b\r\n\u0007c\rd\u0085e\t\u202ef"))).toBe("ab\nc\nd\ne f|d");
  });

  test("what goes beyond the limit is left out, and no character is cut in two", () => {
    expect(drawn(insertText(line("ab|"), "cdef", 4))).toBe("abcd|");
    expect(drawn(insertText(line("ab|"), "c👩‍👩‍👧d", 6))).toBe("abc|");
    expect(drawn(insertText(line("abcd|"), "e", 4))).toBe("abcd|");
  });

  test("the cursor never stands inside a character that what was put in has joined", () => {
    expect(drawn(insertText(line("|\u0301x"), "e"))).toBe("e\u0301|x");
  });

  test.each<[EditAction, string, string]>([
    ["home", "one\ntw|o", "one\n|two"],
    ["home", "on|e\ntwo", "|one\ntwo"],
    ["end", "o|ne\ntwo", "one|\ntwo"],
    ["delete_to_start", "one\ntw|o", "one\n|o"],
    ["delete_to_start", "one\n|two", "one|two"],
    ["delete_to_end", "o|ne\ntwo", "o|\ntwo"],
    ["delete_to_end", "one|\ntwo", "one|two"],
    ["delete_back", "one\n|two", "one|two"],
  ])("%s keeps to its line: %j becomes %j", (action, before, after) => {
    expect(drawn(edit(line(before), action))).toBe(after);
  });
});
