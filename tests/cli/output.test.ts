import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CliContext } from "../../src/cli/context.js";
import { wantsColor } from "../../src/cli/format/style.js";
import { plainEnvironment, run, runProcess } from "../helpers/cli.js";
import { MAIN } from "../helpers/shipped.js";
import { folderOf, shippedIndex } from "../helpers/shipped-index.js";

const ESCAPE = "\u001b";
const QUESTION = "Who met with the North Koreans for seven hours in Beijing?";

let cwd: string;

beforeAll(async () => {
  cwd = await shippedIndex();
});

/** `$0 $1` is footnote; the last line names the exit code to end with. */
function shell(...lines: string[]) {
  const script = lines.join("\n");
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script, process.execPath, MAIN], {
    cwd,
    env: plainEnvironment({ QUESTION }),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("a reader that closes the pipe early", () => {
  test("gets its line, and no complaint follows", () => {
    expect(shell('"$0" "$1" ask "$QUESTION" | head -1')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Assistant Secretary of State Christopher Hill.*\n$/),
      stderr: "",
    });
  });

  test("is no failure of the command either", () => {
    const { status, stderr } = shell(
      'for i in 1 2 3 4 5 6; do echo "$QUESTION"; done | "$0" "$1" chat | head -1 >/dev/null',
      "exit $((PIPESTATUS[1]))",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("may be that of standard error: the exit code still tells", () => {
    const { status, stdout } = shell('true | "$0" "$1" ask "" 2>&1 >/dev/null | true', "exit $((PIPESTATUS[1]))");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});

test.runIf(process.platform === "linux")("a full disk is an error, not an empty answer", () => {
  const { status, stderr } = shell('"$0" "$1" ask "$QUESTION" >/dev/full');
  expect(stderr).toMatch(/^error: The output can't be written: the disk is full\.\n/);
  expect(status).toBe(2);
});

// Node itself looks at the environment of its process.
describe("colour", () => {
  const shown = async (env: Record<string, string>) => (await runProcess(["status"], { cwd, env })).stdout;

  test("is left out where nobody sees it, and with NO_COLOR", async () => {
    expect(await shown({})).not.toContain(ESCAPE);
    expect(await shown({ NO_COLOR: "1" })).not.toContain(ESCAPE);
    expect(await shown({ FORCE_COLOR: "0" })).not.toContain(ESCAPE);
  });

  test("is put in with FORCE_COLOR, and changes nothing else", async () => {
    const plain = await shown({});
    const colored = await shown({ FORCE_COLOR: "1" });
    expect(colored).toContain(`${ESCAPE}[2mdocuments   ${ESCAPE}[22m3 documents`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  test("of errors follows the same settings", async () => {
    const failed = async (env: Record<string, string>) => (await runProcess(["ask", ""], { cwd, env })).stderr;
    expect(await failed({ FORCE_COLOR: "1" })).toMatch(`${ESCAPE}[31merror:${ESCAPE}[39m`);
    expect(await failed({})).not.toContain(ESCAPE);
  });

  test.each([
    [{ TERM: "xterm" }, true, true],
    [{ TERM: "xterm" }, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ TERM: "dumb", FORCE_COLOR: "1" }, true, true],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, true],
    [{ FORCE_COLOR: "0" }, true, false],
  ])("with %j on a terminal: %s is %s", (environment, isTTY, wanted) => {
    expect(wantsColor({ environment } as unknown as CliContext, { isTTY })).toBe(wanted);
  });
});

describe("a document full of control characters", () => {
  test("reaches the terminal as visible text", async () => {
    const text = `The ${ESCAPE}[31mred${ESCAPE}[0m lamp \u202eis lit\u0007.\n`;
    const folder = await folderOf({ "lamp.txt": text, [`b${ESCAPE}[2J.txt`]: "The lamp is broken.\n" });
    const outputs = [await run(["index"], { cwd: folder })];
    for (const args of [["ask", "Which lamp is lit?"], ["search", "lamp"], ["show", "lamp.txt:1"], ["status"]]) {
      outputs.push(await run(args, { cwd: folder }));
    }
    for (const { stdout, stderr } of outputs) {
      expect(stdout + stderr).not.toMatch(new RegExp(`[${ESCAPE}\u0007\u202e]`));
    }
    expect(outputs[2]?.stdout).toContain("The ␛[31mred␛[0m lamp");
  });
});

describe.skipIf(process.platform === "win32")("a file name with a line end in it", () => {
  test("is shown on one line, and is exact in JSON", async () => {
    const cwd = await folderOf({ "lamp.txt": "The lamp is lit.\n" });
    const path = "a\n-passwd:1: root\u200b.txt";
    const shownPath = "a\\n-passwd:1: root\\u200b.txt";
    await writeFile(join(cwd, "corpus", path), "The lantern is broken.\n");
    await writeFile(join(cwd, "corpus", `${path}.png`), "");
    const outputs = [await run(["index"], { cwd })];
    for (const args of [
      ["search", "lantern"],
      ["ask", "What is broken?"],
      ["show", `${path}:1`],
      ["status", "--files"],
    ]) {
      outputs.push(await run(args, { cwd }));
    }
    for (const { stdout, stderr } of outputs) {
      expect(stdout).toContain(shownPath);
      expect(stdout).not.toMatch(/^-passwd/m);
      expect(stderr).not.toMatch(/^-passwd/m);
    }
    expect(outputs[1]?.stdout).toMatch(/^a\\n-passwd:1: root\\u200b\.txt:1: The lantern is broken\.$/m);
    const { stdout } = await run(["search", "lantern", "--json"], { cwd });
    expect(JSON.parse(stdout).passages[0].path).toBe(path);
  });
});

test("with FOOTNOTE_DEBUG an error shows its stack, without it none", async () => {
  const env = { FOOTNOTE_MODEL_PATH: "/no/such" };
  const plain = await run(["ask", "Why?"], { cwd, env });
  expect(plain.stderr.trimEnd().split("\n")).toHaveLength(2);
  const debug = await run(["ask", "Why?"], { cwd, env: { ...env, FOOTNOTE_DEBUG: "1" } });
  expect(debug.stderr).toMatch(/\n {4}at /);
});
