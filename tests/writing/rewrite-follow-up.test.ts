import { describe, expect, test } from "vitest";
import type { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import type { Settings } from "../../src/core/settings.js";
import { json, saying } from "../helpers/fake-writer.js";
import { writingLibrary } from "../helpers/writing-library.js";

const FILES = {
  "lease.txt": "The notice period of the mill is three months.\n\nThe rent of the mill is 900 pounds a month.\n",
  "barn.txt": "The notice period of the barn is six weeks.\n\nThe rent of the barn is 350 pounds a month.\n",
};
const history = [{ question: "What is the notice period of the mill?", passageIds: [] }];
const FOLLOW_UP = "Same thing please, barn this time";

const library = writingLibrary(FILES);

function ask(more: Partial<Settings>, asked: Parameters<LocalAssistant["ask"]>[0]) {
  return library.assistantWith(more).ask(asked);
}

describe("a follow-up", () => {
  test("is made whole by the model where the settings say so, from questions alone", async () => {
    library.fake.behave(saying(() => "What is the notice period of the barn?"));
    const answer = await ask({ followUps: "model" }, { question: FOLLOW_UP, history });
    expect(answer).toMatchObject({
      status: "answered",
      question: FOLLOW_UP,
      interpreted_question: "What is the notice period of the barn?",
    });
    expect(answer.answer?.text).toContain("six weeks");
    const sent = JSON.stringify(library.fake.requests.map(({ messages }) => messages));
    expect(sent).toContain(FOLLOW_UP);
    for (const text of ["three months", "six weeks", "lease.txt"]) expect(sent).not.toContain(text);
  });

  test.each([
    ["names what nobody asked about", "What is the notice period of the castle of Windsor?"],
    ["is more than a line", "What is the notice period of the barn?\nAnd the rent?"],
    ["is empty", ""],
  ])("is left to the rules where what the model writes %s", async (_, written) => {
    const byRules = await ask({}, { question: "And of the barn?", history });
    library.fake.behave(saying(() => written));
    const answer = await ask({ followUps: "model" }, { question: "And of the barn?", history });
    expect(library.fake.requests).toHaveLength(1);
    expect(answer.interpreted_question).toBe(byRules.interpreted_question);
    expect(answer.answer).toEqual(byRules.answer);
  });

  test("is left to the rules where the model can't be asked", async () => {
    const byRules = await ask({}, { question: "And of the barn?", history });
    library.fake.behave((__, response) => json(response, 401, { error: { message: "no" } }));
    for (const more of [{}, { llmUrl: "" }, { offline: true }] as const) {
      const answer = await ask({ followUps: "model", ...more }, { question: "And of the barn?", history });
      expect(answer.interpreted_question).toBe(byRules.interpreted_question);
    }
  });

  test("asks no model by default, nor where there is no conversation", async () => {
    await ask({}, { question: "And of the barn?", history });
    await ask({ followUps: "model" }, { question: "What is the rent of the barn?" });
    expect(library.fake.requests).toEqual([]);
  });
});
