import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const FILES = {
  "עברית.txt": "תנאי האחריות\n\nהאחריות על המנורה היא שנתיים glows מיום הקנייה ולא יותר מזה.\n",
  "日本語.txt": "保証の条件 👩‍👩‍👧 🇯🇵\n\n電池は一年ごとに交換してください glows 👩‍👩‍👧 🇯🇵 e\u0301 。\n",
  "long.txt": `${"Long title ".repeat(40)}\n\n${"word ".repeat(4000)}glows ${"x".repeat(5000)}.\n`,
};

/** Without what only the direction needs. */
const rows = (frame: string) => frame.replace(/[\u2068\u2069]/g, "").split("\n");

describe.each([60, 80, 200])("at %i columns", (columns) => {
  test("no script, emoji or long line makes a row wider than the window, in the chat and in the reader", async () => {
    const { terminal } = openChat({ columns, rows: 30, assistant: new TuiAssistant({ files: FILES }) });
    await terminal.ask("glows");
    await terminal.shows("Passages");
    await terminal.press(KEY.tab);
    const frames = [await terminal.shows("▸ ")];
    for (const [keys, shown] of [
      ["1", "citation 1 of 2"],
      ["2", "citation 2 of 2"],
      ["G\r", "passage 3 of 3"],
    ] as const) {
      await terminal.press(keys);
      frames.push(await terminal.shows(shown));
      await terminal.press(KEY.pageDown, KEY.pageDown);
      frames.push(terminal.lastFrame());
      await terminal.press(KEY.escape);
      await terminal.shows("▸ ");
    }
    for (const row of frames.flatMap(rows)) expect(stringWidth(row)).toBeLessThanOrEqual(columns);
  });

  test("a source in another direction leaves its place at the edge of the row", async () => {
    const { "long.txt": _, ...files } = FILES;
    const { terminal } = openChat({ columns, assistant: new TuiAssistant({ files }) });
    await terminal.ask("glows");
    const frame = await terminal.shows("Passages");
    const places = rows(frame).filter((row) => /\.txt:3$/.test(row));
    expect(places).toHaveLength(4);
    for (const row of places) expect(stringWidth(row)).toBe(Math.min(columns, 110));
    expect(frame).toMatch(/\u2068[^\u2069\n]*תנאי האחריות[^\u2068\n]*\u2069/);
  });
});

test("a window that changes while the answer comes shows it whole in the new one", async () => {
  const { terminal } = openChat({ columns: 100 });
  await terminal.ask("How long is the warranty for batteries?");
  await terminal.shows("delivery.¹");
  terminal.resize(60, 40);
  const frame = await terminal.shows(/with\.²[\s\S]*Passages[\s\S]*\n─{60}\n/);
  for (const row of rows(frame)) expect(stringWidth(row)).toBeLessThanOrEqual(60);
});
