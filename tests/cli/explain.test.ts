import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, AnswerSchema } from "../../src/contract/answer.js";
import { run } from "../helpers/cli.js";
import { shippedIndex } from "../helpers/shipped-index.js";

const QUESTION = "Who met with the North Koreans for seven hours in Beijing?";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

/** The last number before the first word on the line that starts with a label. */
const numberOn = (text: string, label: string) => Number(new RegExp(`^  ${label} +([\\d.]+)`, "m").exec(text)?.[1]);

describe("`--explain`", () => {
  test("shows below each passage the parts that its score is made of, and what the gate saw", async () => {
    const { stdout, stderr, code } = await run(["ask", "--explain", "--top-k", "1", QUESTION], { cwd });
    const parts = ["vector", "sentence", "keywords", "proximity", "reader"].map((label) => numberOn(stdout, label));
    expect(parts.reduce((a, b) => a + b)).toBeCloseTo(numberOn(stdout, "score"), 2);
    expect(stdout).toMatch(/^ +“Assistant Secretary of State Christopher Hill met for seven hours/m);
    expect(stdout).toMatch(/^ +met \d\.\d\d · North \d\.\d\d · Koreans \d\.\d\d · seven \d\.\d\d · hours /m);
    expect(stdout).toMatch(/^Evidence gate: probability \d\.\d{3}; it answers from 0\.3$/m);
    expect(stdout).toMatch(/^ {2}words in the best passages +1\.000 +\+\d/m);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("shows the same below each hit of a search", async () => {
    const { stdout } = await run(["search", "--explain", "--top-k", "2", QUESTION], { cwd });
    expect(stdout.match(/^ {2}score +0\.\d{3}$/gm)).toHaveLength(2);
    expect(stdout).not.toContain("Evidence gate");
  });

  test("adds it to the JSON of both", async () => {
    const asked = JSON.parse((await run(["ask", "--json", "--explain", QUESTION], { cwd })).stdout) as Answer;
    expect(AnswerSchema.parse(asked)).toEqual(asked);
    expect(asked.explanation?.gate?.features).toHaveLength(13);
    expect(asked.passages.every(({ explanation }) => explanation !== undefined)).toBe(true);
    const { passages } = JSON.parse((await run(["search", "--json", "--explain", QUESTION], { cwd })).stdout);
    expect(passages).toEqual(asked.passages.map((passage) => expect.objectContaining({ score: passage.score })));
    expect(passages[0].explanation).toEqual(asked.passages[0]!.explanation);
  });
});

describe("a phrase in quotation marks", () => {
  test("that no passage holds is named by the refusal, and search finds nothing", async () => {
    const question = 'What is a "broken distributors"?';
    const asked = await run(["ask", question], { cwd });
    expect(asked.stdout).toMatch(
      /^Not found in these documents\.\nNo passage holds the phrase “broken distributors”\.\n\nNearest passages\n/,
    );
    expect(asked.code).toBe(1);
    expect(await run(["search", question], { cwd })).toMatchObject({ code: 1, stdout: "" });
  });

  test("is in every hit, whatever its case", async () => {
    const { stdout, code } = await run(["search", '"Slave  LABOR"'], { cwd });
    expect(code).toBe(0);
    expect(stdout.trimEnd()).toMatch(/^001_667eb3beee58e5a3\.txt:33: .*slave labor/);
    const { stdout: explained } = await run(["ask", "--explain", 'Who buys "slave labor" from North Korea?'], { cwd });
    expect(explained).toMatch(/^Every passage had to hold “slave labor”\.$/m);
  });
});
