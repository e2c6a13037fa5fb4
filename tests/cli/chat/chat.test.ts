import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { INSTEAD_OF } from "../../../src/cli/chat/piped-chat.js";
import type { CliContext } from "../../../src/cli/context.js";
import { createProgram } from "../../../src/cli/program.js";
import { AnswerSchema } from "../../../src/contract/answer.js";
import { run } from "../../helpers/cli.js";
import { folderOf, shippedIndex } from "../../helpers/shipped-index.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const SPAIN = "What did Spain say about North Korean diplomats?";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

describe("`footnote chat` without a terminal", () => {
  test("answers one question a line, and passes over empty ones", async () => {
    const { code, stdout, stderr } = await run(["chat"], { cwd, stdin: `${HILL}\r\n\n  \n${SPAIN}` });
    const [first, second] = stdout.split(/^> /m).slice(1);
    expect(first).toMatch(`${HILL}\nAssistant Secretary of State Christopher Hill`);
    expect(second).toMatch(/^What did Spain say.*\n8\/31: Spain says/);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("prints one answer object a line with --jsonl, and one array with --json", async () => {
    const stdin = `${HILL}\n${SPAIN}\n`;
    const lines = (await run(["chat", "--jsonl"], { cwd, stdin })).stdout.trimEnd().split("\n");
    const array: unknown[] = JSON.parse((await run(["chat", "--json"], { cwd, stdin })).stdout);
    for (const answers of [lines.map((line) => JSON.parse(line)), array]) {
      expect(answers.map((answer) => AnswerSchema.parse(answer).question)).toEqual([HILL, SPAIN]);
    }
  });

  test("has an error object in the place of a question that fails, and nothing for a command", async () => {
    const { code, stdout, stderr } = await run(["chat", "--json"], { cwd, stdin: `/nwe\n?\n\n${HILL}\n` });
    expect(JSON.parse(stdout)).toMatchObject([
      { schema: 1, error: { code: "question_empty" }, question: "?", line: 2 },
      { status: "answered", question: HILL },
    ]);
    expect(stderr).toContain("There is no command /nwe.");
    expect(code).toBe(2);
  });

  test("reads a follow-up in the light of the lines before, and says how", async () => {
    const stdin = "How many North Korean workers does Qatar host?\nand Kuwait?\n";
    const { stdout } = await run(["chat"], { cwd, stdin });
    const [, second] = stdout.split(/^> /m).slice(1);
    expect(second).toMatch(/^and Kuwait\?\nread as: How many North Korean workers does Kuwait host\?\n/);
    expect(second).toContain("Kuwait hosts 3,000 more.");
  });

  test("/new makes the next question stand alone, and /literal asks the last one as it was typed", async () => {
    const workers = "How many North Korean workers are in Qatar?\n";
    const fresh = await run(["chat"], { cwd, stdin: `${workers}/new\nand Kuwait?\n` });
    expect(fresh.stdout).not.toContain("read as:");
    expect(fresh.stderr).toContain("The next question knows nothing of those before.");
    const literal = await run(["chat"], { cwd, stdin: `${workers}and Kuwait?\n/literal\n` });
    expect(literal.stdout.match(/^read as:/gm)).toHaveLength(1);
    expect(literal.stdout.match(/^> and Kuwait\?/gm)).toHaveLength(2);
  });

  test("/export writes the conversation, and refuses a file that is there", async () => {
    const folder = await tempFolder();
    const { code, stderr } = await run(["chat", "--index", join(cwd, ".footnote")], {
      cwd: folder,
      stdin: `${HILL}\n/export talk.md\n/export talk.md\n/export! talk.md\n/export talk.md !\n`,
    });
    expect(stderr).toMatch(
      /^Wrote 1 turn to talk\.md\.\nerror: Standard input:3: talk\.md is there already\.\n[^\n]*\n(Wrote 1 turn to talk\.md\.\n){2}$/,
    );
    expect(await readFile(join(folder, "talk.md"), "utf8")).toMatch(/^\[\^1\]: .+, 004\\_0bf4399a0d973e27\.txt:9: “/m);
    expect(code).toBe(2);
  });

  test("what needs a terminal, and a slip, are said on standard error and end with 2; /quit ends", async () => {
    const { code, stdout, stderr } = await run(["chat"], { cwd, stdin: `/docs\n/nwe\n/help\n/quit\n${HILL}\n` });
    expect(stderr).toContain("/docs needs a terminal; without one there is `footnote status --files`.");
    expect(stderr).toContain("There is no command /nwe. Did you mean /new?");
    expect(stderr).toMatch(/\/export \[file\] +write it as \.md/);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("each command that is named instead of one of the chat's is there", async () => {
    const program = await createProgram({} as CliContext, "0");
    for (const instead of Object.values(INSTEAD_OF)) {
      const [name, ...words] = instead.split(" ").slice(1);
      const command = program.commands.find((candidate) => candidate.name() === name);
      const flags = words.filter((word) => word.startsWith("--"));
      expect(
        command?.options.map(({ long }) => long),
        instead,
      ).toEqual(expect.arrayContaining(flags));
    }
  });

  test("a question that starts with a path is a question", async () => {
    const { stdout } = await run(["chat"], { cwd, stdin: "/etc/hosts holds what?\n" });
    expect(stdout).toMatch(/^> \/etc\/hosts holds what\?\nNot found/);
  });

  test("goes on after a question that can't be asked, and ends with 2", async () => {
    const stdin = Buffer.concat([Buffer.from([0xff, 10]), Buffer.from(`${"a".repeat(1_000_000)}\n?\n${HILL}\n`)]);
    const { code, stdout, stderr } = await run(["chat"], { cwd, stdin });
    expect(stdout).toContain("Christopher Hill met for seven hours");
    expect(stderr.match(/^error: .*$/gm)).toEqual([
      "error: Standard input:1: The question is not valid UTF-8 text.",
      "error: Standard input:2: The question has 1000000 characters; at most 4000 are read.",
      "error: Standard input:3: The question is empty.",
    ]);
    expect(code).toBe(2);
  });

  test("goes on after a line too long to keep", async () => {
    const { code, stdout, stderr } = await run(["chat"], { cwd, stdin: `${"é".repeat(4_000_000)}\n${HILL}\n` });
    expect(stdout).toContain("Christopher Hill met for seven hours");
    expect(stderr).toContain("at most 4000 are read");
    expect(code).toBe(2);
  });

  test("ends with 1 when one of the questions found nothing", async () => {
    const { code, stdout } = await run(["chat"], { cwd, stdin: `What is the capital of Mongolia?\n${HILL}\n` });
    expect(stdout).toContain("Not found in these documents.");
    expect(stdout).toContain("Christopher Hill met for seven hours");
    expect(code).toBe(1);
  });

  test("builds the index first where there is none, and says so on standard error", async () => {
    const folder = await folderOf({ "trip.txt": "The train to Lyon leaves at 07:14.\n" });
    const { code, stdout, stderr } = await run(["chat"], {
      cwd: folder,
      stdin: "When does the train to Lyon leave?\n",
    });
    expect(stderr).toMatch(/^There is no index yet: building it\.\nIndexed 1 document \(1 added\): 1 passage/);
    expect(stdout).toMatch(/^> When does .*\nThe train to Lyon leaves at 07:14\. \[1\]\n/);
    expect(code).toBe(0);
    await writeFiles(join(folder, "corpus"), { "new.txt": "The bus is late.\n" });
    const stale = await run(["chat"], { cwd: folder, stdin: "When does the train to Lyon leave?\n" });
    expect(stale).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("1 file differs from the index: new.txt added."),
    });
  });

  test("without a corpus says what is missing", async () => {
    const folder = await folderOf({});
    const { code, stdout, stderr } = await run(["chat"], { cwd: folder, stdin: `${HILL}\n` });
    expect(stderr).toMatch(/^error: No folder of documents has been named, .* corpus\/ here\.\n.* footnote index \. /);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
