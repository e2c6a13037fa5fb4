import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { expectPassage } from "../helpers/expect-slices.js";
import { indexOf, shippedIndex } from "../helpers/shipped-index.js";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

/** The line of the file that a printed `path:line: quote` names. */
function lineNamed(folder: string, printed: string): { quote: string; line: string } {
  const [, path, number, quote] = /^(.+?):(\d+): (.+)$/.exec(printed) ?? [];
  const lines = readFileSync(join(folder, "corpus", path as string), "utf8").split(/\r\n|\r|\n/);
  return { quote: (quote as string).replace(/…$/, ""), line: lines[Number(number) - 1] as string };
}

describe("`footnote search`", () => {
  test.each(["slave labor", "Vietnam expels another representative", "Kuwait embassy staff", "SLBM second strike"])(
    "prints `path:line: quote` for %j, and the quote is on that line",
    async (words) => {
      const { code, stdout, stderr } = await run(["search", "--top-k", "6", words], { cwd });
      const printed = stdout.trimEnd().split("\n");
      expect(printed.length).toBeGreaterThan(1);
      for (const one of printed) {
        const { quote, line } = lineNamed(cwd, one);
        expect(line.replace(/\s+/g, " ")).toContain(quote);
      }
      expect([code, stderr]).toEqual([0, "Searched 3 documents.\n"]);
    },
  );

  test("finds the line in a file with any line ends", async () => {
    const text = "Minutes\r\n\r\nThe lamp is broken.\r\nThe roof leaks.\r\rThe cat was fed.\n\nThe keys are lost.\n";
    const folder = await indexOf({ "minutes.txt": text });
    for (const words of ["roof", "keys"]) {
      const { stdout } = await run(["search", "--top-k", "1", words], { cwd: folder });
      const { quote, line } = lineNamed(folder, stdout.trimEnd());
      expect(quote).toContain(words);
      expect(line).toContain(words);
    }
  });

  test("prints the passages as JSON, with the slices of their files", async () => {
    const { code, stdout } = await run(["search", "--json", "slave labor"], { cwd });
    const { question, passages } = JSON.parse(stdout);
    expect(question).toBe("slave labor");
    expect(passages.map(({ rank }: { rank: number }) => rank)).toEqual(passages.map((_: unknown, i: number) => i + 1));
    expect(passages).toHaveLength(8);
    for (const passage of passages) expectPassage(join(cwd, "corpus"), passage);
    expect(code).toBe(0);
  });

  test("says which phrase no passage holds", async () => {
    const { code, stdout, stderr } = await run(["search", '"steel leash of doom"'], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("No passage holds the phrase “steel leash of doom”.");
  });

  test("ends with 1 when the filters let nothing through", async () => {
    const found = await run(["search", "--type", "md", "slave labor"], { cwd });
    expect(found).toEqual({ code: 1, stdout: "", stderr: "No document passed the filters.\nSearched 0 documents.\n" });
  });
});
