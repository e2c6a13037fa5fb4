import { describe, expect, test } from "vitest";
import type { SyncProgress } from "../../../src/contract/index-state.js";
import { chatLines } from "../../../src/tui/layout/chat-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { evidenceOf, type State, taskOf } from "../../../src/tui/state/state.js";
import { answered, assistant, CTRL_C, ENTER, FAILURE, following, start, TICK, typed } from "../chat-events.js";

describe("commands", () => {
  const run = (line: string, from = start) => following(from, typed(line), ENTER);

  test("/index starts a build, once", () => {
    expect(taskOf(run("/index"), "sync")).toMatchObject({ full: false, isFirst: false });
    expect(taskOf(run("/index full"), "sync")).toMatchObject({ full: true });
    expect(run("/index", run("/index")).tasks.filter(({ kind }) => kind === "sync")).toHaveLength(1);
    expect(taskOf(run("/index stop", run("/index")), "sync")).toBeUndefined();
  });

  test.each(["/search dry", "/verify It is dry.", "/why-not a.txt"])(
    "%s waits in the line while a question runs, and is not remembered",
    async (line) => {
      const asking = following(await answered("Is the glass dry?"), typed("Is it wet?"), ENTER);
      const refused = run(line, asking);
      expect(refused).toMatchObject({
        input: { text: line },
        notice: { text: expect.stringContaining("One question") },
      });
      expect(refused.history).toEqual(asking.history);
      expect(taskOf(following(refused, CTRL_C, ENTER), "look")).toMatchObject({ question: line });
    },
  );

  test("a rebuild that fails behind an open document is over, and said in both places", async () => {
    const rebuilding = run("/index", await answered("Is the glass dry?"));
    const task = taskOf(rebuilding, "sync")!.id;
    const progress: SyncProgress = {
      phase: "discover",
      files_done: 1,
      files_total: 2,
      passages_done: 0,
      passages_total: 0,
      current: null,
      passages_per_second: 0,
      eta_seconds: null,
    };
    const reading = following(
      rebuilding,
      { type: "progressed", task, progress },
      { type: "focus_moved" },
      { type: "opened" },
    );
    const failed = following(reading, { type: "task_failed", task, failure: FAILURE });
    expect(failed).toMatchObject({
      progress: null,
      notice: { kind: "failure", failure: FAILURE },
      screen: { kind: "reader", remark: { text: "It broke. Mend it." } },
    });
  });

  test("/new forgets the turns and keeps the history of the line", async () => {
    const state = run("/new", await answered("Is the glass dry?"));
    expect(state).toMatchObject({ past: [], latest: null, conversation: 1 });
    expect(state.history).toEqual(["Is the glass dry?", "/new"]);
  });

  test("/docs waits for the list and shows it with what was skipped", async () => {
    const state = run("/docs");
    const { documents } = await assistant.documents();
    const skipped = [{ path: "a.pdf", reason: "It is locked." }];
    const listed = following(state, { type: "listed", task: taskOf(state, "list")?.id ?? -1, documents, skipped });
    expect(listed.screen).toMatchObject({ kind: "documents", documents, skipped });
  });

  test("/sync is /index, and --full is full", () => {
    expect(taskOf(run("/sync --full"), "sync")).toMatchObject({ full: true });
    expect(run("/index fast").notice).toMatchObject({ tone: "warning" });
  });

  test("/search and /verify run with what stands behind them, and not without", () => {
    expect(taskOf(run("/search dry glass"), "look")).toMatchObject({
      look: { kind: "search", text: "dry glass" },
      question: "/search dry glass",
    });
    expect(taskOf(run("/verify It is dry.\nIt is."), "look")?.look).toEqual({
      kind: "verify",
      text: "It is dry.\nIt is.",
    });
    expect(run("/verify")).toMatchObject({
      tasks: start.tasks,
      notice: { text: "Usage: /verify <statement>." },
    });
    expect(following(run("/search dry"), typed("one"), ENTER).input.text).toBe("one");
    expect(run("/search dry").history).toEqual(["/search dry"]);
  });

  test("what /search found can be opened, and is no part of what a question leans on", async () => {
    const asked = run("/search glass", await answered("Is the glass dry?"));
    const results = await assistant.search({ question: "glass" });
    const outcome = { kind: "found", results } as const;
    const found = following(asked, { type: "looked", task: taskOf(asked, "look")?.id ?? -1, outcome });
    expect(evidenceOf(found.latest)).toHaveLength(results.passages.length);
    expect(following(found, { type: "focus_moved" }, { type: "opened" }).screen.kind).toBe("reader");
    expect(taskOf(run("why?", found), "ask")?.history).toHaveLength(1);
  });

  test("Ctrl-C cancels a search as it does a question", () => {
    expect(following(run("/search glass"), CTRL_C)).toMatchObject({
      latest: { question: "/search glass", outcome: { kind: "cancelled" } },
    });
  });

  test("/why-not is about the last question, also after other commands", async () => {
    expect(run("/why-not care.txt").notice).toMatchObject({ text: expect.stringContaining("Ask a question first") });
    const state = run("/why-not guides/care.txt", await answered("Is the glass dry?"));
    expect(taskOf(state, "look")?.look).toEqual({
      kind: "why_not",
      document: "guides/care.txt",
      question: "Is the glass dry?",
    });
  });

  test("/show takes a path with spaces and colons, with a line or without", async () => {
    expect(taskOf(run("/show my notes: a.txt:12"), "show")).toMatchObject({ path: "my notes: a.txt", line: 12 });
    expect(taskOf(run("/show a.txt"), "show")).toMatchObject({ path: "a.txt", line: null });
  });

  test("/show opens the reader there with the line marked, and Esc leads back to the chat", async () => {
    const asked = run("/show warranty.txt:9");
    const { documents } = await assistant.documents();
    const text = await assistant.text(documents.find(({ path }) => path === "warranty.txt")!.id);
    const passage = await assistant.passageAt("warranty.txt", 9);
    const shown = following(asked, { type: "shown", task: taskOf(asked, "show")?.id ?? -1, text, passage, line: 9 });
    expect(shown.screen).toMatchObject({ kind: "reader", title: "warranty.txt", marks: { state: "exact" } });
    const { view, marks } = shown.screen as Extract<State["screen"], { kind: "reader" }>;
    expect(marks.quotes.map(({ start: from, end }) => view?.text.slice(from, end))).toEqual([
      view?.text.split("\n")[8],
    ]);
    expect(following(shown, { type: "went_back" }).screen.kind).toBe("chat");
  });

  test("/export takes the turns that came to something, and a name; ! lets it replace a file", async () => {
    expect(run("/export").notice).toMatchObject({ text: "There is nothing to export yet." });
    const state = run("/export", await answered("Is the glass dry?"));
    expect(taskOf(state, "export")).toMatchObject({
      path: null,
      isForced: false,
      turns: [{ question: "Is the glass dry?" }],
    });
    const from = await answered("Is the glass dry?");
    expect(taskOf(run("/export! My Notes.md", from), "export")).toMatchObject({ path: "My Notes.md", isForced: true });
    expect(taskOf(run("/export notes.md !", from), "export")).toMatchObject({ path: "notes.md", isForced: true });
    expect(taskOf(run("/export !", from), "export")).toMatchObject({ path: null, isForced: true });
    expect(taskOf(run("/export wow!", from), "export")).toMatchObject({ path: "wow!", isForced: false });
  });

  test("/doctor shows what was found", () => {
    const asked = run("/doctor");
    const findings = [{ check: "model", status: "ok", detail: "fine" }] as const;
    const told = following(asked, { type: "diagnosed", task: taskOf(asked, "doctor")?.id ?? -1, findings });
    expect(plainText(chatLines(told, TICK))).toMatch(/ok +model +fine/);
  });

  test("/help, /status and /quit do what they say", () => {
    expect(run("/help").screen.kind).toBe("help");
    expect(run("/status").tasks).toContainEqual(expect.objectContaining({ kind: "status", purpose: "show" }));
    expect(run("/quit").hasQuit).toBe(true);
  });

  test("what /index has brought while a question ran stays said beside its answer", async () => {
    const running = run("Is the glass dry?", run("/index"));
    const result = await assistant.sync();
    const answer = await assistant.ask({ question: "Is the glass dry?" });
    const done = following(
      running,
      { type: "synced", task: taskOf(running, "sync")?.id ?? -1, result, at: 0 },
      { type: "answered", task: taskOf(running, "ask")?.id ?? -1, answer },
    );
    expect(done.notice).toEqual({ kind: "synced", result });
  });

  test("Enter on an empty line does a command again that has failed", () => {
    const running = run("/search glass");
    const failed = following(running, {
      type: "task_failed",
      task: taskOf(running, "look")?.id ?? -1,
      failure: FAILURE,
    });
    expect(taskOf(following(failed, ENTER), "look")).toMatchObject({ look: { kind: "search", text: "glass" } });
  });
});
