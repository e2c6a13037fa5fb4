import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { idOf, saying, startFakeWriter } from "../helpers/fake-writer.js";
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
    const { code, stdout, stderr } = await run(["eval", "set", "--json", "--run", "out.jsonl"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      questions: 2,
      retrieval: { recall: 1, hit1: 1, mrr: 1, ndcg10: 1 },
      answers: { hit: 1 },
      by: { document: [{ name: "trip.txt", questions: 1, false_answers_paragraph: expect.any(Number) }] },
      gate: { answerable: 1, false_answers: expect.any(Number), false_refusals: expect.any(Number) },
    });
    expect([code, stderr]).toEqual([0, ""]);
    const lines = (await readFile(join(cwd, "out.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!).passages[0]).toMatchObject({ path: "trip.txt", start: 0 });
    expect(await run(["status"], { cwd })).toMatchObject({ code: 4 });
  });

  test("measures how many answers that were called wrong are given again, also without any other question", async () => {
    const rejected = { document: "trip.txt", start: 0, end: QUOTE.length, quote: QUOTE };
    await writeFiles(join(cwd, "wrong"), {
      "rejected.jsonl": [
        JSON.stringify({ question: "When does the train to Lyon leave?", rejected: [rejected] }),
        JSON.stringify({ question: "How is the glass cleaned?", rejected: [rejected] }),
      ].join("\n"),
    });
    const args = ["eval", "wrong", "--corpus", "set/corpus", "--json"];
    const { code, stdout, stderr } = await run(args, { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ questions: 0, rejected: { questions: 2, again: 0.5 } });
    expect([code, stderr]).toEqual([0, ""]);
    const limited = await run([...args, "--fail-under", "rejected_again=10"], { cwd });
    expect(limited).toMatchObject({ code: 1, stderr: expect.stringContaining("rejected_again is 50") });
  });

  test("has answers written, and measures what of that is shown", async () => {
    const writer = await startFakeWriter(
      saying((request) => {
        const id = idOf(request, "Lyon");
        return `The train to Lyon leaves at 07:14 [${id}].\nThe train to Lyon leaves at 08:14 [${id}].\nIt is late.\n`;
      }),
    );
    const args = ["eval", "set", "--no-removal", "--write", "--llm-url", writer.url];
    const { code, stdout, stderr } = await run([...args, "--json", "--written", "written.jsonl"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout).writing).toMatchObject({
      questions: 1,
      failed: 0,
      sentences: 3,
      proven: 1 / 3,
      left_out: 2 / 3,
      reasons: expect.arrayContaining([{ verdict: "left_out", reason: "fact", sentences: 1 }]),
      citations: 1,
      inexact: 0,
      unrepeated: 0,
      supported: 1,
      any_proven: 1,
      complete: 1,
      refusals: 1,
      refusals_broken: 0,
      completion_tokens: 12,
    });
    expect(writer.requests).toHaveLength(1);
    const [line] = (await readFile(join(cwd, "written.jsonl"), "utf8")).split("\n");
    expect(JSON.parse(line!)).toMatchObject({ sentences: [{ again: true, verified: "supported" }, {}, {}] });
    const limited = await run([...args, "--limit", "1"], { cwd });
    expect(limited.stdout).toMatch(/^ {2}shown as proven +33\.3$/m);
    await writer.close();
  });

  test("writes nothing, and asks no model, unless it is told to", async () => {
    const { stdout } = await run(["eval", "set", "--no-removal", "--json"], { cwd });
    expect(JSON.parse(stdout).writing).toBeNull();
    expect(await run(["eval", "set", "--written", "out"], { cwd })).toMatchObject({ code: 2 });
  });

  test("says which figure is beyond its limit, and ends with 1", async () => {
    const limits = ["--fail-under", "recall=100", "--fail-under", "precision=99"];
    const { code, stdout, stderr } = await run(["eval", "set", "--json", "--no-removal", ...limits], { cwd });
    expect(stderr).toMatch(/^precision is [\d.]+; it has to be at least 99\.\n$/);
    expect([code, JSON.parse(stdout).failed]).toEqual([1, [stderr.trim()]]);
  });

  test("prints tables for people, also where no terminal shows them", async () => {
    const { stdout } = await run(["eval", "set", "--no-removal"], { cwd });
    expect(stdout).toMatch(/^2 questions; the gate: 1 answerable, 1 not\n\n[\s\S]*^recall +100\.0$/m);
  });

  test("gives figures by kind, and what the second question of a pair loses, where the set has kinds", async () => {
    const evidence = [{ start: 0, end: QUOTE.length, quote: QUOTE }];
    const questions = [
      { question: "When does the train to Lyon leave?", document: "trip.txt", evidence, kind: "clean", pair: 1 },
      { question: "When does the trian to lyon leave?", document: "trip.txt", evidence, kind: "typos", pair: 1 },
      { question: "Who invented the telephone?", document: null, evidence: [], kind: "elsewhere" },
    ];
    await writeFiles(cwd, { "kinds/questions.jsonl": questions.map((one) => JSON.stringify(one)).join("\n") });
    const args = ["eval", "kinds", "--corpus", "set/corpus", "--no-removal"];
    const { kinds, pairs } = JSON.parse((await run([...args, "--json"], { cwd })).stdout);
    expect(kinds).toMatchObject([
      { name: "clean", questions: 1, document1: 1, hit1: 1, recall: 1, false_refusals: 0, false_answers: null },
      { name: "typos", questions: 1, document1: 1, hit1: 1, recall: 1 },
      { name: "elsewhere", questions: 1, document1: null, hit1: null, recall: null, false_answers: 0 },
    ]);
    expect(pairs).toEqual([{ kind: "typos", against: "clean", pairs: 1, recall: 0, hit1: 0 }]);
    const { stdout } = await run(args, { cwd });
    expect(stdout).toMatch(/^right document first +100\.0$/m);
    expect(stdout).toMatch(
      /^kind +questions +right document +hit@1 +recall +characters +refused +false\nclean +1 +100\.0/m,
    );
    expect(stdout).toMatch(/^elsewhere +1 +– +– +– +– +– +0\.0$/m);
    expect(stdout).toMatch(/^typos, against clean +1 +0\.0 +0\.0$/m);
  });

  test("compares with an earlier result, of which a figure may fall by so many points", async () => {
    const earlier = JSON.parse((await run(["eval", "set", "--json", "--no-removal"], { cwd })).stdout);
    const compare = async (recall: number, points: string) => {
      const baseline = { ...earlier, retrieval: { ...earlier.retrieval, recall } };
      await writeFiles(cwd, { "baseline.json": JSON.stringify(baseline) });
      return run(["eval", "set", "--json", "--no-removal", "--baseline", "baseline.json", "--fail-under", points], {
        cwd,
      });
    };
    const same = await compare(1, "0");
    expect([same.code, same.stderr]).toEqual([0, ""]);
    expect(JSON.parse(same.stdout).changes).toContainEqual({ name: "recall", before: 1, now: 1 });
    expect(await compare(1.04, "5")).toMatchObject({ code: 0 });
    const fallen = await compare(1.06, "5");
    expect([fallen.code, fallen.stderr]).toEqual([
      1,
      "recall fell from 106.0 to 100.0, by 6.0 points; 5 are allowed.\n",
    ]);
  });

  test("names the questions that came out otherwise in an earlier result, worse and better", async () => {
    const earlier = JSON.parse((await run(["eval", "set", "--json", "--no-removal"], { cwd })).stdout);
    expect(earlier.outcomes).toEqual([
      {
        question: "When does the train to Lyon leave?",
        document: "trip.txt",
        status: "answered",
        rank: 1,
        found: 1,
        cited: "whole",
      },
      { question: "Who invented the telephone?", document: null, status: "not_found" },
    ]);
    const [train, telephone] = earlier.outcomes;
    const outcomes = [
      { ...train, rank: 3 },
      { ...telephone, status: "answered" },
      { ...train, question: "Gone?" },
    ];
    await writeFiles(cwd, { "otherwise.json": JSON.stringify({ ...earlier, outcomes }) });
    const compare = (...options: string[]) =>
      run(["eval", "set", "--no-removal", "--baseline", "otherwise.json", "--fail-under", "0", ...options], { cwd });
    const { code, stdout } = await compare("--json");
    expect(JSON.parse(stdout).moves).toEqual([
      { case: "When does the train to Lyon leave? · trip.txt", feature: "rank", before: 3, now: 1, isWorse: false },
      { case: "Who invented the telephone?", feature: "status", before: "answered", now: "not_found", isWorse: false },
    ]);
    expect(code).toBe(0);
    expect((await compare()).stdout).toMatch(/^better than in the baseline +was +is\nWhen does .* rank +3 +1\n/m);
    const { outcomes: _, ...before } = earlier;
    await writeFiles(cwd, { "otherwise.json": JSON.stringify(before) });
    expect(JSON.parse((await compare("--json")).stdout).moves).toEqual([]);
  });

  test("measures without a part: nothing is refused without the gate", async () => {
    const { stdout } = await run(["eval", "set", "--json", "--without", "gate,keywords"], { cwd });
    const { gate, without } = JSON.parse(stdout);
    expect(gate).toMatchObject({ false_answers: 1, false_refusals: 0 });
    expect(without).toEqual(["gate", "keywords"]);
  });

  test.each([
    [["--fail-under", "2"], "needs --baseline"],
    [["--fail-under", "reacll=90"], "The figures are recall,"],
    [["--without", "everything"], "Allowed choices are keywords,"],
    [["--baseline", "missing.json"], "missing.json is not an earlier result"],
    [["--baseline", "set/questions.jsonl"], "is not an earlier result"],
  ])("refuses %j", async (options, problem) => {
    const { code, stdout, stderr } = await run(["eval", "set", "--json", ...options], { cwd });
    expect(stderr).toContain(problem);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test.each([
    ["nothing", undefined, "questions.jsonl is not a labelled set"],
    ["broken", "{\n", "line 1"],
    ["unlabelled", '{"question":"Why?"}\n', "'document' is neither text nor null"],
    ["unnamed kinds", '{"question":"Why?","document":null,"evidence":[],"kind":1}\n', "'kind' is not text"],
    ["half pairs", '{"question":"Why?","document":null,"evidence":[],"pair":0.5}\n', "'pair' is not a whole number"],
    ["empty", "\n", "it holds no questions"],
  ])("refuses a set of %s, naming what is wrong", async (name, questions, problem) => {
    if (questions !== undefined) await writeFiles(join(cwd, name), { "questions.jsonl": questions });
    const { code, stdout, stderr } = await run(["eval", name], { cwd });
    expect(stderr).toContain(problem);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
