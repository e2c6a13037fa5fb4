import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CliContext } from "../../../src/cli/context.js";
import { fileUrl, wantsLinks } from "../../../src/cli/format/links.js";
import { plainEnvironment, run } from "../../helpers/cli.js";
import { fixture } from "../../helpers/fixtures.js";
import { MAIN } from "../../helpers/shipped.js";
import { indexOf } from "../../helpers/shipped-index.js";

const START = "\u001b]8;;";
const END = "\u001b]8;;\u001b\\";
const PATH = "trips/to Lyon.txt";
const TEXTS = {
  [PATH]: "Pack the warm coat.\n\nThe train to Lyon leaves at 07:14.\n",
  "lamp.txt": "The lamp is lit.\n",
};
const QUESTION = "When does the train to Lyon leave?";

let cwd: string;

beforeAll(async () => {
  cwd = await indexOf({ ...TEXTS, "report.pdf": fixture("chromium.pdf") });
});

/** Standard output of a command on a terminal. */
function onTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const line = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
  const { stdout } = spawnSync("script", ["-qec", `${line} 2>/dev/null`, "/dev/null"], {
    cwd,
    env: plainEnvironment(env),
    encoding: "utf8",
  });
  return stdout.replaceAll("\r\n", "\n");
}

function withoutLinks(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replace(/\u001b\]8;;[^\u001b]*\u001b\\/g, "");
}

const COMMANDS = [
  ["ask", QUESTION],
  ["search", "train to Lyon"],
  ["show", `${PATH}:3`],
  ["status", "--files"],
  ["verify", "The train to Lyon leaves at 07:14."],
];

describe.skipIf(spawnSync("script", ["--version"]).status !== 0)("on a terminal", () => {
  test.each(COMMANDS)("`%s` makes paths links to the documents, and changes nothing else", async (...args) => {
    const url = fileUrl(join(cwd, "corpus", PATH));
    expect(url).toMatch(new RegExp(`^file://${hostname()}/.*/trips/to%20Lyon\\.txt$`));
    const linked = onTerminal(args, { FORCE_COLOR: "0" });
    expect(linked).toContain(`${START}${url}\u001b\\${PATH}`);
    expect(linked.split(START).length % 2).toBe(1);
    expect(withoutLinks(linked)).toBe((await run(args, { cwd })).stdout);
  });

  test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }, { FORCE_HYPERLINK: "0" }])("not with %j", (env) => {
    expect(onTerminal(["search", "train to Lyon"], env)).not.toContain(START);
  });
});

test("in a pipe there are no links, but where they are asked for", async () => {
  for (const args of COMMANDS) expect((await run(args, { cwd })).stdout).not.toContain("\u001b");
  expect((await run(["search", "Lyon"], { cwd, env: { FORCE_HYPERLINK: "1" } })).stdout).toContain(END);
});

test.each([
  [{ TERM: "xterm" }, true, true],
  [{ TERM: "xterm" }, false, false],
  [{ TERM: "linux" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ NO_COLOR: "1", FORCE_HYPERLINK: "1" }, true, true],
  [{ FORCE_HYPERLINK: "0" }, true, false],
])("with %j on a terminal: %s, a link is %s", (environment, isTTY, wanted) => {
  expect(wantsLinks({ environment, stdout: { isTTY } as CliContext["stdout"] })).toBe(wanted);
});

describe("hits for other programs", () => {
  test("are path:line: quote, also of a document with pages", async () => {
    const { stdout } = await run(["search", "--top-k", "50", "train lamp page"], { cwd });
    const hits = stdout.trimEnd().split("\n");
    for (const hit of hits) expect(hit).toMatch(/^[^:]+:\d+: \S/);
    expect(hits.some((hit) => /^report\.pdf:\d+: \(page \d+\) \S/.test(hit))).toBe(true);
  });

  test.skipIf(spawnSync("vim", ["--version"]).status !== 0)("open in vim at their lines, from any folder", async () => {
    const { stdout } = await run(["search", "--full-paths", "--top-k", "1", "train to Lyon"], { cwd });
    await writeFile(join(cwd, "hits"), stdout);
    const commands = ["redir! > seen", "echo expand('%:p') line('.') getline('.')", "redir END", "qa!"];
    spawnSync("vim", ["-u", "NONE", "-N", "-es", "-q", "hits", ...commands.flatMap((one) => ["-c", one])], { cwd });
    expect((await readFile(join(cwd, "seen"), "utf8")).trim()).toBe(
      `${join(cwd, "corpus", PATH)} 3 The train to Lyon leaves at 07:14.`,
    );
  });

  test("have no full paths where the documents are on a server", async () => {
    const { code, stdout, stderr } = await run(["search", "--full-paths", "--server", "http://127.0.0.1:9", "x"], {
      cwd,
    });
    expect(stderr).toContain("`--full-paths` works on this machine's own index");
    expect([code, stdout]).toEqual([2, ""]);
  });
});

test.each([
  ["search", "Lyon"],
  ["status", "--files"],
  ["completion", "zsh"],
  ["ask", "--help"],
  ["show", `${PATH}:3`],
  ["verify", "The lamp is lit."],
  ["why-not", "lamp.txt", QUESTION],
  ["index", "--dry-run"],
  ["doctor"],
])("`%s` whose reader is gone ends without a complaint", (...args) => {
  const line = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(" ");
  const { status, stderr } = spawnSync("bash", ["-c", `${line} > >(exec true); exit $?`], {
    cwd,
    env: plainEnvironment(),
    encoding: "utf8",
  });
  expect(stderr).not.toMatch(/error|EPIPE/);
  expect(status).toBe(0);
});
