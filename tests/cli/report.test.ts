import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../helpers/cli.js";
import { type FakeWriter, idOf, json, saying, startFakeWriter } from "../helpers/fake-writer.js";
import { indexOf } from "../helpers/shipped-index.js";

let cwd: string;
let fake: FakeWriter;

beforeAll(async () => {
  cwd = await indexOf({
    "mill.md": "# Mill\n\n## Notice\n\nThe notice period is three months.\n\n## Use\n\nCats may be kept.\n",
    "barn.md": "# Barn\n\n## Notice\n\nThe notice period is six weeks.\n",
  });
  fake = await startFakeWriter();
});
afterAll(() => fake.close());

test("a summary in words shows what is proven, quotes what is not written, and tells the model's failure once", async () => {
  let calls = 0;
  fake.behave((request, response) => {
    calls += 1;
    if (calls > 1) return json(response, 401, { error: { message: "no" } });
    return saying(() => `Its notice period is long.\nThe notice is three months [${idOf(request, "three")}].`)(
      request,
      response,
    );
  });
  const { code, stderr, stdout } = await run(["summarise", "mill.md", "--write", "--llm-url", fake.url], { cwd });
  expect(code).toBe(2);
  expect(stdout).toContain(
    "Notice\nThe notice is three months. [1]\n\nUse\nCats may be kept. [2]\n\nSources\n[1] mill.md:5",
  );
  expect(stdout).toContain("1 sentence left out: it cites nothing");
  expect(stderr.match(/error:/gu)).toHaveLength(1);
});

test("a comparison names both documents, and says which says what", async () => {
  const { code, stdout } = await run(["compare", "mill.md", "barn.md"], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain(
    "They differ (1)\nA  The notice period is three months. [1]\nB  The notice period is six weeks. [2]",
  );
  expect(stdout).toContain("Only A says (1)\nA  Cats may be kept. [3]");
});

test("a passage is explained by its line, and a selection summarised by lines", async () => {
  const explained = await run(["explain", "mill.md:5", "--json"], { cwd });
  expect(JSON.parse(explained.stdout)).toMatchObject({ task: "explanation", documents: [{ path: "mill.md" }] });
  const selected = await run(["summarise", "mill.md:5", "barn.md:5", "--json"], { cwd });
  expect(JSON.parse(selected.stdout).documents).toHaveLength(2);
});

test("--show-prompt alone prints what would be sent, and sends nothing", async () => {
  fake.requests.splice(0);
  const { stdout } = await run(["summarise", "mill.md", "--show-prompt", "--llm-url", fake.url], { cwd });
  expect(stdout).toContain("Nothing was sent.");
  expect(stdout).toContain("Summarise the sentences above");
  expect(fake.requests).toEqual([]);
});

test("an unknown document is named, with the one that was meant", async () => {
  const { code, stderr } = await run(["summarise", "mil.md"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("'mil.md' is no document of the index: did you mean mill.md?");
});

test.each([
  [["summarise", "mill.md", "barn.md"], "'mill.md' names no passage.", "`footnote compare` two"],
  [["explain", "mill.md"], "'mill.md' names no passage.", "lease.txt:12"],
  [["compare", "mill.md", "mill.md"], "Both names are of one document: mill.md.", "footnote compare a.md b.md"],
])("%j says what to type instead", async (args, said, hint) => {
  const { code, stderr } = await run(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(said);
  expect(stderr).toContain(hint);
});
