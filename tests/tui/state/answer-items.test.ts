import { describe, expect, test } from "vitest";
import type { Answer } from "../../../src/contract/answer.js";
import { citationMark } from "../../../src/tui/layout/answer-lines.js";
import { hintOf } from "../../../src/tui/layout/hints.js";
import { layoutTurn } from "../../../src/tui/layout/turn-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { itemsOf, relatedTo } from "../../../src/tui/state/answer-items.js";
import { numberOf } from "../../../src/tui/state/evidence.js";
import { type Event, initialState, type State, type Turn, taskOf } from "../../../src/tui/state/state.js";
import { ALL_SHOWN, FULL_DISPLAY } from "../../../src/tui/terminal/display.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

const assistant = new TuiAssistant();
const QUESTION = "How long is the warranty for batteries?";
const start = initialState({ columns: 80, rows: 40 }, false);

async function turnOf(change: (answer: Answer) => Answer = (answer) => answer): Promise<Turn> {
  const answer = change(await assistant.ask({ question: QUESTION }));
  return { id: 1, question: QUESTION, isLiteral: false, outcome: { kind: "answer", answer } };
}

/** Items by their kind and number. */
const names = (turn: Turn) =>
  itemsOf(turn).map((item) => ("at" in item ? `${item.kind} ${item.at}` : `${item.kind} ${numberOf(item)}`));
const related = (turn: Turn, name: string) =>
  [...relatedTo(turn, names(turn).indexOf(name))].map((at) => names(turn)[at]);

describe("the selection", () => {
  test("goes through the sentences, their sources, and the passages", async () => {
    expect(names(await turnOf())).toEqual([
      ...["sentence 0", "sentence 1", "citation 1", "citation 2"],
      ...["passage 1", "passage 2", "passage 3"],
    ]);
  });

  test("of a sentence marks its source, and of a source or a passage the sentences that it supports", async () => {
    const turn = await turnOf();
    expect(related(turn, "sentence 1")).toEqual(["citation 2"]);
    expect(related(turn, "citation 2")).toEqual(["sentence 1"]);
    expect(related(turn, "passage 1")).toEqual(["sentence 0"]);
    expect(related(turn, "passage 3")).toEqual([]);
  });

  test("of a source that supports two sentences marks both", async () => {
    const turn = await turnOf((answer) => {
      const [first, second] = answer.answer!.sentences;
      const sentences = [first!, { ...second!, citations: ["c2", "c1"] }];
      return { ...answer, answer: { ...answer.answer!, sentences } };
    });
    expect(related(turn, "citation 1")).toEqual(["sentence 0", "sentence 1"]);
    expect(related(turn, "sentence 1")).toEqual(["citation 2", "citation 1"]);
    expect(plainText(layoutTurn(turn, 80, { display: FULL_DISPLAY }).lines)).toContain("with.²\u00a0¹");
  });

  test("opens a sentence at its evidence", async () => {
    const turn = await turnOf();
    const state: State = { ...start, latest: turn, focus: "list", selected: 1 };
    expect(reduce(state, { type: "opened" }).screen).toMatchObject({ kind: "reader", at: 1 });
  });
});

describe("an answer", () => {
  async function answered(): Promise<State> {
    const asked = [{ type: "typed", text: QUESTION } as const, { type: "submitted", at: 0 } as const].reduce(
      reduce,
      start,
    );
    const answer = await assistant.ask({ question: QUESTION });
    return reduce(asked, { type: "answered", task: taskOf(asked, "ask")!.id, answer });
  }
  const drawn = ({ latest, shown, display }: State) => plainText(layoutTurn(latest!, 80, { shown, display }).lines);

  test("comes sentence by sentence, and the sources after the last one", async () => {
    const first = await answered();
    expect(drawn(first)).toContain("delivery.¹");
    expect(drawn(first)).not.toMatch(/with\.²|Sources/);
    const second = reduce(first, { type: "sentence_shown" });
    expect(drawn(second)).toMatch(/with\.²[\s\S]*Sources/);
  });

  test.each([{ type: "focus_moved" }, { type: "typed", text: "x" }] as Event[])(
    "is there at once when a key is pressed (%j)",
    async (event) => {
      expect(reduce(await answered(), event).shown).toBe(ALL_SHOWN);
    },
  );

  test("says what the index lacks once, until that changes", async () => {
    const ask = async (from: State, stale: Answer["coverage"]["stale"]) => {
      const asked = [{ type: "typed", text: QUESTION } as const, { type: "submitted", at: 0 } as const].reduce(
        reduce,
        from,
      );
      const answer = await assistant.ask({ question: QUESTION });
      const coverage = { ...answer.coverage, stale };
      return reduce(asked, { type: "answered", task: taskOf(asked, "ask")!.id, answer: { ...answer, coverage } });
    };
    const all = (state: State) => drawn({ ...state, shown: ALL_SHOWN });
    const first = await ask(start, [{ path: "a.txt", change: "changed" }]);
    expect(all(first)).toContain("a.txt changed. /index updates it.");
    const second = await ask(first, [{ path: "a.txt", change: "changed" }]);
    expect(all(second)).not.toContain("a.txt changed");
    expect(all(await ask(second, [{ path: "b.txt", change: "added" }]))).toContain("b.txt added");
  });

  test("that failed is asked for again by Enter", async () => {
    const asked = [{ type: "typed", text: QUESTION } as const, { type: "submitted", at: 0 } as const].reduce(
      reduce,
      start,
    );
    const failure = { message: "The server does not answer.", hint: "Start it." };
    const failed = reduce(asked, { type: "task_failed", task: taskOf(asked, "ask")!.id, failure });
    const again = reduce(failed, { type: "submitted", at: 5 });
    expect(taskOf(again, "ask")).toMatchObject({ question: QUESTION, startedAt: 5 });
  });
});

test("a question that was read otherwise offers the key that undoes it, at every width", async () => {
  const turn = await turnOf((answer) => ({ ...answer, interpreted_question: "How long is the warranty for lamps?" }));
  const state: State = { ...start, latest: turn, focus: "list" };
  for (const columns of [60, 80, 200]) expect(hintOf(state, columns)).toMatch(/u as typed.* · \? help$/);
  expect(hintOf({ ...state, latest: await turnOf() }, 200)).not.toContain("u as typed");
});

test.each([
  [[1], true, "¹"],
  [[12, 3], true, "¹²\u00a0³"],
  [[12, 3], false, "\u00a0[12]\u00a0[3]"],
])("citations %j are marked %s", (numbers, superscripts, mark) => {
  expect(citationMark(numbers, superscripts)).toBe(mark);
});
