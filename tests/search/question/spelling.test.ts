import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const LEASE = `Lease with Brightwood & Sons

Brightwood & Sons receive the address of the garage. The notice period is definitely three months. Maria Hobson signed
for the tenant.

The tenant maintains the boiler. The necessary accommodation is insured. Branch lines and their breaks are listed.
`;
const OFFICE = `Office rules

The company pays for the vacation of its employees. The cat's basket stands in the kitchen. The tumor of the plastic
canning jar is not an energy. The receipts are kept for ten years.
`;

let assistant: LocalAssistant;

beforeAll(async () => {
  const cwd = await tempFolder();
  await writeFiles(cwd, { "corpus/lease.txt": LEASE, "corpus/zwieback.txt": OFFICE });
  assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
  await assistant.sync();
});

afterAll(() => assistant.close());

async function readingOf(question: string, literal = false): Promise<string> {
  return (await assistant.ask({ question, literal })).interpreted_question;
}

describe("a slip is read as the word of the documents that was meant", () => {
  test.each([
    ["Who recieves the adress?", "Who receives the address?"],
    ["how long is the notcie period", "how long is the notice period"],
    ["What does the tenatn maintian?", "What does the tenant maintain?"],
    ["Is it definately three months?", "Is it definitely three months?"],
    ["Who pays for vacatoin?", "Who pays for vacation?"],
    ["What is the noticeperiod?", "What is the notice period?"],
    ["Who maintains theboiler?", "Who maintains the boiler?"],
    ["Recipts are kept how long?", "Receipts are kept how long?"],
    ["Who pays the compnay's bills?", "Who pays the company's bills?"],
    ["Is the accomodation insured?", "Is the accommodation insured?"],
    ["What does Brigthwood receive?", "What does Brightwood receive?"],
    ["what does brightwod receive", "what does Brightwood receive"],
  ])("%j", async (question, reading) => {
    expect(await readingOf(question)).toBe(reading);
  });
});

describe("what may be right stays", () => {
  test.each([
    ["a word of English that the documents lack", "Who steers the locomotive?"],
    ["a form of one", "Were the locomotives repainted?"],
    ["another name", "What does Brightwater receive?"],
    ["a name that is written much like a word", "What does Entergy pay?"],
    ["a name that is written much like another", "What did Maria Howson sign?"],
    ["a name of two words in one", "What does Northfield maintain?"],
    ["an abbreviation", "What is the NOTCIE?"],
    ["a word with a figure", "What is notice7?"],
    ["somebody's wording", 'Who wrote "the notcie period"?'],
    ["what a document is called", "What does zwieback say of the kitchen?"],
  ])("%s", async (_, question) => {
    expect(await readingOf(question)).toBe(question);
  });

  test("all that is asked literally", async () => {
    expect(await readingOf("Who recieves the adress?", true)).toBe("Who recieves the adress?");
  });
});

test("a question with a slip is answered as the one without", async () => {
  const [right, slip] = await Promise.all([
    assistant.ask({ question: "How long is the notice period?" }),
    assistant.ask({ question: "How long is the notcie peroid?" }),
  ]);
  expect(slip).toMatchObject({ status: "answered", question: "How long is the notcie peroid?" });
  expect(slip.citations).toEqual(right.citations);
});

test("a refusal asks for a name that is written much like the one that was asked for", async () => {
  const { not_found } = await assistant.ask({ question: "Which bank did Maria Howson rob in Tasmania?" });
  expect(not_found?.missing_terms).toContain("Howson");
  expect(not_found?.reason).toContain("Did you mean “Hobson” by “Howson”?");
});
