import { beforeAll, describe, expect, test } from "vitest";
import { MissSchema } from "../../src/contract/miss.js";
import { run } from "../helpers/cli.js";
import { shippedIndex } from "../helpers/shipped-index.js";

const DOCUMENT = "000_309c6c9cf8134383.txt";
const QUESTION = "Who met with the North Koreans for seven hours in Beijing?";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

describe("`footnote why-not`", () => {
  test("follows the document's best passage through every stage", async () => {
    const { code, stdout, stderr } = await run(["why-not", `corpus/${DOCUMENT}`, QUESTION], { cwd });
    expect(stdout).toMatch(
      new RegExp(`^${DOCUMENT}\nIts best passage ranks \\d+ of 39 and is shown, but sentences of`),
    );
    expect(stdout).toMatch(new RegExp(`^Best passage\n${DOCUMENT}:\\d+ `, "m"));
    for (const stage of ["vector", "sentence", "keywords"]) {
      expect(stdout).toMatch(new RegExp(`^  ${stage} +\\d+ of 39, (?:cosine 0|BM25 \\d+)\\.\\d+$`, "m"));
    }
    expect(stdout).toMatch(
      /^ {2}together {2}\d+ of 39 candidates\n {2}shown {5}as (?:a part of )?number \d\n {2}quoted {4}no$/m,
    );
    expect(stdout).toMatch(/^ {2}seven +nowhere in the document$/m);
    expect(stdout).toMatch(/^ {2}Koreans +korean/m);
    expect(stdout).toMatch(/^Evidence gate: probability 0\.9|^Evidence gate: probability 1\.000/m);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("gives the same as JSON", async () => {
    const { code, stdout } = await run(["why-not", "--json", DOCUMENT, QUESTION], { cwd });
    const miss = JSON.parse(stdout);
    expect(MissSchema.parse(miss)).toEqual(miss);
    expect(miss).toMatchObject({ question: QUESTION, path: DOCUMENT, status: "searched", stale: null });
    expect(miss.evidence).toMatchObject({ passages_searched: 39, cited: false, answered: true });
    expect(code).toBe(0);
  });

  test("heeds the filters of ask", async () => {
    const { code, stdout } = await run(["why-not", "--type", "md", DOCUMENT, QUESTION], { cwd });
    expect(stdout).toBe(`${DOCUMENT}\nThe filters leave it out: type.\nAsk without them.\n`);
    expect(code).toBe(0);
  });

  test("ends with 2 for a document that is nowhere, or without a question", async () => {
    const { code, stdout, stderr } = await run(["why-not", "000_309c6c9cf8134384.txt", QUESTION], { cwd });
    expect(stderr).toContain(`perhaps '${DOCUMENT}' is meant.`);
    expect([code, stdout]).toEqual([2, ""]);
    expect((await run(["why-not", DOCUMENT], { cwd })).code).toBe(2);
  });
});
