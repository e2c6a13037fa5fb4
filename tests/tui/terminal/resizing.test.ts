import { expect, test } from "vitest";
import { liveLines } from "../../../src/tui/layout/chat-lines.js";
import { seg } from "../../../src/tui/lines.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { initialState } from "../../../src/tui/state/state.js";
import { Surface } from "../../../src/tui/terminal/surface.js";
import { FakeTerminal } from "../fake-terminal.js";

const STILL = { spinner: " ", now: 0 };
const RISE = "\u001b[2K\u001b[1A";

test("nothing is drawn while the window is dragged, and all of it again when it rests", () => {
  const start = initialState({ columns: 80, rows: 24 }, false);
  const dragged = reduce(start, { type: "size_changing" });
  expect(liveLines(dragged, STILL)).toEqual([]);
  const rested = reduce(dragged, { type: "resized", columns: 60, rows: 20 });
  expect(liveLines(rested, STILL)).toEqual(liveLines(initialState({ columns: 60, rows: 20 }, false), STILL));
});

test.each([4, 6, 10, 24])("what is drawn fits a window of %i rows, so that Ink never wipes it", (rows) => {
  const state = initialState({ columns: 80, rows }, true);
  const notice = { kind: "message", tone: "muted", text: "word ".repeat(200) } as const;
  expect(liveLines({ ...state, notice }, STILL).length).toBeLessThan(rows);
});

test("what the terminal keeps above the window is never erased", () => {
  const terminal = new FakeTerminal();
  new Surface(terminal.stdout).write("a\u001b[2J\u001b[3J\u001b[Hb");
  expect(terminal.transcript()).toBe("a\u001b[2J\u001b[Hb");
});

test("rows that a narrower terminal has folded are erased with the others, also beneath another screen", () => {
  const terminal = new FakeTerminal(80, 24);
  const surface = new Surface(terminal.stdout);
  const drawn = [[seg("─".repeat(80))], [seg("short")]];
  surface.cover(drawn);
  terminal.resize(30, 24);
  surface.uncover();
  expect(terminal.transcript()).toBe(RISE.repeat(2));
  surface.eraseFolds(drawn);
  expect(terminal.transcript()).toBe(RISE.repeat(2));
});
