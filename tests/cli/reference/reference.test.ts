import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import type { CliContext } from "../../../src/cli/context.js";
import { EXIT_CODES } from "../../../src/cli/exit-codes.js";
import { createProgram } from "../../../src/cli/program.js";
import { cliDocs } from "../../../src/cli/reference/cli-docs.js";
import { describeProgram } from "../../../src/cli/reference/describe-program.js";
import { manPage } from "../../../src/cli/reference/man-page.js";
import { SETTING_RULES } from "../../../src/core/settings.js";
import { run } from "../../helpers/cli.js";

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const MAN = path("docs/man/footnote.1");
const { version, man } = JSON.parse(await readFile(path("package.json"), "utf8"));
// No command is run: only what they say of themselves is read.
const program = await createProgram({} as CliContext, version);
const described = describeProgram(program);

async function expectWritten(file: string, made: string) {
  if (process.env.UPDATE_DOCS === "1") {
    await mkdir(path("docs/man"), { recursive: true });
    await writeFile(file, made);
  }
  expect(await readFile(file, "utf8")).toBe(made);
}

test("docs/cli.md is what the commands say (else: UPDATE_DOCS=1 npx vitest run tests/cli/reference/reference.test.ts)", async () => {
  await expectWritten(path("docs/cli.md"), cliDocs(described));
});

test("the reference names every setting and every exit code", async () => {
  const docs = await readFile(path("docs/cli.md"), "utf8");
  for (const name of Object.keys(SETTING_RULES)) expect(docs).toContain(`| \`${name}\` |`);
  for (const [code] of EXIT_CODES) expect(docs).toMatch(new RegExp(`^\\| ${code} \\| `, "m"));
});

const guides = ["asking", "indexing", "checking", "tutorial", "troubleshooting"];
test.each(["README.md", ...guides.map((name) => `docs/${name}.md`)])(
  "the commands and flags that %s names exist",
  async (file) => {
    const text = await readFile(path(file), "utf8");
    const lines = [...text.matchAll(/(?<=^|[`$ ])footnote ([a-z-]+)([^`\n]*)/gm)];
    expect(lines.length).toBeGreaterThan(5);
    for (const [line, name, rest = ""] of lines) {
      const command = described.commands.find((one) => one.name === name || one.aliases.includes(name as string));
      // A word of a sentence, not of a command line.
      if (!command && !/[`$]/.test(text.charAt(text.indexOf(line) - 1))) continue;
      expect(command, line).toBeDefined();
      const known = command?.options.flatMap(({ names }) => names);
      const [own = ""] = rest.split(/[|>#]|&&|;/);
      for (const flag of own.match(/(?<= )--[a-z-]+/g) ?? []) expect(known, line).toContain(flag);
    }
  },
);

describe("the manual", () => {
  test("is what the commands say (else: UPDATE_DOCS=1 npx vitest run tests/cli/reference/reference.test.ts)", async () => {
    await expectWritten(MAN, manPage(described));
    expect(path(man)).toBe(MAN);
  });

  test.skipIf(spawnSync("groff", ["--version"]).status !== 0)("is set without a warning", () => {
    const { status, stdout, stderr } = spawnSync("groff", ["-man", "-ww", "-b", "-z", "-Tutf8", MAN], {
      encoding: "utf8",
    });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test.skipIf(spawnSync("mandoc", ["-T", "lint", "/dev/null"]).error !== undefined)("has no errors", () => {
    const { stdout } = spawnSync("mandoc", ["-T", "lint", "-W", "warning", MAN], { encoding: "utf8" });
    expect(stdout.split("\n").filter((line) => line !== "" && !line.includes("missing date"))).toEqual([]);
  });
});

describe("`--help`", () => {
  const commands = program.commands.map((command: Command) => command.name());

  test.each(commands)("of `%s` shows an example of that command", async (name) => {
    const { code, stdout, stderr } = await run([name, "--help"], { cwd: "/" });
    expect(stdout).toMatch(new RegExp(`\\n\\nExamples?:\\n(?: {2}.*\\n)* {2}.*footnote ${name}\\b`));
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("offers --json with every command that gives a result", () => {
    const without = described.commands.filter(({ options }) => !options.some(({ names }) => names.includes("--json")));
    expect(without.map(({ name }) => name)).toEqual(["serve", "mcp", "completion", "help"]);
  });

  test("of the program lists each command once", async () => {
    const { stdout } = await run(["--help"], { cwd: "/" });
    for (const { name } of described.commands) {
      expect(stdout.match(new RegExp(`^ {2}${name}\\b`, "gm")), name).toHaveLength(1);
    }
  });
});
