import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, test } from "vitest";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { DiagnosisSchema } from "../../../src/contract/diagnosis.js";
import { finished, run, start } from "../../helpers/cli.js";
import { indexOf, shippedIndex } from "../../helpers/shipped-index.js";
import { writeFiles } from "../../helpers/temp-folder.js";

const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const NOWHERE = "What is the capital of Mongolia?";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

function objects(lines: string) {
  return lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("`footnote ask --batch`", () => {
  test("answers one question a line in their order, blank lines left out, with any line ends and a BOM", async () => {
    await writeFile(join(cwd, "questions.txt"), `\ufeff${NOWHERE}\r\n\r\n  \n${HILL}`);
    const { code, stdout, stderr } = await run(["ask", "--batch", "questions.txt", "--jsonl"], { cwd });
    const answers = objects(stdout).map((answer) => AnswerSchema.parse(answer));
    expect(answers.map(({ question, status }) => [question, status])).toEqual([
      [NOWHERE, "not_found"],
      [HILL, "answered"],
    ]);
    expect([code, stderr]).toEqual([1, ""]);
  });

  test("gives the same answers as asking one by one, filters and explanations included", async () => {
    const flags = ["--path", "004*", "--explain", "--top-k", "2", "--json"];
    const alone = JSON.parse((await run(["ask", ...flags, HILL], { cwd })).stdout);
    const { code, stdout } = await run(["ask", ...flags, "--batch", "-"], { cwd, stdin: `${HILL}\n` });
    const [answer, ...more] = JSON.parse(stdout);
    const timeless = { timings_ms: null, coverage: null };
    expect({ ...answer, ...timeless }).toEqual({ ...alone, ...timeless });
    expect([code, more]).toEqual([0, []]);
  });

  test("prints for people what `footnote ask` prints, below each question", async () => {
    const alone = await run(["ask", HILL], { cwd });
    const { stdout } = await run(["ask", "--batch", "-"], { cwd, stdin: `${HILL}\n${NOWHERE}\n` });
    expect(stdout).toContain(`> ${HILL}\n${alone.stdout}\n> ${NOWHERE}\nNot found in these documents.`);
  });

  test("has an error in the place of a question that fails, names its line, and goes on", async () => {
    const stdin = Buffer.concat([
      Buffer.from([0xff, 10, 10]),
      Buffer.from(`${"é".repeat(4_000_000)}\n${"lyon ".repeat(1000)}\n?\n${HILL}\n`),
    ]);
    const { code, stdout, stderr } = await run(["ask", "--batch", "-", "--jsonl"], { cwd, stdin });
    const [notText, endless, long, empty, answer] = objects(stdout);
    expect(notText).toMatchObject({ schema: 1, error: { code: "question_not_text" }, question: null, line: 1 });
    expect(endless).toMatchObject({ error: { code: "question_too_long" }, question: null, line: 3 });
    expect(long).toMatchObject({ error: { code: "question_too_long" }, line: 4 });
    expect(empty).toEqual({
      schema: 1,
      error: {
        code: "question_empty",
        message: "The question is empty.",
        hint: "Ask a question of at least one word.",
      },
      question: "?",
      line: 5,
    });
    expect(answer).toMatchObject({ status: "answered", question: HILL });
    expect(stderr.match(/^error: Standard input:\d+: /gm)).toHaveLength(4);
    expect(code).toBe(2);
  });

  test("prints an answer as soon as it is there, while more questions are awaited", async () => {
    const child = start(["ask", "--batch", "-", "--jsonl"], { cwd });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const question of [HILL, NOWHERE]) {
      child.stdin.write(`${question}\n`);
      expect(JSON.parse((await lines.next()).value)).toMatchObject({ question });
    }
    child.stdin.end();
    expect((await finished(child)).code).toBe(1);
  });

  test.each([["--jsonl"], ["--json"]])("keeps what was answered before Ctrl-C, with %s", async (format) => {
    await writeFile(join(cwd, "many.txt"), `${HILL}\n`.repeat(5000));
    const child = start(["ask", "--batch", "many.txt", format], { cwd });
    const ending = finished(child);
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGINT"), 100));
    const { code, stdout, stderr } = await ending;
    const answers = format === "--json" ? JSON.parse(stdout) : objects(stdout);
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.length).toBeLessThan(5000);
    for (const answer of answers) expect(answer.question).toBe(HILL);
    expect(stderr).toMatch(/^error: Interrupted\.\n/);
    expect(code).toBe(130);
  });

  test("says once that the index is behind its folder, and ends with the worst code", async () => {
    const folder = await indexOf({ "trip.txt": "The train to Lyon leaves at 07:14.\n" });
    await writeFiles(join(folder, "corpus"), { "new.txt": "New.\n" });
    const stdin = "When does the train to Lyon leave?\nWho invented the telephone?\nWhen does the train leave?\n";
    const { code, stderr } = await run(["ask", "--batch", "-", "--jsonl"], { cwd: folder, stdin });
    expect(stderr).toBe("1 file differs from the index: new.txt added. Update it: footnote index\n");
    expect(code).toBe(5);
  });

  test.each([
    [["--batch", "missing.txt"], "error: missing.txt can't be read for questions: no such file"],
    [["--batch", "missing.txt", "--json"], "error: missing.txt can't be read for questions: no such file"],
    [["--batch", "blank.txt", "--json"], "error: blank.txt can't be read for questions: it holds no questions"],
    [["--batch", "corpus"], "error: corpus can't be read for questions: it is a folder"],
    [["--batch", "blank.txt"], "error: blank.txt can't be read for questions: it holds no questions"],
    [["--batch", "blank.txt", "Why?"], "give a question or --batch, not both"],
    [["--json", "--jsonl", "Why?"], "cannot be used with option '--json'"],
  ])("refuses %j", async (args, reason) => {
    await writeFile(join(cwd, "blank.txt"), "\n \r\n");
    const { code, stdout, stderr } = await run(["ask", ...args], { cwd });
    expect(stderr).toContain(reason);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("stops at what would fail every question", async () => {
    const stdin = `${HILL}\n`.repeat(3);
    const wrongDate = await run(["ask", "--batch", "-", "--after", "yesterday"], { cwd, stdin });
    expect(wrongDate.stderr.match(/^error: /gm)).toHaveLength(1);
    expect([wrongDate.code, wrongDate.stdout]).toEqual([2, ""]);
    const noIndex = await run(["ask", "--batch", "-", "--index", "nowhere"], { cwd, stdin });
    expect(noIndex.stderr.match(/^error: /gm)).toHaveLength(1);
    expect([noIndex.code, noIndex.stdout]).toEqual([4, ""]);
  });
});

describe("`--jsonl`", () => {
  test("prints one hit, document, verdict, event or finding a line", async () => {
    const results = JSON.parse((await run(["search", "--json", "Beijing"], { cwd })).stdout);
    expect(objects((await run(["search", "--jsonl", "Beijing"], { cwd })).stdout)).toEqual(results.passages);
    const { files } = JSON.parse((await run(["status", "--files", "--json"], { cwd })).stdout);
    expect(objects((await run(["status", "--jsonl"], { cwd })).stdout)).toEqual(files);
    const statement = "Spain expelled the ambassador. Hill met them in Beijing.";
    const verified = JSON.parse((await run(["verify", "--json", statement], { cwd })).stdout);
    const verdicts = objects((await run(["verify", "--jsonl", statement], { cwd })).stdout);
    expect(verdicts).toEqual(verified.statements[0].sentences);
    const events = objects((await run(["index", "--jsonl", "--full"], { cwd })).stdout);
    expect(events.at(-1)).toMatchObject({ event: "done", documents: 3 });
    const findings = objects((await run(["doctor", "--jsonl"], { cwd })).stdout);
    expect(DiagnosisSchema.parse({ findings })).toEqual({ findings });
    expect(findings).toContainEqual(expect.objectContaining({ check: "model", status: "ok" }));
  });
});
