import { spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Tmux } from "../../e2e/tmux.js";
import { plainEnvironment, run } from "../../helpers/cli.js";
import { MAIN } from "../../helpers/shipped.js";
import { tempFolder, writeFiles } from "../../helpers/temp-folder.js";

const has = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

/** A folder with two files, two folders and, in bin/, `footnote`. */
let cwd: string;

beforeAll(async () => {
  cwd = await tempFolder();
  await writeFiles(cwd, {
    "my questions.txt": "",
    "other.txt": "",
    "papers/a.txt": "",
    "pa pers/b.txt": "",
    "bin/footnote": `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`,
    rc: `PATH=${cwd}/bin:$PATH\nPS1='$ '\n`,
  });
  await chmod(join(cwd, "bin/footnote"), 0o755);
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, stdout, stderr } = await run(["completion", shell], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    await writeFile(join(cwd, shell === "zsh" ? "_footnote" : `${shell}.completion`), stdout);
  }
});

function shell(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: plainEnvironment(), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** What completes the line in bash, as readline would have it. Empty where bash completes file names itself. */
function bash(line: string): string[] {
  const words = line.split(" ");
  const script = `source bash.completion
    compopt() { :; }
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
    _footnote; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return shell("bash", ["--norc", "-c", script]).split("\n").filter(Boolean).sort();
}

/** What completes the line in fish, without the descriptions. */
function fish(line: string): string[] {
  const out = shell("fish", ["--no-config", "-c", `source fish.completion; complete -C '${line}'`]);
  return out
    .split("\n")
    .filter(Boolean)
    .map((one) => one.split("\t")[0] as string)
    .sort();
}

const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ["footnote se", ["search", "serve"]],
  ["footnote sy", ["sync"]],
  ["footnote --ver", ["--version"]],
  ["footnote ask --js", ["--json", "--jsonl"]],
  ["footnote sync --dr", ["--dry-run"]],
  ["footnote search --top-k 3 --ex", ["--explain"]],
  ["footnote serve --log-level s", ["silent"]],
  ["footnote eval --without ga", ["gate"]],
  ["footnote completion ", ["bash", "fish", "zsh"]],
  ["footnote help why", ["why-not"]],
  ["footnote ask --top-k ", []],
  ["footnote status --wat", []],
];

describe.skipIf(!has("bash"))("in bash", () => {
  test.each(WORDS)("`%s` becomes %j", (line, expected) => {
    expect(bash(line)).toEqual(expected);
  });

  test("a value behind = is completed", () => {
    expect(bash("footnote serve --log-level = wa")).toEqual(["warn"]);
    expect(bash("footnote serve --log-level =")).toEqual(["debug", "error", "info", "silent", "warn"]);
    expect(bash("footnote ask --top-k = 3 --js")).toEqual(["--json", "--jsonl"]);
  });

  test("a folder's place takes folders, with spaces in their names, and a question's place nothing", () => {
    expect(bash("footnote index pa")).toEqual(["pa pers", "papers"]);
    expect(bash("footnote ask --index pa")).toEqual(["pa pers", "papers"]);
    expect(bash("footnote ask o")).toEqual([]);
  });

  test("with Tab, in a real terminal", async () => {
    const terminal = Tmux.open(cwd);
    onTestFinished(() => terminal.close());
    terminal.run("exec bash --noprofile --rcfile rc");
    terminal.run('eval "$(footnote completion bash)"; clear; echo ready');
    await terminal.shows(/^ready$/m);
    terminal.type("footnote stat");
    terminal.press("Tab");
    terminal.type("--fi");
    terminal.press("Tab");
    await terminal.shows("$ footnote status --files");
    terminal.press("C-u");
    terminal.type("footnote ask --batch my");
    terminal.press("Tab");
    await terminal.shows("$ footnote ask --batch my\\ questions.txt");
    terminal.press("C-u");
    terminal.type("footnote ask oth");
    terminal.press("Tab");
    terminal.type("X");
    await terminal.shows("$ footnote ask othX");
    terminal.press("C-u");
    terminal.type("footnote index pap");
    terminal.press("Tab");
    terminal.type("a.");
    await terminal.shows("$ footnote index papers/a.");
  });
});

describe.skipIf(!has("fish"))("in fish", () => {
  test.each(WORDS)("`%s` becomes %j", (line, expected) => {
    expect(fish(line)).toEqual(expected);
  });

  test("a value behind = is completed", () => {
    expect(fish("footnote serve --log-level=wa")).toEqual(["--log-level=warn"]);
  });

  test("a folder's place takes folders, a file's place files, and a question's place nothing", () => {
    expect(fish("footnote index pap")).toEqual(["papers/"]);
    expect(fish("footnote ask --index pap")).toEqual(["papers/"]);
    expect(fish("footnote ask --batch oth")).toEqual(["other.txt"]);
    expect(fish("footnote ask oth")).toEqual([]);
  });
});

describe.skipIf(!has("zsh"))("in zsh", () => {
  test("with Tab, in a real terminal, read from fpath", async () => {
    const terminal = Tmux.open(cwd);
    onTestFinished(() => terminal.close());
    terminal.run("exec zsh -f");
    terminal.run("source ./rc; fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; clear; echo ready");
    await terminal.shows(/^ready$/m);
    const completed = async (typed: string, shown: string) => {
      terminal.press("C-u");
      terminal.type(typed);
      terminal.press("Tab");
      terminal.type("~");
      await terminal.shows(`$ ${shown}`);
    };
    await completed("footnote stat", "footnote status ~");
    await completed("footnote sync --dr", "footnote sync --dry-run ~");
    await completed("footnote serve --log-level si", "footnote serve --log-level silent ~");
    await completed("footnote serve --log-level=wa", "footnote serve --log-level=warn ~");
    await completed("footnote eval --without ga", "footnote eval --without gate ~");
    await completed("footnote completion zs", "footnote completion zsh ~");
    await completed("footnote help why", "footnote help why-not ~");
    await completed("footnote ask --batch my", "footnote ask --batch my\\ questions.txt ~");
    await completed("footnote index pap", "footnote index papers/~");
    await completed("footnote ask oth", "footnote ask oth~");
  });

  test("evaluated: both an option's name and what it does are shown", async () => {
    const terminal = Tmux.open(cwd);
    onTestFinished(() => terminal.close());
    terminal.run("exec zsh -f");
    terminal.run(
      'source ./rc; autoload -Uz compinit; compinit -u -D; eval "$(footnote completion zsh)"; clear; echo ready',
    );
    await terminal.shows(/^ready$/m);
    terminal.type("footnote ask --js");
    terminal.press("Tab", "Tab");
    await terminal.shows(/--jsonl +-- print one answer object a line/);
  });
});
