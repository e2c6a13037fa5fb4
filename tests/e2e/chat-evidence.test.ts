import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { MAIN } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { hasTmux, Tmux } from "./tmux.js";

const FOOTNOTE = `"${process.execPath}" "${MAIN}"`;
const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const QUOTE = "Assistant Secretary of State Christopher Hill met for seven hours with the North Koreans in Beijing.";
const FILE = "004_0bf4399a0d973e27.txt";

/** Asks for a line as editors do, and writes down what it was called with, and in which of Node's environments. */
const EDITOR = `#!/bin/sh
printf 'the editor asks: '
read -r line
printf '%s|%s|%s' "$line" "$*" "\${NODE_ENV-as given}" > edited
`;

let terminal: Tmux | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

async function answered(environment: string): Promise<{ shell: Tmux; cwd: string }> {
  const cwd = await shippedIndex();
  await writeFile(join(cwd, "vim"), EDITOR);
  await chmod(join(cwd, "vim"), 0o755);
  const shell = Tmux.open(cwd);
  terminal = shell;
  await shell.shows(/^\$/m);
  shell.run(`${environment} ${FOOTNOTE} chat; echo left=$?`);
  await shell.shows(/Footnote · 3 documents/);
  shell.type(HILL);
  await shell.shows(HILL);
  shell.press("Enter");
  await shell.shows("Sources");
  shell.press("Tab");
  await shell.shows("▸ Assistant Secretary");
  return { shell, cwd };
}

describe.skipIf(!hasTmux)("evidence in a real terminal (needs tmux)", () => {
  test("is searched, copied and opened in the editor, and the terminal is as it was after each", async () => {
    const { shell, cwd } = await answered('VISUAL="./vim -n"');
    shell.type("y");
    await shell.shows("The quote was sent to the clipboard");
    expect(shell.clipboard()).toBe(QUOTE);
    shell.type("Y");
    await shell.shows("The quote with its source");
    expect(shell.clipboard()).toMatch(new RegExp(`^“${QUOTE}”\\n— .+, ${FILE}:9\\n$`));

    shell.type("o");
    await shell.shows("the editor asks:");
    expect(shell.flag("alternate_on")).toBe("1");
    shell.run("all of these letters, jkq and e");
    await shell.shows("▸ Assistant Secretary");
    expect(shell.flag("alternate_on")).toBe("0");
    const corpus = join(cwd, "corpus", FILE);
    expect(await readFile(join(cwd, "edited"), "utf8")).toBe(
      `all of these letters, jkq and e|-n +9 ${corpus}|as given`,
    );

    shell.press("Enter");
    await shell.shows("citation 1 of");
    shell.type("/");
    await shell.shows(/^ {2}\/ .*Enter searches/m);
    shell.type("BEIJING");
    await shell.shows("/ BEIJING");
    shell.press("Enter");
    const first = await shell.shows(/“BEIJING” match (\d+) of \d+/);
    shell.type("n");
    const place = Number(/match (\d+)/.exec(first)?.[1]) + 1;
    await shell.shows(`match ${place} of`);

    shell.type("o");
    await shell.shows("the editor asks:");
    shell.run("again");
    await shell.shows(`match ${place} of`);
    expect(shell.flag("alternate_on")).toBe("1");
    expect(await readFile(join(cwd, "edited"), "utf8")).toMatch(/^again\|-n \+\d+ /);

    for (const shown of ["citation 1 of", "▸ Assistant Secretary", "Enter asks"]) {
      shell.press("Escape");
      await shell.shows(shown);
    }
    shell.press("C-d");
    await shell.shows(/^left=0$/m);
    expect(shell.flag("cursor_flag")).toBe("1");
  });

  test("says what to set when there is no editor", async () => {
    const { shell } = await answered("VISUAL= EDITOR=");
    shell.type("o");
    await shell.shows("No editor is set: set VISUAL or EDITOR, such as EDITOR=vim");
  });

  test("is judged, and `footnote eval` measures with it", async () => {
    const { shell, cwd } = await answered("");
    shell.type("+");
    await shell.shows("Marked as right; kept in footnote-labels/questions.jsonl. Measure with:");
    const [label] = (await readFile(join(cwd, "footnote-labels/questions.jsonl"), "utf8")).trim().split("\n");
    expect(JSON.parse(label!)).toMatchObject({ question: HILL, document: FILE, evidence: [{ quote: QUOTE }] });
    shell.press("C-d");
    await shell.shows(/^left=0$/m);
    shell.run("clear");
    shell.run(`${FOOTNOTE} eval footnote-labels --corpus corpus --no-removal; echo ended=$?`);
    await shell.shows(/^ended=0$/m);
    const report = shell.history();
    expect(report).toMatch(/^1 questions; the gate: 1 answerable, 0 not$/m);
    expect(report).toMatch(/answers that cite evidence\s+100\.0/);
  });
});

test.skipIf(!hasTmux)(
  "on a dumb terminal the chat speaks in whole lines, and the editor gets what is typed",
  async () => {
    const cwd = await shippedIndex();
    await writeFile(join(cwd, "vim"), EDITOR);
    await chmod(join(cwd, "vim"), 0o755);
    const shell = Tmux.open(cwd);
    terminal = shell;
    await shell.shows(/^\$/m);
    shell.run(`TERM=dumb EDITOR=./vim ${FOOTNOTE} chat; echo left=$?`);
    await shell.shows(/Footnote\. 3 documents[\s\S]*^Question:/m);
    shell.run(HILL);
    await shell.shows(/Source 1: [\s\S]*^Question:$/m);
    shell.run("/edit 1");
    await shell.shows("the editor asks:");
    shell.run("one line for the editor");
    await shell.shows(/one line for the editor\s+Question:$/m);
    expect(await readFile(join(cwd, "edited"), "utf8")).toMatch(/^one line for the editor\|\+9 /);
    shell.run("/quit");
    await shell.shows(/^left=0$/m);
  },
);
