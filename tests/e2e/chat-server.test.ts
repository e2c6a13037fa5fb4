import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { start } from "../helpers/cli.js";
import { MAIN } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { hasTmux, Tmux } from "./tmux.js";

const FOOTNOTE = `"${process.execPath}" "${MAIN}"`;
const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const KUWAIT = "When was the lighthouse in Kuwait opened?";

let terminal: Tmux | undefined;
let serving: ChildProcess | undefined;

afterEach(async () => {
  terminal?.close();
  await stop();
});

async function serve(cwd: string, port = "0"): Promise<string> {
  const child = start(["serve", "--port", port], { cwd });
  serving = child;
  const [line] = await once(child.stdout, "data");
  return /http:\/\/[\d.:]+/.exec(String(line))?.[0] ?? "";
}

async function stop(): Promise<void> {
  const child = serving;
  serving = undefined;
  if (!child) return;
  child.kill("SIGINT");
  await once(child, "close");
}

describe.skipIf(!hasTmux)("in a real terminal (needs tmux)", () => {
  test("the chat of a server answers, opens the evidence, rebuilds, and outlives the server's absence", async () => {
    const documents = await shippedIndex();
    const url = await serve(documents);
    const shell = Tmux.open(await tempFolder());
    terminal = shell;
    const ask = async (question: string) => {
      shell.type(question);
      await shell.shows(question);
      shell.press("Enter");
    };
    await shell.shows(/^\$/m);
    shell.run(`${FOOTNOTE} chat --server ${url}; echo left=$?`);
    await shell.shows(/Footnote · 3 documents · \d+ passages/);

    await ask(HILL);
    await shell.shows(/Sources[\s\S]*\[1\].*004_0bf4399a0d973e27\.txt:9/);
    shell.press("Tab");
    await shell.shows("▸ ");
    shell.type("o");
    await shell.shows(`The documents are those of ${url}`);
    shell.press("Enter");
    await shell.shows(/met for seven hours[\s\S]*citation 1 of \d/);
    shell.press("Escape");
    await shell.shows("▸ ");

    await stop();
    shell.press("Enter");
    await shell.shows(`No server answers at ${url}`);
    shell.press("Escape");
    await shell.shows("? help");
    shell.press("Escape");
    await shell.shows("Enter asks");
    await ask(HILL.toLowerCase());
    await shell.shows(/nothing listens there\.\s+Check the address/);

    await shell.shows("Enter tries again");
    await serve(documents, new URL(url).port);
    shell.press("Enter");
    await shell.shows(/❯ who met[\s\S]*Sources/);
    await writeFile(join(documents, "corpus/light.txt"), "The lighthouse in Kuwait was opened in 2019.\n");
    await ask("/index");
    await shell.shows(/Indexed 4 documents \(1 added\)/);
    await ask(KUWAIT);
    await shell.shows(/Sources[\s\S]*\[1\].*light\.txt:1/);
    shell.press("C-d");
    await shell.shows("left=0");
    expect(shell.flag("alternate_on")).toBe("0");
  });
});
