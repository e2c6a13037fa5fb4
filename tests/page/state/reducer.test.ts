import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import { UNREACHABLE } from "../../../src/page/effects/failure.js";
import { reduce } from "../../../src/page/state/reducer.js";
import { HOME, hashOf, routeOf } from "../../../src/page/state/route.js";
import { type Event, initialState, type State, type Task } from "../../../src/page/state/state.js";
import { shownAnswer, turnsOf } from "../../../src/page/state/turns.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const NOTICE = "How long is the notice period?";
const TRAIN = "When does the train to Lyon leave?";
const assistant = new MemoryAssistant();

function stateAfter(...events: readonly Event[]): State {
  return events.reduce(reduce, initialState({ token: null, areKeysOn: true }));
}

const ask = (question: string): Event[] => [{ type: "typed", text: question }, { type: "submitted" }];

function taskOf<Kind extends Task["kind"]>({ tasks }: State, kind: Kind): Extract<Task, { kind: Kind }> {
  const found = tasks.find((task): task is Extract<Task, { kind: Kind }> => task.kind === kind);
  if (found === undefined) throw new Error(`no task of kind ${kind}`);
  return found;
}

const isAsking = ({ tasks }: State) => tasks.some(({ kind }) => kind === "ask");

async function answered(state: State, change: Partial<Answer> = {}): Promise<State> {
  const { id, question } = taskOf(state, "ask");
  return reduce(state, { type: "answered", task: id, answer: { ...(await assistant.ask({ question })), ...change } });
}

async function held(...questions: readonly string[]): Promise<State> {
  let state = stateAfter();
  for (const question of questions) state = await answered(ask(question).reduce(reduce, state));
  return state;
}

describe("a conversation", () => {
  test("sends the questions before with what their answers cited", async () => {
    const state = ask("And in winter?").reduce(reduce, await held(NOTICE, TRAIN));
    const cited = async (question: string) => (await assistant.ask({ question })).citations.map((c) => c.passage_id);
    expect(taskOf(state, "ask").history).toEqual([
      { question: NOTICE, passageIds: await cited(NOTICE) },
      { question: TRAIN, passageIds: await cited(TRAIN) },
    ]);
  });

  test("goes back to an earlier answer without asking again, and on from there", async () => {
    const state = await held(NOTICE, TRAIN);
    const back = reduce(state, { type: "navigated", route: routeOf(`#${new URLSearchParams({ q: NOTICE })}`) });
    expect(isAsking(back)).toBe(false);
    expect(shownAnswer(back)?.question).toBe(NOTICE);
    expect(turnsOf(ask("And then?").reduce(reduce, back)).map(({ question }) => question.text)).toEqual([
      NOTICE,
      "And then?",
    ]);
    expect(isAsking(reduce(back, { type: "navigated", route: state.route }))).toBe(false);
  });

  test("that an address holds is asked from its beginning, one question after the other", async () => {
    const { route } = await held(NOTICE, TRAIN);
    const linked = stateAfter({ type: "navigated", route });
    expect(taskOf(linked, "ask").question).toBe(NOTICE);
    const next = await answered(linked);
    expect(taskOf(next, "ask")).toMatchObject({ question: TRAIN, history: [{ question: NOTICE }] });
  });

  test("asks a question as it was typed in its own place, without what was before", async () => {
    const state = reduce(await held(NOTICE, "And then?"), { type: "asked_literally" });
    expect(taskOf(state, "ask")).toMatchObject({ question: "And then?", history: [] });
    expect(hashOf(state.route)).toBe(
      `#${new URLSearchParams([
        ["q", NOTICE],
        ["literal", "And then?"],
      ])}`,
    );
  });

  test("leaves a question that is still running, which is asked again on the way back", () => {
    const running = stateAfter(...ask(NOTICE));
    const left = reduce(running, { type: "navigated", route: HOME });
    expect(isAsking(left)).toBe(false);
    expect(isAsking(reduce(left, { type: "navigated", route: running.route }))).toBe(true);
  });
});

test("an answer that comes after its question was called off is passed over", async () => {
  const running = stateAfter(...ask(NOTICE));
  const { id } = taskOf(running, "ask");
  const cancelled = reduce(running, { type: "ask_cancelled" });
  const late = reduce(cancelled, { type: "answered", task: id, answer: await assistant.ask({ question: NOTICE }) });
  expect(turnsOf(late).at(-1)?.outcome).toEqual({ kind: "cancelled" });
});

test("what failed is asked for again on demand, and with a token", () => {
  const running = stateAfter(...ask(NOTICE));
  const failed = reduce(running, { type: "task_failed", task: taskOf(running, "ask").id, failure: UNREACHABLE });
  expect(isAsking(failed)).toBe(false);
  expect(isAsking(reduce(failed, { type: "retried" }))).toBe(true);
  expect(isAsking(reduce(failed, { type: "token_given", token: "t" }))).toBe(true);
});

describe("a rebuild", () => {
  const changes = { added: ["a.md"], changed: [], deleted: [], skipped: [] };
  const result = { generation: "g2", documents: 3, passages: 4, embedded: 1, ...changes, seconds: 1 };

  test("that changed something asks the question shown again; one that did not leaves the answer", async () => {
    const building = reduce(await held(NOTICE), { type: "build_asked", full: false });
    const { id } = taskOf(building, "build");
    expect(isAsking(reduce(building, { type: "built", task: id, result }))).toBe(true);
    expect(isAsking(reduce(building, { type: "built", task: id, result: { ...result, added: [] } }))).toBe(false);
  });

  test("that is cancelled before it has an id is cancelled as soon as it has one", () => {
    const building = stateAfter({ type: "build_asked", full: false }, { type: "build_cancelled" });
    const { id } = taskOf(building, "build");
    expect(taskOf(reduce(building, { type: "build_started", task: id, jobId: "j1" }), "cancel_build").jobId).toBe("j1");
  });

  test("is shown with the documents, and its answer is one step back", async () => {
    const { route } = reduce(await held(NOTICE), { type: "build_asked", full: false });
    expect(hashOf(route)).toBe(`#${new URLSearchParams({ q: NOTICE, view: "documents" })}`);
  });

  test("is not started twice", () => {
    const building = stateAfter({ type: "build_asked", full: false }, { type: "build_asked", full: true });
    expect(building.tasks.filter(({ kind }) => kind === "build")).toHaveLength(1);
  });
});
