import { describe, expect, test } from "vitest";
import type { Written } from "../../../src/contract/answer.js";
import type { IndexStatus } from "../../../src/contract/index-state.js";
import { UNREACHABLE } from "../../../src/page/effects/failure.js";
import { eventOfKey } from "../../../src/page/state/keys.js";
import { openEvidence } from "../../../src/page/state/opened-evidence.js";
import { reduce } from "../../../src/page/state/reducer.js";
import { hashOf, routeOf } from "../../../src/page/state/route.js";
import { type Event, initialState, type State, type Task } from "../../../src/page/state/state.js";
import { shownWords } from "../../../src/page/state/words.js";
import { nothingToWrite } from "../../../src/writing/write-answer.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const NOTICE = "How long is the notice period?";
const TRAIN = "Which train to Lyon leaves at 07:14?";
const NOWHERE = "Who painted Guernica?";
const WRITER = { host: "127.0.0.1:11434", model: "small" };
const assistant = new MemoryAssistant();

const taskOf = ({ tasks }: State, kind: Task["kind"]) => tasks.find((task) => task.kind === kind);
const after = (state: State, ...events: readonly Event[]) => events.reduce(reduce, state);

/** A page that has read the state of a server, which lets `writer` write. */
async function opened(writer: IndexStatus["writer"] = WRITER, alsoInWords = false): Promise<State> {
  const state = reduce(initialState({ token: null, areKeysOn: true, alsoInWords }), { type: "typed", text: "" });
  const status = { ...(await assistant.status()), ...(writer && { writer }) };
  return reduce(state, { type: "status_read", task: taskOf(state, "status")!.id, status });
}

async function answered(state: State, question: string): Promise<State> {
  const asking = after(state, { type: "typed", text: question }, { type: "submitted" });
  const answer = await assistant.ask({ question });
  return reduce(asking, { type: "answered", task: taskOf(asking, "ask")!.id, answer });
}

async function written(): Promise<Written> {
  const { citations } = await assistant.ask({ question: TRAIN });
  const citation = { ...citations[0]!, id: "w1" };
  const sentence = { verdict: "proven", text: "It leaves at 07:14.", citations: ["w1"], reason: null } as const;
  return { ...nothingToWrite({}), status: "written", sentences: [sentence], citations: [citation] };
}

const wordsAsked: Event = { type: "words_asked" };

describe("an answer in words", () => {
  test("is asked for by button or key, with the conversation before it, and stands below its quotes", async () => {
    const state = await answered(await answered(await opened(), NOTICE), TRAIN);
    expect(eventOfKey(state, "w")).toEqual(wordsAsked);
    const writing = reduce(state, wordsAsked);
    const task = taskOf(writing, "write")!;
    expect(task).toMatchObject({ question: TRAIN, history: [{ question: NOTICE }], isLiteral: false });
    expect(shownWords(writing)?.kind).toBe("writing");
    const done = reduce(writing, { type: "words_written", task: task.id, written: await written() });
    expect(shownWords(done)?.kind).toBe("written");
    expect(done.announcement).toBe("In words: It leaves at 07:14.");
    expect(done.outcomes).toEqual(writing.outcomes);
  });

  test("is asked for of itself where the switch is on, after the quotes and once", async () => {
    const state = await answered(await opened(WRITER, true), NOTICE);
    expect(taskOf(state, "write")).toMatchObject({ question: NOTICE });
    expect(state.announcement).toContain("Answer with 1 citation");
    const stopped = reduce(state, { type: "words_stopped" });
    expect(taskOf(stopped, "write")).toBeUndefined();
    expect(shownWords(stopped)?.kind).toBe("stopped");
  });

  test.each([true, false])("is never asked for where the server can't write (switch %s)", async (isOn) => {
    const bare = await opened(undefined, isOn);
    const { status } = bare;
    if (status?.kind !== "loaded") throw new Error("no state was read");
    const { writer: _, ...without } = status.value;
    const state = await answered({ ...bare, status: { kind: "loaded", value: without } }, NOTICE);
    expect(taskOf(reduce(state, wordsAsked), "write")).toBeUndefined();
    expect(eventOfKey(state, "w")).toBeNull();
  });

  test("is never asked for where the documents don't answer", async () => {
    const state = await answered(await opened(WRITER, true), NOWHERE);
    expect(taskOf(reduce(state, wordsAsked), "write")).toBeUndefined();
  });

  test("that fails leaves the quotes and what was proven before, and may be tried again", async () => {
    const state = reduce(await answered(await opened(), NOTICE), wordsAsked);
    const { id } = taskOf(state, "write")!;
    const { sentences, citations } = await written();
    const failed = after(
      state,
      { type: "words_grew", task: id, growing: { sentences, citations, sent: null } },
      { type: "task_failed", task: id, failure: UNREACHABLE },
    );
    expect(shownWords(failed)).toMatchObject({ kind: "failed", failure: UNREACHABLE, sentences });
    expect(failed.outcomes).toEqual(state.outcomes);
    expect(taskOf(reduce(failed, wordsAsked), "write")).toBeDefined();
  });

  test("is stopped by Escape, before a document is closed", async () => {
    const state = reduce(await answered(await opened(), NOTICE), wordsAsked);
    expect(eventOfKey(state, "Escape")).toEqual({ type: "words_stopped" });
  });

  test("whose conversation is left is called off, and forgotten", async () => {
    const state = reduce(await answered(await opened(), NOTICE), wordsAsked);
    const left = reduce(state, { type: "navigated", route: routeOf("") });
    expect(taskOf(left, "write")).toBeUndefined();
    expect(left.words).toEqual({});
  });

  test("has citations that open like the others, at their own address", async () => {
    const state = reduce(await answered(await opened(), TRAIN), wordsAsked);
    const { id } = taskOf(state, "write")!;
    const done = reduce(state, { type: "words_written", task: id, written: await written() });
    const address = hashOf({ ...done.route, opened: { kind: "written", number: 1 } });
    expect(address).toContain("cite=w1");
    const open = reduce(done, { type: "navigated", route: routeOf(address) });
    const evidence = openEvidence(open);
    expect(evidence?.citation?.id).toBe("w1");
    // The quote at the same place is no second mark.
    expect(evidence?.others).toEqual([]);
  });

  test("is forgotten with the index that it was written from", async () => {
    const state = reduce(await answered(await opened(), NOTICE), wordsAsked);
    const { id } = taskOf(state, "write")!;
    const done = reduce(state, { type: "words_written", task: id, written: await written() });
    const building = reduce(done, { type: "build_asked", full: false });
    const result = { ...(await assistant.sync()), added: ["new.txt"] };
    const built = reduce(building, { type: "built", task: taskOf(building, "build")!.id, result });
    expect(built.words).toEqual({});
  });
});
