import { describe, expect, test } from "vitest";
import { completionsOf } from "../../../src/tui/input/completion.js";
import { lineWith } from "../../../src/tui/input/line-editor.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { type Event, initialState, type State, taskOf } from "../../../src/tui/state/state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

const NAMES = [
  { path: "care.txt", title: "Care of lamps" },
  { path: "guides/warranty 2024.md", title: "Warranty" },
  { path: "notes/care-home.md", title: "Homes" },
];
const labels = (text: string, names: typeof NAMES | null = NAMES) =>
  completionsOf(lineWith(text), names).map(({ label }) => label);

const start = initialState({ columns: 80, rows: 24 }, false);
const following = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
const typed = (text: string): Event => ({ type: "typed", text });
const TAB: Event = { type: "completed", by: 1 };
const TAKE: Event = { type: "completed", by: null };
const named = (state: State): State =>
  following(state, { type: "named", task: taskOf(state, "names")?.id ?? -1, names: NAMES });

describe("what can be completed", () => {
  test("a slash offers every command, and letters narrow them down", () => {
    expect(labels("/").length).toBeGreaterThan(10);
    expect(labels("/s")).toEqual(["/search <words>", "/show <path:line>", "/summarise [name]", "/status"]);
    expect(labels("/IND")).toEqual(["/index", "/index full", "/index stop"]);
    expect(labels("/zzz")).toEqual([]);
  });

  test("what is there already, a question and the middle of a text offer nothing", () => {
    expect(labels("/new")).toEqual([]);
    expect(labels("What is /s")).toEqual([]);
    expect(completionsOf({ text: "/st of", cursor: 3 }, NAMES)).toEqual([]);
    expect(labels("/s\n")).toEqual([]);
  });

  test("behind a command that takes a document stand their names, by path before title", () => {
    expect(labels("/show care")).toEqual(["care.txt", "notes/care-home.md"]);
    expect(labels("/why-not WARR")).toEqual(["guides/warranty 2024.md"]);
    expect(labels("/show homes")).toEqual(["notes/care-home.md"]);
    expect(labels("/show guides/warranty 2")).toEqual(["guides/warranty 2024.md"]);
    expect(labels("/verify care")).toEqual([]);
    expect(labels("/show care", null)).toEqual([]);
    expect(labels("/show care.txt")).toEqual([]);
  });
});

describe("a line of filters", () => {
  test("completes documents behind path: and doc:, in quotes where there are spaces", () => {
    expect(labels("/filter path:care")).toEqual(["care.txt", "notes/care-home.md"]);
    expect(labels("/filter type:md doc:home")).toEqual(["notes/care-home.md"]);
    expect(labels("/filter type:care")).toEqual([]);
    const typedIn = named(following(start, typed('/filter doc:"guides/w')));
    expect(following(typedIn, TAB).input).toEqual(lineWith('/filter doc:"guides/warranty 2024.md"'));
    expect(following(typedIn, TAB, TAB).menu.selected).toBeNull();
  });

  test("does so too where it is written in place of the question", () => {
    const open = following(start, typed("draft"), { type: "filter_opened" }, typed("path:care"));
    const menu = named(open);
    const taken = following(menu, TAB, TAB, TAKE);
    expect(taken.filterLine).toEqual(lineWith("path:notes/care-home.md"));
    expect(taken.input.text).toBe("draft");
    expect(following(taken, { type: "submitted", at: 0 }).filter?.filters).toEqual({ paths: ["notes/care-home.md"] });
  });
});

describe("the menu", () => {
  test("Tab takes the only completion and leaves room for what comes behind it", () => {
    expect(following(start, typed("/ver"), TAB).input).toEqual(lineWith("/verify "));
  });

  test("Tab and the arrows select among several, around the ends; Enter takes the selected one", () => {
    const open = following(start, typed("/s"));
    expect(following(open, TAB, TAB).menu.selected).toBe(1);
    expect(following(open, { type: "menu_moved", by: -1 }).menu.selected).toBe(3);
    expect(following(open, TAB, { type: "completed", by: -1 }).menu.selected).toBe(3);
    expect(following(open, TAB, TAB, TAKE).input.text).toBe("/show ");
  });

  test("what is typed starts the selection over; Esc closes the menu until then", () => {
    const open = following(start, typed("/s"), TAB);
    expect(following(open, typed("t")).menu).toEqual({ isClosed: false, selected: null });
    const closed = following(open, { type: "menu_closed" });
    expect(following(closed, TAB).input.text).toBe("/s");
    expect(following(closed, typed("h"), TAB).input.text).toBe("/show ");
  });

  test("an entry of the history opens no menu, so that the arrows go on", () => {
    const state = following(
      { ...start, history: ["/s", "one"] },
      { type: "recalled", step: -1 },
      { type: "recalled", step: -1 },
    );
    expect(state.input.text).toBe("/s");
    expect(following(state, { type: "menu_moved", by: 1 })).toBe(state);
  });

  test("documents' names are fetched once, when they are needed, and again after a rebuild", async () => {
    const asking = following(start, typed("/show c"));
    expect(asking.tasks.filter(({ kind }) => kind === "names")).toHaveLength(1);
    expect(following(asking, typed("a")).tasks.filter(({ kind }) => kind === "names")).toHaveLength(1);
    const known = named(asking);
    expect(following(known, TAB, TAKE).input.text).toBe("/show care.txt");
    expect(taskOf(following(known, typed("a")), "names")).toBeUndefined();
    const building = following(known, { type: "interrupted" }, typed("/index"), { type: "submitted", at: 0 });
    const result = await new TuiAssistant().sync();
    const built = following(building, { type: "synced", task: taskOf(building, "sync")?.id ?? -1, result, at: 0 });
    expect(built.names).toBeNull();
  });

  test("names that can't be fetched disturb nobody", () => {
    const asking = following(start, typed("/show c"));
    const failure = { message: "It broke.", hint: "Mend it." };
    const failed = following(asking, { type: "task_failed", task: taskOf(asking, "names")?.id ?? -1, failure });
    expect(failed.notice).toBeNull();
  });
});
