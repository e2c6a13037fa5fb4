import { describe, expect, test } from "vitest";
import type { IndexStatus } from "../../../src/contract/index-state.js";
import { askedBy } from "../../../src/page/effects/ask.js";
import { reduce } from "../../../src/page/state/reducer.js";
import { type Event, initialState, type State, type Task } from "../../../src/page/state/state.js";
import { chosenCollection, collectionsOf } from "../../../src/page/state/turns.js";
import { MemoryAssistant } from "../../helpers/memory-assistant.js";

const assistant = new MemoryAssistant();
const QUESTION = "How long is the notice period?";

function taskOf<Kind extends Task["kind"]>({ tasks }: State, kind: Kind): Extract<Task, { kind: Kind }> {
  return tasks.find((task): task is Extract<Task, { kind: Kind }> => task.kind === kind)!;
}

/** A page of a server that answers of collections with these names. */
async function over(...names: readonly string[]): Promise<State> {
  const state = reduce(initialState({ token: null, areKeysOn: true }), { type: "retried" });
  const collections = names.map((name) => ({ name, corpus: `/${name}`, documents: 1, passages: 1, indexed_at: "" }));
  const status: IndexStatus = {
    ...(await assistant.status()),
    saves_conversations: true,
    ...(names.length > 0 && { collections }),
  };
  return reduce(state, { type: "status_read", task: taskOf(state, "status").id, status });
}

const choose = (name: string | null): Event => ({ type: "collection_chosen", name });
const ask = (question: string): Event[] => [{ type: "typed", text: question }, { type: "submitted" }];
const answered = async (state: State): Promise<State> => {
  const { id, question } = taskOf(state, "ask");
  return reduce(state, { type: "answered", task: id, answer: await assistant.ask({ question }) });
};

describe("the page of a server of several folders", () => {
  test("asks all of them, or the one that is chosen, until another is", async () => {
    const page = await over("papers", "contracts");
    expect(askedBy(taskOf(ask(QUESTION).reduce(reduce, page), "ask"))).not.toHaveProperty("filters");
    const one = await answered([choose("papers"), ...ask(QUESTION)].reduce(reduce, page));
    const next = ask("And the deposit?").reduce(reduce, one);
    for (const state of [one, next]) expect(chosenCollection(state)).toBe("papers");
    expect(askedBy(taskOf(next, "ask"))).toMatchObject({ filters: { collections: ["papers"] } });
    const all = [choose(null), ...ask("And the rent?")].reduce(reduce, await answered(next));
    expect(askedBy(taskOf(all, "ask"))).not.toHaveProperty("filters");
  });

  test("keeps which one was asked, and goes on with it when the conversation is reopened", async () => {
    const one = await answered([choose("papers"), ...ask(QUESTION)].reduce(reduce, await over("papers", "contracts")));
    const { turn } = taskOf(one, "keep");
    expect(turn.filter).toEqual({ line: "in:papers", filters: { collections: ["papers"] } });
    const turns = [{ ...turn, id: "t1", at: "2026-01-01T00:00:00.000Z" }];
    const head = { schema: 1, id: "aa", title: "Notice", created_at: "", updated_at: "", lost: 0 } as const;
    const asked = reduce(await over("papers", "contracts"), { type: "conversation_asked", id: "aa" });
    const reopened = { conversation: { ...head, turns }, turns, changes: {}, unchecked: null };
    const shown = reduce(asked, { type: "reopened", task: taskOf(asked, "reopen").id, reopened });
    expect(shown.route.conversation).toEqual(one.route.conversation);
    expect(chosenCollection(shown)).toBe("papers");
  });

  test("offers nothing to choose where there is one folder, and asks all where the address names one that isn't there", async () => {
    for (const names of [[], ["papers"]]) expect(collectionsOf(await over(...names))).toEqual([]);
    const page = await over("papers", "contracts");
    const conversation = [{ text: QUESTION, isLiteral: false, collection: "letters" }];
    expect(chosenCollection({ ...page, route: { ...page.route, conversation } })).toBeNull();
  });
});
