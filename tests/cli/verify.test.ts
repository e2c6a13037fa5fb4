import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Verification, VerificationSchema } from "../../src/contract/verification.js";
import { run } from "../helpers/cli.js";
import { shippedIndex } from "../helpers/shipped-index.js";

const PATH = "corpus/004_0bf4399a0d973e27.txt";
let cwd: string;
let answer: string;

beforeAll(async () => {
  cwd = await shippedIndex();
  answer = (await run(["ask", "--json", "Who met with the North Koreans for seven hours in Beijing?"], { cwd })).stdout;
});

describe("`footnote verify`", () => {
  test("supports what the documents say, with the place", async () => {
    const { code, stdout } = await run(["verify", "Christopher Hill met the North Koreans for seven hours."], { cwd });
    expect(stdout).toMatch(/^supported .*\n {2}004_0bf4399a0d973e27\.txt:9: Assistant Secretary of State/);
    expect(code).toBe(0);
  });

  test("names the number of the passage where the statement has another", async () => {
    const { code, stdout } = await run(["verify", "-"], {
      cwd,
      stdin: "Christopher Hill met the North Koreans for nine hours.",
    });
    expect(stdout).toMatch(/^contradicted /);
    expect(stdout).toContain("Another number: the statement says “nine”, the passage “seven”");
    expect(code).toBe(1);
  });

  test("prints what the schema names with --json, sentence by sentence", async () => {
    const { stdout } = await run(["verify", "--json", "Kuwait hosts 3,000 workers. Taiwan is in space."], { cwd });
    const sent = JSON.parse(stdout) as Verification;
    expect(VerificationSchema.parse(sent)).toEqual(sent);
    expect(sent.statements[0]?.sentences.map(({ verdict }) => verdict)[0]).toBe("supported");
    expect(sent.statements[0]?.sentences.map(({ verdict }) => verdict)[1]).not.toBe("supported");
  });

  test("says of a question that only statements are checked", async () => {
    const { stdout } = await run(["verify", "Is it true that Kuwait hosts 3,000 workers?"], { cwd });
    expect(stdout).toContain("This is a question, and only statements are checked: put it as one, or ask it.");
    expect((await run(["verify", "Kuwait hosts 3,000 workers."], { cwd })).stdout).not.toContain("question");
  });

  test("refuses to verify nothing", async () => {
    expect(await run(["verify"], { cwd })).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("`footnote verify --citations`", () => {
  const check = async (input: string) => {
    const { code, stdout } = await run(["verify", "--json", "--citations", "-"], { cwd, stdin: input });
    const { citations } = JSON.parse(stdout) as Verification;
    return { code, states: [...new Set(citations.map(({ state }) => state))], citations };
  };

  test("tells valid, moved, renamed, changed and gone apart by the files themselves", async () => {
    const file = join(cwd, PATH);
    const text = await readFile(file, "utf8");
    expect(await check(answer)).toMatchObject({ code: 0, states: ["valid"] });
    await writeFile(file, `🏠 new\n${text}`);
    const moved = await check(answer);
    expect(moved).toMatchObject({ code: 5, states: ["moved"] });
    const [first] = moved.citations;
    const points = Array.from(`🏠 new\n${text}`);
    expect(points.slice(first!.place!.start, first!.place!.end).join("")).toBe(first!.quote);
    await mkdir(join(cwd, "corpus/sub"));
    await rename(file, join(cwd, "corpus/sub/new.txt"));
    const renamed = await check(answer);
    expect(renamed.states).toEqual(["moved"]);
    expect(renamed.citations[0]?.place?.path).toBe("sub/new.txt");
    await rm(join(cwd, "corpus/sub"), { recursive: true });
    expect((await check(answer)).states).toEqual(["gone"]);
    await writeFile(file, "Nothing of it is left.\n");
    expect((await check(answer)).states).toEqual(["changed"]);
    await writeFile(file, text);
  });

  test("never leaves the corpus", async () => {
    await writeFile(join(cwd, "secret.txt"), "The secret is forty-two, and nobody else may know of it.");
    for (const path of ["../secret.txt", join(cwd, "secret.txt"), "sub/../../secret.txt"]) {
      const given = { path, start: 0, end: 24, quote: "The secret is forty-two," };
      expect((await check(JSON.stringify([given]))).states).toEqual(["gone"]);
    }
  });

  test("finds a quote in a long file that the index does not hold, without reading its structure first", async () => {
    const quote = "The ship comes at noon.";
    const text = `${"- a *list* of `words`, [linked](there)\n".repeat(600_000)}\n${quote}\n`;
    await writeFile(join(cwd, "corpus/long.md"), text);
    const start = text.indexOf(quote);
    const cited = { path: "long.md", start, end: start + quote.length, quote };
    const checked = await check(
      JSON.stringify([cited, { ...cited, start: 0, end: 5 }, { ...cited, quote: "No such words." }]),
    );
    expect(checked.citations.map(({ state }) => state)).toEqual(["valid", "moved", "changed"]);
    expect(checked.citations[0]?.place?.line_start).toBe(600_002);
    // To find the structure of so much Markdown takes longer.
  }, 20_000);

  test("says what is wrong with a file that holds no citations", async () => {
    const { code, stderr } = await run(["verify", "--citations", "-"], { cwd, stdin: "{}" });
    expect(stderr).toContain("Standard input holds no citations: it is no answer and no list");
    expect(code).toBe(2);
  });
});
