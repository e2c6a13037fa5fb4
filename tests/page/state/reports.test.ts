import { describe, expect, test } from "vitest";
import type { IndexStatus } from "../../../src/contract/index-state.js";
import type { Report } from "../../../src/contract/report.js";
import { UNREACHABLE } from "../../../src/page/effects/failure.js";
import { eventOfKey } from "../../../src/page/state/keys.js";
import { evidenceBeside, openEvidence } from "../../../src/page/state/opened-evidence.js";
import { reduce } from "../../../src/page/state/reducer.js";
import { growingReport, shownReport } from "../../../src/page/state/reports.js";
import { HOME, type ReportOf } from "../../../src/page/state/route.js";
import { type Event, initialState, type State, type Task } from "../../../src/page/state/state.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const WRITER = { host: "127.0.0.1:11434", model: "small" };
const assistant = new MemoryAssistant();
const taskOf = ({ tasks }: State, kind: Task["kind"]) => tasks.find((task) => task.kind === kind);
const following = (state: State, ...events: readonly Event[]) => events.reduce(reduce, state);
const documents = (await assistant.documents()).documents;
const [lease, trip] = documents.map(({ id }) => id);
const SUMMARY: ReportOf = { task: "summary", document: lease! };
const PROVEN = { verdict: "proven", text: "It runs for a year.", citations: ["c2"], reason: null } as const;

async function summary(): Promise<Report> {
  const found = (await assistant.ask({ question: "How long is the notice period?" })).citations;
  const citations = ["c1", "c2", "c3"].map((id) => ({ ...found[0]!, id }));
  const section = (...ids: readonly string[]) => ({
    document_id: lease!,
    heading: [],
    quotes: ids.map((citation) => ({ text: "As it stands there.", citation })),
    written: [],
  });
  const report = await assistant.report({ task: { task: "summary", document: documents[0]!.path } });
  return { ...report, sections: [section("c1", "c2"), section("c3")], citations };
}

async function opened(writer: IndexStatus["writer"] | null = WRITER, alsoInWords = false): Promise<State> {
  const state = reduce(initialState({ token: null, areKeysOn: true, alsoInWords }), { type: "typed", text: "" });
  const status = { ...(await assistant.status()), ...(writer && { writer }) };
  return reduce(state, { type: "status_read", task: taskOf(state, "status")!.id, status });
}

describe("a report on the page", () => {
  test("is made once, quoted without a model, and its citations are gone through as they are numbered", async () => {
    const asked = reduce(await opened(null), { type: "report_asked", of: SUMMARY });
    const task = taskOf(asked, "report")!;
    expect(task).toMatchObject({ of: SUMMARY, write: false });
    expect(eventOfKey(asked, "Escape")).toEqual({ type: "ask_cancelled" });
    const made = reduce(asked, { type: "reported", task: task.id, report: await summary() });
    expect(made.tasks).toEqual(expect.not.arrayContaining([expect.objectContaining({ kind: "report" })]));
    expect(made.announcement).toMatch(/^Summary of .*: 2 sections, 3 citations\.$/);
    const open = following(made, { type: "citation_opened", number: 2 });
    expect(open.route.opened).toEqual({ kind: "reported", number: 2 });
    expect(openEvidence(open)?.citation?.id).toBe("c2");
    expect(evidenceBeside(open, 1)).toEqual({ kind: "reported", number: 3 });
    expect(eventOfKey(open, "x")).toMatchObject({ type: "report_asked", of: { task: "explanation" } });
    expect(following(open, { type: "words_asked" })).toEqual(open);
  });

  test("is written of itself where the switch is on: what is proven takes the place of its section's quotes", async () => {
    const asked = reduce(await opened(WRITER, true), { type: "report_asked", of: SUMMARY });
    const task = taskOf(asked, "report")!;
    expect(task).toMatchObject({ write: true });
    const hear = (heard: Extract<Event, { type: "report_heard" }>["heard"]): Event => {
      return { type: "report_heard", task: task.id, heard };
    };
    const writing = following(
      asked,
      hear({ event: "report.quoted", data: await summary() }),
      hear({ event: "report.section", data: { at: 0 } }),
      hear({ event: "written.sentence", data: { sentence: PROVEN, citations: [] } }),
    );
    const [first, second] = growingReport(shownReport(writing))!.report.sections;
    expect(first!.written).toEqual([PROVEN]);
    expect(second!.written).toEqual([]);
    expect(evidenceBeside(writing, 1)).toEqual({ kind: "reported", number: 2 });
    expect(eventOfKey(writing, "Escape")).toEqual({ type: "words_stopped" });
    const stopped = reduce(writing, { type: "words_stopped" });
    expect(taskOf(stopped, "report")).toBeUndefined();
    expect(shownReport(stopped)).toMatchObject({ isWriting: false, end: "stopped" });
    expect(growingReport(shownReport(stopped))).toEqual(growingReport(shownReport(writing)));
    const failed = reduce(writing, { type: "task_failed", task: task.id, failure: UNREACHABLE });
    expect(shownReport(failed)).toMatchObject({ kind: "report", end: UNREACHABLE });
  });

  test("that nobody looks at any more is called off, and is made anew for who comes back", async () => {
    const asked = reduce(await opened(), { type: "report_asked", of: SUMMARY });
    const left = reduce(asked, { type: "navigated", route: HOME });
    expect(taskOf(left, "report")).toBeUndefined();
    expect(left.reports).toEqual({});
    const back = reduce(left, { type: "navigated", route: asked.route });
    expect(taskOf(back, "report")?.id).not.toBe(taskOf(asked, "report")?.id);
  });

  test("of two documents begins with the first that is chosen, and Esc forgets it", async () => {
    const listed = reduce(await opened(), { type: "documents_asked" });
    const begun = reduce(listed, { type: "comparison_begun", document: documents[0]! });
    expect(eventOfKey(begun, "Escape")).toEqual({ type: "comparison_begun", document: null });
    const of = { task: "comparison", first: lease!, second: trip!, about: null } as const;
    const compared = reduce(begun, { type: "report_asked", of });
    expect(compared.compared).toBeNull();
    expect(compared.route).toMatchObject({ view: "answer", report: of });
  });
});
