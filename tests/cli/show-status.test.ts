import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { expectRun } from "../helpers/expect-slices.js";
import { shippedIndex } from "../helpers/shipped-index.js";

const PATH = "001_667eb3beee58e5a3.txt";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

describe("`footnote show`", () => {
  test("shows the passage that holds a line, with the file's own line numbers", async () => {
    const { code, stdout, stderr } = await run(["show", `${PATH}:36`], { cwd });
    const lines = readFileSync(join(cwd, "corpus", PATH), "utf8").split("\n");
    const shown = stdout.split("\n").flatMap((line) => {
      const [, number, mark, text] = /^ *(\d+) ([┃│]) (.*)$/.exec(line) ?? [];
      return number === undefined ? [] : [{ number: Number(number), isInside: mark === "┃", text: text as string }];
    });
    expect(stdout.split("\n")[0]).toMatch(new RegExp(`^${PATH}:\\d+-\\d+ {2}The State Department’s efforts`));
    expect(shown.find(({ number }) => number === 36)).toMatchObject({
      isInside: true,
      text: expect.stringContaining("Vietnam expels"),
    });
    expect(shown.some(({ isInside }) => !isInside)).toBe(true);
    for (const { number, text } of shown) expect(lines[number - 1]).toContain(text);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("takes the ids that an answer gives, and as much context as asked for", async () => {
    const asked = await run(["ask", "--json", "Who met with the North Koreans for seven hours in Beijing?"], { cwd });
    const { citations } = JSON.parse(asked.stdout);
    const show = async (context: string) => {
      const { stdout } = await run(["show", "--json", "--context", context, citations[0].passage_id], { cwd });
      return JSON.parse(stdout);
    };
    const [alone, around] = [await show("0"), await show("2")];
    expect(alone).toMatchObject({ id: citations[0].passage_id, before: "", after: "" });
    expect(alone.text).toContain(citations[0].quote);
    expect(around.before.length + around.after.length).toBeGreaterThan(100);
    expectRun(join(cwd, "corpus"), around);
  });
});

describe("`footnote status`", () => {
  test("says what is indexed", async () => {
    const { code, stdout, stderr } = await run(["status"], { cwd });
    expect(stdout).toContain(join(cwd, "corpus"));
    expect(stdout).toMatch(/^documents +3 documents\npassages +\d+ passages\nindexed at +20\d\d-/m);
    expect(stdout).toContain("Xenova/e5-small-v2");
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("prints it as JSON", async () => {
    const { stdout } = await run(["status", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      corpus: join(cwd, "corpus"),
      documents: 3,
      model: "Xenova/e5-small-v2",
      skipped: [],
      stale: [],
      indexed_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      checked_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });
});
