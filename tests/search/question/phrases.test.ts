import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { phrasesOf } from "../../../src/search/question/phrases.js";
import { DEFAULTS, WORKER_URL } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

describe("the phrases of a question", () => {
  test.each([
    ['Who said "axis of evil"?', ["axis of evil"]],
    ["Who said “axis of evil” and „so weiter“ and « trop tard »?", ["axis of evil", "so weiter", "trop tard"]],
    ['"a b" or "a b"', ["a b"]],
    ['Is a 12" disk larger than a 5" one?', []],
    ['Is a 5" disk a "floppy disk"?', ["floppy disk"]],
    ['An "open end', []],
    ['What does "?!" mean?', []],
    ["What is 'single' and it's mine?", []],
  ])("%j has %j", (question, phrases) => {
    expect(phrasesOf(question)).toEqual(phrases);
  });
});

describe("a question with a phrase in quotation marks", () => {
  /** More passages than are looked at closely, each nearer to the question than the one that holds the phrase. */
  const crowd = Array.from(
    { length: 230 },
    (_, i) => `## Copper ${i}\n\nThe kettle is copper; kettles of copper number ${i}, and copper kettles are brown.`,
  ).join("\n\n");
  const files = {
    "crowd.md": `# Kettles\n\n${crowd}\n`,
    "inventory.md":
      "# Inventory\n\nIn the cellar stands a Brown\r\n  Copper\tKettle\u2019s lid, next to a ladder that nobody uses.\n\n# Rest\n\nBrown shoes, a copper wire, a kettle.\n",
    "deed.txt": "The heirs shall not sell the orchard. The orchard, well-kept, is theirs.\n",
  };
  let assistant: LocalAssistant;

  beforeAll(async () => {
    const cwd = await tempFolder();
    await writeFiles(join(cwd, "corpus"), files);
    assistant = new LocalAssistant({ ...DEFAULTS, workers: 1 }, { cwd, workerUrl: WORKER_URL });
    await assistant.sync();
  });

  afterAll(() => assistant.close());

  const found = async (question: string, more: object = {}) =>
    (await assistant.search({ question, topK: 50, ...more })).passages.map(({ path, text }) => ({ path, text }));

  test("finds the one passage that holds it, however many others rank higher without it", async () => {
    const passages = await found('Which copper kettles are brown: a "brown copper kettle"?');
    expect(passages.map(({ path }) => path)).toEqual(["inventory.md"]);
    expect(passages[0]!.text).toContain("Brown\r\n  Copper\tKettle");
  });

  test("without the marks, or with the words in another order, finds others", async () => {
    expect((await found("Which copper kettles are brown: a brown copper kettle?"))[0]!.path).toBe("crowd.md");
    expect(await found('a "copper brown kettle"')).toEqual([]);
  });

  test("does not take another form of a word for it", async () => {
    expect(await found('"brown copper kettles"')).toEqual([]);
    expect((await found('"copper kettles are brown"')).length).toBeGreaterThan(40);
  });

  test("may hold small words and hyphens, and several phrases have to stand in one passage", async () => {
    expect((await found('"shall not sell the"')).map(({ path }) => path)).toEqual(["deed.txt"]);
    expect((await found('"Well kept" “is theirs”')).map(({ path }) => path)).toEqual(["deed.txt"]);
    expect(await found('"well kept" "next to a ladder"')).toEqual([]);
  });

  test("heeds the filters as well", async () => {
    expect(await found('"brown copper kettle"', { filters: { paths: ["deed.txt"] } })).toEqual([]);
    expect(await found('"brown copper kettle"', { filters: { types: ["md"] } })).toHaveLength(1);
  });

  test("is refused when no passage holds it, by a reason that names it, with what comes nearest", async () => {
    const answer = await assistant.ask({ question: 'Where is the "green copper kettle"?', explain: true });
    expect(answer).toMatchObject({ status: "not_found", answer: null, citations: [], passages: [] });
    expect(answer.not_found?.reason).toBe("No passage holds the phrase “green copper kettle”.");
    expect(answer.not_found?.nearest.length).toBeGreaterThan(0);
    expect(answer.explanation).toEqual({ phrases: ["green copper kettle"], gate: null });
    const both = await assistant.ask({ question: '"well kept" and "next to a ladder"' });
    expect(both.not_found?.reason).toBe("No passage holds the phrases “well kept” and “next to a ladder” together.");
  });

  test("has the sentence marked that holds it, even if another one is nearer to the question", async () => {
    const question = 'Who shall not sell the orchard, the heirs: "is theirs"?';
    const [passage] = (await assistant.search({ question })).passages;
    const [highlight] = passage!.highlights;
    const marked = Array.from(passage!.text).slice(highlight!.start, highlight!.end).join("");
    expect(marked).toBe("The orchard, well-kept, is theirs.");
  });

  test("shows and quotes only passages that hold it", async () => {
    const answer = await assistant.ask({ question: 'What shall the heirs not do: "sell the orchard"?', explain: true });
    expect(answer.status).toBe("answered");
    expect(answer.answer?.text).toContain("sell the orchard");
    expect(answer.passages.map(({ path }) => path)).toEqual(["deed.txt"]);
    expect(answer.explanation?.phrases).toEqual(["sell the orchard"]);
  });
});
