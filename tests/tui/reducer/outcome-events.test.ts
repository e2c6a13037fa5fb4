import { expect, test } from "vitest";
import { type Event, initialState, type State, type Task } from "../../../src/tui/state/state.js";
import { answered, assistant, following, start, typed } from "../chat-events.js";

const task = (state: State, kind: Task["kind"]): number => state.tasks.find((one) => one.kind === kind)?.id ?? -1;
const ENTER: Event = { type: "submitted", at: 0 };

test("the first status becomes the welcome; one that was asked for is shown above the input", async () => {
  const status = await assistant.status();
  const welcomed = following(start, { type: "status_read", task: task(start, "status"), status });
  expect(welcomed.past).toEqual([expect.objectContaining({ kind: "welcome", status })]);
  expect(welcomed.tasks).toEqual([]);
  const asked = following(welcomed, typed("/status"), ENTER);
  const shown = following(asked, { type: "status_read", task: task(asked, "status"), status });
  expect(shown.notice).toEqual({ kind: "status", status });
  expect(shown.past).toEqual(welcomed.past);
});

test("a filter that was read is in force, and says so where it lets nothing through", () => {
  const asked = following(start, typed("/filter path:a"), ENTER);
  const filter = { line: "path:a", filters: { paths: ["a"] } };
  const read = (documents: number) =>
    following(asked, { type: "filter_read", task: task(asked, "filter"), filter, documents });
  expect(read(2)).toMatchObject({ filter, notice: null });
  expect(read(0)).toMatchObject({
    filter,
    notice: { tone: "warning", text: expect.stringContaining("No document passes this filter") },
  });
});

test("an export says how many turns are in which file", async () => {
  const asked = following(await answered("Is the glass dry?"), typed("/export talk.md"), ENTER);
  const exported = following(asked, { type: "exported", task: task(asked, "export"), path: "talk.md", turns: 1 });
  expect(exported.notice).toEqual({ kind: "message", tone: "good", text: "Wrote 1 turn to talk.md." });
  expect(exported.tasks.some(({ kind }) => kind === "export")).toBe(false);
});

test("a judgement is kept with what was cited, and what is remarked of that is shown", async () => {
  const none = following(start, { type: "judged", isRight: true });
  expect(none.notice).toMatchObject({ text: "There is no answer to mark." });
  const state = await answered("Is the glass dry?");
  const judged = following(state, { type: "judged", isRight: false });
  const kept = judged.tasks.find(({ kind }) => kind === "judge");
  const citations = state.latest?.outcome.kind === "answer" ? state.latest.outcome.answer.citations : [];
  expect(citations.length).toBeGreaterThan(0);
  expect(kept).toMatchObject({
    judgement: { isRight: false, cited: citations.map(({ quote }) => expect.objectContaining({ quote })) },
  });
  const said = { tone: "muted", text: "Marked as wrong." } as const;
  const remarked = following(judged, { type: "remarked", task: task(judged, "judge"), remark: said });
  expect(remarked.notice).toEqual({ kind: "message", ...said });
  const silent = following(judged, { type: "remarked", task: task(judged, "judge"), remark: null });
  expect(silent.notice).toBe(judged.notice);
  expect(silent.tasks.some(({ kind }) => kind === "judge")).toBe(false);
});

test("the editor is asked for the file of the selected evidence, once at a time", async () => {
  expect(following(start, { type: "editor_asked" })).toBe(start);
  const asked = following(await answered("Is the glass dry?"), { type: "editor_asked" });
  const place = { path: "guides/care.txt", line: 3 };
  expect(asked.tasks.find(({ kind }) => kind === "edit")).toMatchObject({ place });
  expect(following(asked, { type: "editor_asked" })).toBe(asked);
});

test("a history that can't be kept is said", () => {
  const state = following(start, { type: "history_lost", problem: "the disk is full" });
  expect(state.notice).toMatchObject({ text: "What is asked is not kept for the next time: the disk is full." });
});

test("a first build is asked as soon as it has indexed something, and what waited is asked at once", async () => {
  const status = { ...(await assistant.status()), incomplete: true as const };
  const building = initialState({ columns: 80, rows: 24 }, true);
  const waiting = following(building, typed("Is the glass dry?"), ENTER);
  expect(waiting).toMatchObject({ waiting: "Is the glass dry?" });
  const sync = task(building, "sync");
  const opened = following(waiting, { type: "index_published", task: sync, status, at: 0 });
  expect(opened).toMatchObject({ waiting: null, past: [{ kind: "welcome", status }] });
  expect(opened.tasks).toMatchObject([
    { id: sync, kind: "sync", isFirst: false },
    { kind: "ask", question: "Is the glass dry?" },
  ]);
  expect(following(opened, { type: "index_published", task: sync, status, at: 0 })).toEqual(opened);
});

test("what was brought up to date unasked is said only where it changed something", async () => {
  const opening = initialState({ columns: 80, rows: 24 }, false, { updates: true });
  const result = await assistant.sync();
  const synced = (added: string[]) =>
    following(opening, {
      type: "synced",
      task: task(opening, "sync"),
      result: { ...result, added, changed: [], deleted: [] },
      at: 0,
    });
  expect(synced([]).notice).toBeNull();
  expect(synced(["new.txt"]).notice).toMatchObject({ kind: "synced" });
});

test.each([
  ["/in papers", "in:papers", { collections: ["papers"] }],
  ["/in papers, contracts", "in:papers in:contracts", { collections: ["papers", "contracts"] }],
])("%s narrows the questions that follow to collections", (command, line, filters) => {
  const narrowed = following(start, typed(command), ENTER);
  expect(narrowed.filter).toEqual({ line, filters });
  expect(following(narrowed, typed("/in all"), ENTER).filter).toBeNull();
});
