import { describe, expect, test } from "vitest";
import { chatLines } from "../../../src/tui/layout/chat-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { itemsOf } from "../../../src/tui/state/answer-items.js";
import { type Event, initialState, type State, taskOf } from "../../../src/tui/state/state.js";
import { answered, assistant, CTRL_C, ENTER, FAILURE, following, start, TICK, typed } from "../chat-events.js";

describe("asking", () => {
  test("Enter turns the line into a running question, and the line is empty again", () => {
    const state = following(start, typed(" Is it dry? "), { type: "submitted", at: 42 });
    expect(taskOf(state, "ask")).toMatchObject({ question: "Is it dry?", startedAt: 42 });
    expect(state.input.text).toBe("");
    expect(state.history).toEqual(["Is it dry?"]);
  });

  test("an empty line is no question", () => {
    expect(following(start, typed("  "), ENTER).tasks).toEqual(start.tasks);
  });

  test("a second question waits for the first one, and stays in the line", () => {
    const state = following(start, typed("one"), ENTER, typed("two"), ENTER);
    expect(state.tasks.filter(({ kind }) => kind === "ask")).toHaveLength(1);
    expect(state.input.text).toBe("two");
  });

  test("the answer becomes the latest turn; the next question moves it to the past", async () => {
    const state = await answered("Is the glass dry?");
    expect(state.latest).toMatchObject({ question: "Is the glass dry?", outcome: { kind: "answer" } });
    const next = following(state, typed("next"), ENTER);
    expect(next.latest).toBeNull();
    expect(next.past.at(-1)).toMatchObject({ kind: "turn", turn: { question: "Is the glass dry?" } });
  });

  test("the answer to a cancelled question changes nothing", async () => {
    const asked = following(start, typed("one"), ENTER);
    const cancelled = following(asked, CTRL_C);
    expect(cancelled.latest?.outcome).toEqual({ kind: "cancelled" });
    const answer = await assistant.ask({ question: "one" });
    expect(following(cancelled, { type: "answered", task: taskOf(asked, "ask")?.id ?? -1, answer })).toBe(cancelled);
  });

  test("a failure is the turn's outcome", () => {
    const asked = following(start, typed("one"), ENTER);
    const failed = following(asked, { type: "task_failed", task: taskOf(asked, "ask")?.id ?? -1, failure: FAILURE });
    expect(failed.latest?.outcome).toEqual({ kind: "failed", failure: FAILURE });
  });
});

describe("a conversation", () => {
  const ids = (state: State) => taskOf(state, "ask")?.history.map(({ question }) => question);

  async function readAs(reading: string, question: string, from: State): Promise<State> {
    const asked = following(from, typed(question), ENTER);
    const answer = { ...(await assistant.ask({ question })), interpreted_question: reading };
    return following(asked, { type: "answered", task: taskOf(asked, "ask")?.id ?? -1, answer });
  }

  test("a question is sent with the turns before it, as they were read, and what they cited", async () => {
    const first = await answered("How long is the warranty for batteries?");
    const second = await readAs("How long is the warranty for frames?", "and frames?", first);
    const third = following(second, typed("why?"), ENTER);
    expect(ids(third)).toEqual(["How long is the warranty for batteries?", "How long is the warranty for frames?"]);
    expect(taskOf(third, "ask")?.history[0]?.passageIds.length).toBeGreaterThan(0);
  });

  test("/new forgets the turns; a cancelled question was none", async () => {
    const first = await answered("How long is the warranty for batteries?");
    expect(ids(following(first, typed("/new"), ENTER, typed("why?"), ENTER))).toEqual([]);
    const cancelled = following(first, typed("and frames?"), ENTER, CTRL_C, typed("why?"), ENTER);
    expect(ids(cancelled)).toEqual(["How long is the warranty for batteries?"]);
  });

  test.each([[[{ type: "asked_literally", at: 0 }]], [[typed("/literal"), ENTER]]] as [Event[]][])(
    "u and /literal ask the question again without the conversation, and the reading is forgotten",
    async (undo) => {
      const first = await answered("How long is the warranty for batteries?");
      const again = following(await readAs("Are batteries dry?", "Is the glass dry?", first), ...undo);
      expect(taskOf(again, "ask")).toMatchObject({ question: "Is the glass dry?", history: [], isLiteral: true });
      const answer = await assistant.ask({ question: "Is the glass dry?" });
      const done = following(again, { type: "answered", task: taskOf(again, "ask")?.id ?? -1, answer });
      expect(ids(following(done, typed("why?"), ENTER))).toEqual([
        "How long is the warranty for batteries?",
        "Is the glass dry?",
      ]);
    },
  );

  test("/literal after a question that was searched as typed asks nothing", async () => {
    const state = following(await answered("Is the glass dry?"), typed("/literal"), ENTER);
    expect(taskOf(state, "ask")).toBeUndefined();
    expect(state.notice).toMatchObject({ text: "The question was searched as it was typed." });
  });
});

describe("Ctrl-C", () => {
  test("clears a line, arms on an empty one, and leaves at the second press", () => {
    const cleared = following(start, typed("half"), CTRL_C);
    expect(cleared).toMatchObject({ input: { text: "" }, isQuitArmed: false, hasQuit: false });
    expect(following(cleared, CTRL_C)).toMatchObject({ isQuitArmed: true, hasQuit: false });
    expect(following(cleared, CTRL_C, CTRL_C)).toMatchObject({ hasQuit: true, tasks: [] });
  });

  test.each([typed("a"), { type: "went_back" }, { type: "help_asked" }, { type: "stepped", by: 1 }] as Event[])(
    "is disarmed by any other key: $type",
    (event) => {
      expect(following(start, CTRL_C, event).isQuitArmed).toBe(false);
    },
  );

  test("stays armed when the window changes or work ends", () => {
    expect(following(start, CTRL_C, { type: "resized", columns: 60, rows: 20 }, CTRL_C).hasQuit).toBe(true);
  });

  test.each(["/docs", "/help"])("goes back from the screen of %s, and arms nothing there", (command) => {
    const covered = following(start, typed(command), ENTER);
    expect(covered.screen.kind).not.toBe("chat");
    const back = following(covered, CTRL_C);
    expect(back).toMatchObject({ screen: { kind: "chat" }, isQuitArmed: false, hasQuit: false });
    expect(taskOf(back, "list")).toBeUndefined();
  });

  test("goes back to the chat from a document that help covers", async () => {
    const opened = following(await answered("Is the glass dry?"), { type: "focus_moved" }, { type: "opened" });
    const back = following(opened, { type: "help_asked" }, CTRL_C);
    expect(back).toMatchObject({ screen: { kind: "chat" }, isQuitArmed: false });
    expect(taskOf(back, "read")).toBeUndefined();
  });
});

describe("the list of sources", () => {
  test("takes the focus only when there is something in it", async () => {
    expect(following(start, { type: "focus_moved" }).focus).toBe("input");
    expect(following(await answered("Is the glass dry?"), { type: "focus_moved" }).focus).toBe("list");
  });

  test("selects within its ends, and a long answer scrolls along", async () => {
    const state = following(
      { ...(await answered("warranty batteries glass lamp")), size: { columns: 60, rows: 14 } },
      { type: "focus_moved" },
    );
    const last = itemsOf(state.latest).length - 1;
    const bottom = following(state, { type: "scrolled", step: "bottom" }, { type: "scrolled", step: "down" });
    expect(bottom.selected).toBe(last);
    expect(bottom.scroll).toBeGreaterThan(state.scroll);
    expect(following(bottom, { type: "scrolled", step: "top" }, { type: "scrolled", step: "up" }).selected).toBe(0);
  });

  test("says why a passage matched, until it is asked to hide it, and scrolls along", async () => {
    const small = {
      ...(await answered("warranty batteries glass lamp", start, true)),
      size: { columns: 60, rows: 16 },
    };
    const state = following(small, { type: "focus_moved" }, { type: "scrolled", step: "bottom" });
    const shown = following(state, { type: "explanation_asked" });
    expect(plainText(chatLines(shown, TICK))).toContain("BM25");
    expect(plainText(chatLines(shown, TICK))).toContain("▸");
    expect(plainText(chatLines(state, TICK))).not.toContain("BM25");
    const hidden = following(shown, { type: "explanation_asked" });
    expect(plainText(chatLines(hidden, TICK))).not.toContain("BM25");
  });

  test("a digit opens that citation; one that is not there does nothing", async () => {
    const state = following(await answered("Is the glass dry?"), { type: "focus_moved" });
    expect(following(state, { type: "opened", number: 9 }).screen.kind).toBe("chat");
    expect(following(state, { type: "opened", number: 1 }).screen).toMatchObject({ kind: "reader", view: null, at: 0 });
  });

  test("typing goes back to the line", async () => {
    const state = following(
      await answered("Is the glass dry?"),
      { type: "focus_moved" },
      { type: "focus_moved" },
      typed("x"),
    );
    expect(state).toMatchObject({ focus: "input", input: { text: "x" } });
  });
});

describe("the reader", () => {
  test("shows what it waited for, scrolls within the document, and goes back", async () => {
    const opened = following(
      await answered("Is the glass dry?"),
      { type: "focus_moved" },
      { type: "opened", number: 1 },
    );
    const read = taskOf(opened, "read");
    const shown = following(opened, {
      type: "document_read",
      task: read?.id ?? -1,
      text: await assistant.text(read!.documentId),
    });
    expect(shown.screen).toMatchObject({ kind: "reader", marks: { state: "exact" } });
    expect(following(shown, { type: "scrolled", step: "up" }).screen).toMatchObject({ top: { line: 0, row: 0 } });
    expect(following(shown, { type: "went_back" })).toMatchObject({ screen: { kind: "chat" }, focus: "list" });
  });

  test("a failure to open is shown there", async () => {
    const opened = following(await answered("Is the glass dry?"), { type: "focus_moved" }, { type: "opened" });
    const failed = following(opened, { type: "task_failed", task: taskOf(opened, "read")?.id ?? -1, failure: FAILURE });
    expect(failed.screen).toMatchObject({ kind: "reader", failure: FAILURE });
  });

  test("help opens over it and leads back to it", async () => {
    const opened = following(await answered("Is the glass dry?"), { type: "focus_moved" }, { type: "opened" });
    expect(following(opened, { type: "help_asked" }, { type: "went_back" }).screen).toBe(opened.screen);
  });
});

describe("the first build", () => {
  const building = initialState({ columns: 80, rows: 24 }, true);
  const waiting = following(building, typed("Is it dry?"), ENTER);

  test("that fails says why and opens the chat; the question that waited stands in the line again", () => {
    const failed = following(waiting, { type: "task_failed", task: 1, failure: FAILURE });
    expect(failed).toMatchObject({ notice: { kind: "failure", failure: FAILURE }, tasks: [], progress: null });
    expect(failed).toMatchObject({ input: { text: "Is it dry?" }, waiting: null });
  });

  test("is waited for by one question, which is asked when it is done; what was typed since stays", async () => {
    expect(waiting).toMatchObject({ waiting: "Is it dry?", input: { text: "" }, history: ["Is it dry?"] });
    expect(following(waiting, typed("two"), ENTER)).toMatchObject({ waiting: "Is it dry?", input: { text: "two" } });
    const result = await assistant.sync();
    const built = following(waiting, typed("dra"), { type: "synced", task: 1, result, at: 7 });
    expect(taskOf(built, "ask")).toMatchObject({ question: "Is it dry?", startedAt: 7 });
    expect(built).toMatchObject({ waiting: null, input: { text: "dra" }, history: ["Is it dry?"] });
  });

  test("Ctrl-C takes the question back, clears the line, and then leaves at once", () => {
    const back = following(waiting, CTRL_C);
    expect(back).toMatchObject({ waiting: null, input: { text: "Is it dry?" }, hasQuit: false });
    expect(following(back, CTRL_C)).toMatchObject({ input: { text: "" }, hasQuit: false });
    expect(following(building, CTRL_C).hasQuit).toBe(true);
  });

  test("commands that ask the index say that they have to wait; the others work", () => {
    expect(following(building, typed("/docs"), ENTER)).toMatchObject({
      screen: { kind: "chat" },
      notice: { text: "/docs works once the index is built." },
    });
    expect(following(building, typed("/help"), ENTER).screen.kind).toBe("help");
    expect(following(building, typed("/index stop"), ENTER).tasks).toEqual(building.tasks);
    expect(following(waiting, typed("/new"), ENTER)).toMatchObject({ waiting: null, tasks: building.tasks });
  });
});

describe("stopping", () => {
  test("Ctrl-Z stops, and going on draws everything anew with nothing lost", () => {
    const stopped = following(start, typed("draft"), { type: "stopped" });
    expect(stopped.isStopped).toBe(true);
    expect(following(stopped, { type: "resumed" })).toEqual({ ...stopped, isStopped: false, redraws: 1 });
  });
});
