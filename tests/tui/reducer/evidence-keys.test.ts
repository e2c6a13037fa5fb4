import { describe, expect, test } from "vitest";
import type { Judgement } from "../../../src/contract/judgement.js";
import type { FilePlace, Remark, WithTerminal } from "../../../src/tui/host.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { type Event, initialState, type State, taskOf } from "../../../src/tui/state/state.js";
import { MAX_COPIED_BYTES, terminalCopy } from "../../../src/tui/terminal/clipboard.js";
import type { JobControl } from "../../../src/tui/terminal/job-control.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { FakeHost } from "../../helpers/tui-host.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const QUESTION = "How long is the warranty for batteries?";
const assistant = new TuiAssistant();
const follow = (state: State, ...events: Event[]): State => events.reduce(reduce, state);

async function selected(index: number): Promise<State> {
  const start = initialState({ columns: 80, rows: 40 }, false);
  const asked = follow(start, { type: "typed", text: QUESTION }, { type: "submitted", at: 0 });
  const answer = await assistant.ask({ question: QUESTION });
  const answered = follow(asked, { type: "answered", task: taskOf(asked, "ask")!.id, answer });
  return { ...follow(answered, { type: "focus_moved" }), selected: index };
}

describe("y", () => {
  test.each([
    [1, "Batteries are covered for 12 months only, whatever the lamp they came with."],
    [3, "Batteries are covered for 12 months only, whatever the lamp they came with."],
    [4, expect.stringMatching(/^The warranty lasts[\s\S]*not covered\.$/)],
  ])("copies what item %i stands for: a sentence's evidence, a quote, a passage", async (index, text) => {
    expect(taskOf(follow(await selected(index), { type: "copied", isCited: false }), "copy")?.text).toEqual(text);
  });

  test("as a capital copies the place as well", async () => {
    const task = taskOf(follow(await selected(1), { type: "copied", isCited: true }), "copy");
    expect(task?.text).toMatch(/^“Batteries .*”\n— Warranty terms › 2 Limits, warranty\.txt:12\n$/);
  });

  test("of a document opened from the list has nothing to copy, and says so", async () => {
    const { terminal } = openChat();
    await terminal.ask("/docs");
    await terminal.shows("passages");
    await terminal.press(KEY.enter);
    await terminal.shows("lines 1-");
    await terminal.press("y");
    await terminal.shows("There is no quote to copy here.");
    await terminal.press("j");
    expect(terminal.lastFrame()).not.toContain("no quote");
  });
});

describe("the terminal's clipboard", () => {
  const written = (clipboard: "terminal" | "tmux" | "none", text: string) => {
    const out: string[] = [];
    const remark = terminalCopy((data) => out.push(data), clipboard)(text, "quote");
    return { remark: remark.text, out: out.join("") };
  };

  test("gets the text as OSC 52, and nobody claims to know that it took it", () => {
    expect(written("terminal", "Zähler\n")).toEqual({
      remark: "The quote was sent to the terminal's clipboard.",
      out: `\u001b]52;c;${Buffer.from("Zähler\n").toString("base64")}\u0007`,
    });
  });

  test("gets it inside tmux for tmux, and through it", () => {
    const { out } = written("tmux", "a");
    expect(out).toBe("\u001b]52;c;YQ==\u0007\u001bPtmux;\u001b\u001b]52;c;YQ==\u0007\u001b\\");
  });

  test("gets nothing that is too long for it, or where there is none", () => {
    expect(written("terminal", "x".repeat(MAX_COPIED_BYTES + 1))).toMatchObject({
      out: "",
      remark: expect.stringContaining("too long"),
    });
    expect(written("none", "a")).toMatchObject({ out: "", remark: expect.stringContaining("no clipboard") });
  });
});

describe("o", () => {
  test("opens the file at the evidence of what is selected, and the chat is drawn again", async () => {
    const host = new FakeHost();
    const { terminal } = openChat({ host });
    await terminal.ask(QUESTION);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, KEY.down, "o");
    await expect.poll(() => host.opened).toEqual([{ path: "warranty.txt", line: 12 }]);
    await terminal.press(KEY.up);
    await terminal.shows("▸ The warranty");
    expect(terminal.in.isRaw).toBe(true);
  });

  test("in the reader opens it at the match of a search, and comes back to it", async () => {
    const host = new FakeHost();
    const { terminal } = openChat({ host });
    await terminal.ask(QUESTION);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "1");
    await terminal.shows("citation 1 of 2");
    await terminal.press("/", "receipt", KEY.enter);
    await terminal.shows("match 1 of 1");
    await terminal.press("o");
    await expect.poll(() => host.opened).toEqual([{ path: "warranty.txt", line: 16 }]);
    await terminal.shows("match 1 of 1");
  });
});

describe("while an editor has the terminal", () => {
  function editing() {
    const closing: (() => void)[] = [];
    class EditingHost extends FakeHost {
      override edit(_: FilePlace, withTerminal: WithTerminal): Promise<null> {
        return withTerminal(() => new Promise<null>((resolve) => closing.push(() => resolve(null))));
      }
    }
    const held: string[] = [];
    const job: JobControl = {
      stop: async () => {},
      watch: () => () => {},
      onCrash: () => () => {},
      holdInterruptions: () => {
        held.push("held");
        return () => held.push("let");
      },
    };
    return { closing, held, ...openChat({ host: new EditingHost(), job }) };
  }

  test("Ctrl-C is the editor's, and the chat's again afterwards", async () => {
    const { terminal, closing, held } = editing();
    await terminal.ask(QUESTION);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "o");
    await expect.poll(() => closing.length).toBe(1);
    expect(held).toEqual(["held"]);
    closing[0]?.();
    await expect.poll(() => held).toEqual(["held", "let"]);
  });

  test("a chat that is told to end leaves the terminal to the shell", async () => {
    const { terminal, closing, leave, left } = editing();
    await terminal.ask(QUESTION);
    await terminal.shows("Passages");
    await terminal.press(KEY.tab, "o");
    await expect.poll(() => closing.length).toBe(1);
    leave();
    await left;
    closing[0]?.();
    await expect.poll(() => terminal.out.writes.join("").split("\u001b").at(-1)).toMatch(/^\[\?25h/);
    expect(terminal.in.isRaw).toBe(false);
    expect(terminal.in.listenerCount("readable")).toBe(0);
  });
});

test("+ and - at once are kept one after the other", async () => {
  const going: (() => void)[] = [];
  class SlowHost extends FakeHost {
    override async keep(judgement: Judgement): Promise<Remark> {
      const remark = super.keep(judgement);
      await new Promise<void>((resolve) => going.push(resolve));
      return remark;
    }
  }
  const host = new SlowHost();
  const { terminal } = openChat({ host });
  await terminal.ask(QUESTION);
  await terminal.shows("Passages");
  await terminal.press(KEY.tab, "+", "-");
  await expect.poll(() => going.length).toBe(1);
  expect(host.kept).toMatchObject([{ isRight: true }]);
  going[0]?.();
  await expect.poll(() => going.length).toBe(2);
  expect(host.kept).toMatchObject([{ isRight: true }, { isRight: false }]);
  going[1]?.();
  await terminal.shows("Marked as wrong.");
});

test("+ and - keep the question as it was searched with what was cited", async () => {
  const host = new FakeHost();
  const { terminal } = openChat({ host });
  await terminal.ask(QUESTION);
  await terminal.shows("Passages");
  await terminal.press(KEY.tab, "+");
  await terminal.shows("Marked as right.");
  await terminal.press("-");
  await terminal.shows("Marked as wrong.");
  expect(host.kept).toMatchObject([
    { question: QUESTION, isRight: true, cited: [{ document: "warranty.txt" }, { document: "warranty.txt" }] },
    { question: QUESTION, isRight: false },
  ]);
});

test("a judgement keeps the filter that the question was asked under", async () => {
  const host = new FakeHost();
  const { terminal } = openChat({ host });
  await terminal.shows("Footnote ·");
  await terminal.press("/filter type:txt", KEY.enter);
  await terminal.shows("Only type:txt");
  await terminal.ask(QUESTION);
  await terminal.shows("Passages");
  await terminal.press("/filter type:md", KEY.enter);
  await terminal.shows("Only type:md");
  await terminal.press(KEY.tab, "-");
  await terminal.shows("Marked as wrong.");
  expect(host.kept).toMatchObject([{ question: QUESTION, filters: { types: ["txt"] } }]);
});

test("a judgement that is still being written is kept when the chat is left", async () => {
  const written: boolean[] = [];
  class SlowHost extends FakeHost {
    override async keep(judgement: Judgement): Promise<Remark> {
      await new Promise((resolve) => setTimeout(resolve, 50));
      written.push(judgement.isRight);
      return super.keep(judgement);
    }
  }
  const { terminal, left } = openChat({ host: new SlowHost() });
  await terminal.ask(QUESTION);
  await terminal.shows("Passages");
  await terminal.press(KEY.tab, "+", "-", KEY.ctrl("d"));
  await left;
  expect(written).toEqual([true, false]);
});
