import { afterEach, describe, expect, test } from "vitest";
import { MAIN } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { hasTmux, Tmux } from "./tmux.js";

const QUESTION = "What did Japan and North Korea agree on?";
const SHELL_ROWS = 40;

let terminal: Tmux | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

describe.skipIf(!hasTmux)("a window that changes its size (needs tmux)", () => {
  test("keeps what the shell had written, and gets no copy of the answer for each step of a drag", async () => {
    const shell = Tmux.open(await shippedIndex());
    terminal = shell;
    await shell.shows(/^\$/m);
    shell.run(
      `for i in $(seq ${SHELL_ROWS}); do echo "row $i of the shell"; done; "${process.execPath}" "${MAIN}" chat`,
    );
    await shell.shows(/Footnote · 3 documents/);
    shell.type(QUESTION);
    await shell.shows(QUESTION);
    shell.press("Enter");
    await shell.shows(/lines 1-\d+ of/);

    for (let columns = 99; columns >= 70; columns--) shell.resize(columns, 30);
    await shell.shows(/^─{70}$/m);
    shell.resize(70, 20);
    await shell.shows(/lines 1-1\d of/);
    shell.resize(100, 30);
    await shell.shows(/^─{100}$/m);

    const history = shell.history();
    expect(history.match(/row \d+ of the shell/g)).toHaveLength(SHELL_ROWS);
    // The head of an answer that filled the window is pushed out of reach before the chat hears of the change: once for
    // the drag, once for the lower window.
    expect(history.split(`❯ ${QUESTION}`).length - 1).toBeLessThanOrEqual(4);
  });
});
