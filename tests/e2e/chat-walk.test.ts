import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { MAIN } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { hasTmux, Tmux } from "./tmux.js";

let terminal: Tmux | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

test.skipIf(!hasTmux)(
  "one session asks, opens a citation, scrolls, copies, asks a follow-up, rebuilds and quits (needs tmux)",
  async () => {
    const cwd = await shippedIndex();
    const shell = Tmux.open(cwd);
    terminal = shell;
    await shell.shows(/^\$/m);
    shell.run(`"${process.execPath}" "${MAIN}" chat; echo left=$?`);
    await shell.shows("Footnote · 3 documents");
    const ask = async (question: string) => {
      shell.type(question);
      await shell.shows(`❯ ${question}`);
      shell.press("Enter");
    };

    await ask("How many North Korean workers does Qatar host?");
    await shell.shows(/1,000 workers whose contracts will expire in 2018\.¹[\s\S]*\[1\].*001_667eb3beee58e5a3\.txt:56/);

    shell.press("Tab");
    await shell.shows("▸ Qatar");
    shell.press("Enter");
    const opened = await shell.shows(/1,000 workers[\s\S]*citation 1 of \d/);
    const first = Number(/lines (\d+)-/.exec(opened)?.[1]);

    shell.press("PageUp");
    const scrolled = await shell.shows(new RegExp(`lines (?!${first}-)\\d+-`));
    expect(Number(/lines (\d+)-/.exec(scrolled)?.[1])).toBeLessThan(first);
    expect(scrolled).not.toContain("1,000 workers");

    shell.type("y");
    await shell.shows("The quote was sent to the");
    expect(shell.clipboard()).toBe("Qatar reportedly hosts 1,000 workers whose contracts will expire in 2018.");

    shell.press("Escape");
    await shell.shows("▸ Qatar");
    shell.press("Escape");
    await shell.shows("Enter asks");
    await ask("and Kuwait?");
    await shell.shows(/read as: How many North Korean workers does Kuwait host\?[\s\S]*Kuwait hosts 3,000 more\./);

    await writeFile(join(cwd, "corpus/new.txt"), "The ferry to Capri leaves at noon.\n");
    await ask("/index");
    await shell.shows(/Indexed \d documents \(1 added\)/);
    await ask("When does the ferry to Capri leave?");
    await shell.shows(/The ferry to Capri leaves at noon\.¹[\s\S]*\[1\].*new\.txt:1/);

    await ask("/quit");
    await shell.shows(/^left=0$/m);
    expect(shell.flag("alternate_on")).toBe("0");
    expect(shell.flag("cursor_flag")).toBe("1");
  },
);
