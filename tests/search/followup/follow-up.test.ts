import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { asPassageId } from "../../../src/contract/ids.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const PLAN = `Dana Reyes was hired in 2015. She runs the print shop in Leeds. The print shop has nine presses.

The basic plan costs 10 euros a month. The premium plan costs 25 euros a month. Both plans can be cancelled within two weeks.

The bindery in York was closed in 2019 because its roof leaked.

- zeus: owned by the print shop, runs the queue
- hermes: owned by the bindery, sends letters
- apollo: owned by the office, serves the shop
`;

const HARBOUR = `The villagers of Tern Bay counted 4,200 oysters in June. On the same day they counted 37 boats at anchor.

Norland exports pine to twelve ports. Vessia exports oak to five ports. The harbour society pays for the buoys. It owns two tugs.

James Hill painted the boat sheds in Tern Bay. The workers in Tern Bay get 300 crowns a week. The Philippines sent pearls.

The old buoys were replaced because their chains had worn out. The chains had worn out as the salt ate them.
`;

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, { "corpus/plan.txt": PLAN, "corpus/harbour.txt": HARBOUR });
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

async function readAfter(before: string, question: string): Promise<string> {
  const { citations } = await assistant.ask({ question: before });
  const history = [{ question: before, passageIds: citations.map(({ passage_id: id }) => id) }];
  return (await assistant.ask({ question, history })).interpreted_question;
}

describe("a follow-up is read as a whole question", () => {
  test.each([
    ["What does the basic plan cost?", "and the premium one?", "What does the premium plan cost?"],
    ["What does the basic plan of 2024 cost?", "and in the one of 2025?", "What does the basic plan of 2025 cost?"],
    ["What is due in the 2024 plan?", "and in the one of 2025?", "What is due in the 2025 plan?"],
    ["What is due in the 2024 plan?", "and in the 2025 one?", "What is due in the 2025 plan?"],
    ["what does the basic plan cost", "what about the premium plan", "What does the premium plan cost?"],
    ["Where is the print shop?", "And the bindery?", "Where is the bindery?"],
    ["When was the bindery in York closed?", "Why?", "Why was the bindery in York closed?"],
    ["When was Dana Reyes hired?", "what does she run?", "What does Dana Reyes run?"],
    ["Who owns zeus?", "And hermes?", "Who owns hermes?"],
    ["Who runs the print shop?", "When was she hired?", "When was Dana Reyes hired?"],
    ["Where is the print shop?", "How many presses does it have?", "How many presses does the print shop have?"],
    [
      "When does the last ferry to York leave?",
      "From which pier does it leave?",
      "From which pier does the last ferry leave?",
    ],
    ["When does the next train to York leave?", "Is it late?", "Is the next train late?"],
    ["What happened in 2015?", "and in 2019?", "What happened in 2019?"],
    ["Which country exports pine?", "and Vessia?", "Vessia exports pine?"],
    ["Who counted 37 boats?", "and the oysters?", "Who counted the oysters?"],
    ["Who exports pine?", "What about Vessia?", "Vessia exports pine?"],
    ["What plans are there?", "Which is the cheapest?", "Which of the plans is the cheapest?"],
    ["Why were the old buoys replaced?", "why?", "Why is it that their chains had worn out?"],
  ])("after %j, %j is %j", async (before, question, reading) => {
    expect(await readAfter(before, question)).toBe(reading);
  });

  test.each([
    [
      "How many oysters were counted?",
      "and how many boats did they count?",
      /^How many boats did the villagers\b.* count\?$/,
    ],
    ["How many oysters did the villagers count?", "how many boats did they count?", /did the villagers\b.* count\?$/],
    ["Who pays for the buoys?", "what does it own?", /^What does the harbour society own\?$/],
    ["What did the villagers of Tern Bay count?", "when did they count them?", /^When did the villagers\b.* count /],
  ])("somebody who can do it does it: after %j, %j", async (before, question, reading) => {
    expect(await readAfter(before, question)).toMatch(reading);
  });

  test.each([
    ["Who runs the print shop?", "And the bindery?", "Who runs the bindery?"],
    ["Which plan costs 10 euros a month?", "and the premium plan?", "The premium plan costs 10 euros a month?"],
  ])("after %j, %j is %j", async (before, question, reading) => {
    expect(await readAfter(before, question)).toBe(reading);
  });
});

describe("a possessive is read as its owner's", () => {
  test.each([
    ["Who is James Hill?", "What was his trade?", "What was James Hill's trade?"],
    ["Who runs the print shop?", "What is her job?", "What is Dana Reyes's job?"],
    ["What did the Philippines send?", "What are its pearls worth?", "What are the Philippines' pearls worth?"],
    ["What do workers get?", "What is their pay?", "What is the workers' pay?"],
    ["What do the workers in Tern Bay get?", "What is their pay?", "What is the pay of the workers in Tern Bay?"],
    ["What did the children count?", "Where is their boat?", "Where is the children's boat?"],
  ])("after %j, %j is %j", async (before, question, reading) => {
    expect(await readAfter(before, question)).toBe(reading);
  });
});

describe("a question that stands on its own is left as it is", () => {
  test.each([
    "Was the vocal a good idea?",
    "Was it a good idea to close the bindery?",
    "Is it a real pity that the roof leaked?",
    "Which is the cheapest plan?",
    "Which was the most recent bindery in York to close?",
    "premium plan monthly cost",
    "Is it possible to cancel the premium plan within a week?",
    "What did the bindery lose when its roof leaked?",
    "Which plans are there?",
    "Does the manager say that the roof leaked?",
    "If customers cancel, what do they get?",
    "presses in the print shop",
    "And what does the premium plan cost?",
  ])("%j", async (question) => {
    expect(await readAfter("When was Dana Reyes hired?", question)).toBe(question);
  });
});

test("passages that the index does not hold, and an empty history, change nothing", async () => {
  const unknown = [{ question: "What does the basic plan cost?", passageIds: [asPassageId("gone")] }];
  const { interpreted_question: read } = await assistant.ask({ question: "and the premium plan?", history: unknown });
  expect(read).toBe("What does the premium plan cost?");
  const alone = await assistant.ask({ question: "and the premium plan?", history: [] });
  expect(alone.interpreted_question).toBe("and the premium plan?");
});

test("without its history a follow-up is searched as it is typed", async () => {
  const answer = await assistant.ask({ question: "and the premium one?" });
  expect(answer).toMatchObject({ question: "and the premium one?", interpreted_question: "and the premium one?" });
});
