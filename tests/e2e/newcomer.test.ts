import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { hasTmux, Tmux } from "./tmux.js";

let terminal: Tmux | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

/** The project as `npm ci` leaves it: installed and built, and nothing indexed yet. */
async function installedProject(): Promise<string> {
  const project = join(await tempFolder(), "footnote");
  await mkdir(project);
  for (const copied of ["package.json", ".npmrc", "dist", "corpus"]) {
    await cp(join(ROOT, copied), join(project, copied), { recursive: true });
  }
  for (const large of ["node_modules", "models"]) await symlink(join(ROOT, large), join(project, large));
  return project;
}

/** Presses a key once the last row of the screen says what it does, in these words. */
async function pressAsTold(shell: Tmux, words: string, key: string): Promise<void> {
  await shell.shows(new RegExp(`${words}[^\\n]*\\s*$`));
  shell.press(key);
}

test.skipIf(!hasTmux)(
  "from `npm start` to an opened citation and out again, the screen says each key before it is needed (needs tmux)",
  async () => {
    const shell = Tmux.open(await installedProject());
    terminal = shell;
    await shell.shows(/^\$/m);
    shell.run("npm start; echo left=$?");
    await shell.shows(/Footnote · 3 documents · \d+ passages|Indexed 3 documents/);

    await shell.shows("Ask about your documents");
    shell.type("Who met with the North Koreans for seven hours in Beijing?");
    await pressAsTold(shell, "Enter asks", "Enter");
    const answered = await shell.shows(/Sources[\s\S]*\[1\].*004_0bf4399a0d973e27\.txt:9/);
    expect(answered).toMatch(/Christopher Hill met for seven hours/);

    await pressAsTold(shell, "Tab to the answer", "Tab");
    await shell.shows("▸ Assistant Secretary");
    await pressAsTold(shell, "Enter open", "Enter");
    const opened = await shell.shows(/^ 004_0bf4399a0d973e27\.txt[\s\S]*met for seven hours[\s\S]*citation 1 of \d/);
    expect(opened).toMatch(/lines \d+-\d+ of/);

    await pressAsTold(shell, "Esc back", "Escape");
    await shell.shows("▸ Assistant Secretary");
    await pressAsTold(shell, "Esc back", "Escape");
    await pressAsTold(shell, "Ctrl-D leaves", "C-d");
    await shell.shows(/^left=0$/m);
  },
);
