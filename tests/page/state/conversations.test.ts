import { describe, expect, test } from "vitest";
import { citationKey } from "../../../src/core/conversation/recheck.js";
import { UNREACHABLE } from "../../../src/page/effects/failure.js";
import { reduce } from "../../../src/page/state/reducer.js";
import { conversationKey, HOME } from "../../../src/page/state/route.js";
import { type Event, initialState, type State, type Task } from "../../../src/page/state/state.js";
import { shownAnswer } from "../../../src/page/state/turns.js";
import { keptTurn } from "../../export/kept-turn.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const assistant = new MemoryAssistant();
const QUESTION = "How long is the notice period?";

function taskOf<Kind extends Task["kind"]>({ tasks }: State, kind: Kind) {
  return tasks.find((task): task is Extract<Task, { kind: Kind }> => task.kind === kind);
}

/** The page of a server that has said whether it saves conversations. */
async function begun(kept: State["kept"] = {}, saves = true): Promise<State> {
  const page = reduce(initialState({ token: null, areKeysOn: true, kept }), { type: "navigated", route: HOME });
  const status = { ...(await assistant.status()), ...(saves && { saves_conversations: true as const }) };
  return reduce(page, { type: "status_read", task: taskOf(page, "status")!.id, status });
}

/** A question, answered. */
async function answered(state: State, question: string): Promise<State> {
  const asked = [{ type: "typed", text: question } as const, { type: "submitted" } as const].reduce<State>(
    reduce,
    state,
  );
  const answer = await assistant.ask({ question });
  return reduce(asked, { type: "answered", task: taskOf(asked, "ask")!.id, answer });
}

const kept = (state: State, id: string, turn: string): State => {
  const event: Event = { type: "kept", task: taskOf(state, "keep")!.id, id, turn };
  return reduce(state, event);
};

describe("a conversation on the page", () => {
  test("is saved answer by answer, all under one id, and once", async () => {
    const first = await answered(await begun(), QUESTION);
    expect(taskOf(first, "keep")).toMatchObject({ conversation: null, turnId: null, turn: { question: QUESTION } });
    const saved = kept(first, "aa", "t1");
    expect(taskOf(saved, "keep")).toBeUndefined();
    const second = await answered(saved, "And the deposit?");
    expect(taskOf(second, "keep")).toMatchObject({ conversation: "aa", turnId: null });
    expect(taskOf(kept(second, "aa", "t2"), "keep")).toBeUndefined();
    const again = await begun(saved.kept);
    expect(taskOf(await answered(again, QUESTION), "keep")).toBeUndefined();
  });

  test("that can't be saved is shown all the same, and tried again with the next answer", async () => {
    const first = await answered(await begun(), QUESTION);
    const failed = reduce(first, { type: "task_failed", task: taskOf(first, "keep")!.id, failure: UNREACHABLE });
    expect(failed.keeping).toEqual(UNREACHABLE);
    expect(taskOf(failed, "keep")).toBeUndefined();
    expect(shownAnswer(failed)?.question).toBe(QUESTION);
    expect(taskOf(await answered(failed, "And the deposit?"), "keep")).toMatchObject({ turn: { question: QUESTION } });
    const failure = { ...UNREACHABLE, code: "conversations_off" };
    const off = reduce(first, { type: "task_failed", task: taskOf(first, "keep")!.id, failure });
    expect([off.keeping, taskOf(await answered(off, "And the deposit?"), "keep")]).toEqual(["off", undefined]);
  });

  test("is neither saved nor listed before the server has said that it saves any, nor where it saves none", async () => {
    const list = { ...HOME, view: "conversations" } as const;
    const unknown = await answered(initialState({ token: null, areKeysOn: true }), QUESTION);
    for (const state of [unknown, await answered(await begun({}, false), QUESTION)]) {
      const { tasks } = reduce(state, { type: "navigated", route: list });
      expect(tasks.map(({ kind }) => kind)).not.toContain("keep");
      expect(tasks.map(({ kind }) => kind)).not.toContain("conversations");
    }
    expect(taskOf(reduce(await begun(), { type: "navigated", route: list }), "conversations")).toBeDefined();
    // A server whose index can't be looked at may save them all the same.
    const failed = reduce(unknown, { type: "task_failed", task: taskOf(unknown, "status")!.id, failure: UNREACHABLE });
    expect(taskOf(failed, "keep")).toMatchObject({ turn: { question: QUESTION } });
  });

  test("is reopened without being asked again, and says what has become of its citations", async () => {
    const turns = [
      await keptTurn(["Three months."], QUESTION),
      { ...(await keptTurn(["Two."], "And the deposit?")), id: "t2" },
    ];
    const asked = reduce(await begun(), { type: "conversation_asked", id: "aa" });
    const [turn] = turns;
    const citation = turn!.outcome.kind === "answer" ? turn!.outcome.answer.citations[0]! : undefined;
    const changes = { [citationKey(citation!)]: "changed" } as const;
    const head = { schema: 1, id: "aa", title: "Notice", created_at: "", updated_at: "", lost: 0 } as const;
    const conversation = { ...head, turns };
    const reopened = { conversation, turns, changes, unchecked: null };
    const shown = reduce(asked, { type: "reopened", task: taskOf(asked, "reopen")!.id, reopened });
    const questions = [QUESTION, "And the deposit?"].map((text) => ({ text, isLiteral: false }));
    expect(shown.route).toEqual({ ...HOME, conversation: questions });
    expect(shown.tasks.map(({ kind }) => kind)).not.toContain("ask");
    expect(shown.tasks.map(({ kind }) => kind)).not.toContain("keep");
    expect(shown.reopened).toEqual({ key: conversationKey(questions), said: shown.announcement });
    expect(shown.announcement).toContain("1 citation's text has changed");
    const next = await answered(shown, "Who sweeps?");
    expect(taskOf(next, "keep")).toMatchObject({ conversation: "aa" });
  });
});
