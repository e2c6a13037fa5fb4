import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const TRIP = "The train to Lyon leaves at 07:14. Pack the warm coat.\n";
const QUOTE = "The train to Lyon leaves at 07:14.";

let cwd: string;

beforeAll(async () => {
  cwd = await tempFolder();
  const evidence = [{ start: 0, end: QUOTE.length, quote: QUOTE }];
  const questions = [
    { question: "When does the train to Lyon leave?", document: "trip.txt", evidence },
    { question: "Who invented the telephone?", document: null, evidence: [] },
  ];
  await writeFiles(join(cwd, "set"), {
    "corpus/trip.txt": TRIP,
    "corpus/lamp.txt": "Clean the glass with a dry cloth.\n",
    "questions.jsonl": questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
  });
});

describe("`footnote eval`", () => {
  test("measures a set with an index of its own, and writes what was retrieved", async () => {
    const { code, stdout, stderr } = await run(["eval", "set", "--run", "out.jsonl"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      questions: 2,
      retrieval: { recall: 1, hit1: 1, mrr: 1 },
      gate: { answerable: 1, false_answers: expect.any(Number), false_refusals: expect.any(Number) },
    });
    expect([code, stderr]).toEqual([0, ""]);
    const lines = (await readFile(join(cwd, "out.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!).passages[0]).toMatchObject({ path: "trip.txt", start: 0 });
    expect(await run(["status"], { cwd })).toMatchObject({ code: 4 });
  });

  test.each([
    ["nothing", undefined, "questions.jsonl is not a labelled set"],
    ["broken", "{\n", "line 1"],
    ["unlabelled", '{"question":"Why?"}\n', "'document' is neither text nor null"],
    ["empty", "\n", "it holds no questions"],
  ])("refuses a set of %s, naming what is wrong", async (name, questions, problem) => {
    if (questions !== undefined) await writeFiles(join(cwd, name), { "questions.jsonl": questions });
    const { code, stdout, stderr } = await run(["eval", name], { cwd });
    expect(stderr).toContain(problem);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
