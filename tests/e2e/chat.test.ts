import { cp, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { CORPUS, MAIN } from "../helpers/shipped.js";
import { shippedIndex } from "../helpers/shipped-index.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { hasTmux, Tmux } from "./tmux.js";

const FOOTNOTE = `"${process.execPath}" "${MAIN}"`;
const HILL = "Who met with the North Koreans for seven hours in Beijing?";
const SENTENCE = "Christopher Hill met for seven hours with the North Koreans in Beijing.";

let terminal: Tmux | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

/** A shell in a folder with the shipped documents; with their index as well, where building is not what it is about. */
async function open(folder = shippedIndex()): Promise<{ terminal: Tmux; cwd: string }> {
  const cwd = await folder;
  terminal = Tmux.open(cwd);
  await terminal.shows(/^\$/m);
  return { terminal, cwd };
}

async function withoutIndex(): Promise<string> {
  const cwd = await tempFolder();
  await cp(CORPUS, join(cwd, "corpus"), { recursive: true });
  return cwd;
}

/** Nothing of the chat is left: the first screen, a cursor, and a shell that echoes what is typed. */
async function expectCleanTerminal(shell: Tmux): Promise<void> {
  expect(shell.flag("alternate_on")).toBe("0");
  expect(shell.flag("cursor_flag")).toBe("1");
  shell.run("clear; stty -a | tr -s ' ;' '\\n' | grep -cxE 'icanon|echo'");
  await shell.shows(/^2$/m);
}

describe.skipIf(!hasTmux)("in a real terminal (needs tmux)", () => {
  test("the chat builds the index, answers, opens the evidence, rebuilds, and leaves the terminal clean", async () => {
    const { terminal, cwd } = await open(withoutIndex());
    terminal.run(`${FOOTNOTE} chat; echo left=$?`);
    // At once, where the build ends before a part of it is opened.
    await terminal.shows(/Footnote · 3 documents · \d+ passages|Indexed 3 documents/);

    terminal.type(HILL);
    await terminal.shows(HILL);
    terminal.press("Enter");
    const answered = await terminal.shows(/Sources[\s\S]*\[1\].*004_0bf4399a0d973e27\.txt:9/);
    expect(answered.replace(/\s+/g, " ")).toContain(`${SENTENCE}¹`);

    terminal.press("Tab");
    await terminal.shows("▸ ");
    terminal.press("Enter");
    const reader = await terminal.shows(/met for seven hours[\s\S]*citation 1 of \d/);
    expect(terminal.flag("alternate_on")).toBe("1");
    expect(reader).toMatch(/^ 004_0bf4399a0d973e27\.txt/);
    // The evidence stands out from the text around it.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
    expect(terminal.screen({ styled: true })).toMatch(/\u001b\[[\d;]*m[^\u001b\n]*met for seven hours/);

    const lines = /lines (\d+)-\d+ of/.exec(reader)?.[1];
    terminal.press("G");
    await terminal.shows(new RegExp(`lines (?!${lines}-)\\d+-(\\d+) of \\1`));
    terminal.press("g");
    await terminal.shows("lines 1-");
    terminal.press("PageDown");
    await terminal.shows(/lines (?!1-)\d+-/);

    terminal.press("Escape");
    await terminal.shows("▸ ");
    expect(terminal.flag("alternate_on")).toBe("0");
    terminal.press("Escape");
    await terminal.shows("Enter asks");

    terminal.type("What is the capital of Mongolia?");
    terminal.press("Enter");
    await terminal.shows(/Mongolia\?[\s\S]*(Not found|Nearest passages)/);

    await writeFile(join(cwd, "corpus/new.txt"), "The ferry to Capri leaves at noon.\n");
    terminal.type("/index");
    terminal.press("Enter");
    await terminal.shows(/Indexed \d documents \(1 added\)/);
    terminal.type("When does the ferry to Capri leave?");
    terminal.press("Enter");
    await terminal.shows(/new\.txt:1/);

    terminal.type("/quit");
    terminal.press("Enter");
    await terminal.shows(/^left=0$/m);
    expect(terminal.history()).toContain(SENTENCE.slice(0, 40));
    await expectCleanTerminal(terminal);
  });

  test("a first build shows its progress and can be stopped", async () => {
    const { terminal, cwd } = await open(withoutIndex());
    await writeFile(join(cwd, "corpus/long.txt"), "The talks in Beijing failed again. ".repeat(8000));
    terminal.run(`FOOTNOTE_WORKERS=1 ${FOOTNOTE} chat; echo left=$?`);
    await terminal.shows(/Reading and embedding[\s\S]*[\d,]+\/[\d,]+ passages · \d+\/s/);
    terminal.press("C-c");
    await terminal.shows(/^left=\d+$/m);
    await expectCleanTerminal(terminal);
  });

  test("what is typed while the index is built is not lost: the question waits and is asked", async () => {
    const { terminal, cwd } = await open(withoutIndex());
    await writeFile(join(cwd, "corpus/long.txt"), "The talks in Beijing failed again. ".repeat(3000));
    terminal.run(`FOOTNOTE_WORKERS=1 ${FOOTNOTE} chat --no-history; echo left=$?`);
    await terminal.shows("Ask already");
    terminal.type(HILL);
    terminal.press("Enter");
    await terminal.shows(/It is asked as soon as something is indexed\.[\s\S]*❯ Ask about/);
    terminal.type("and then?");
    // Of what is indexed by then, which need not hold the answer.
    await terminal.shows(/(Sources|Nearest passages)[\s\S]*❯ and then\?/);
  });

  test("lines, a paste, completion and the history work, and the history is its owner's alone", async () => {
    const { terminal, cwd } = await open();
    terminal.run(`${FOOTNOTE} chat; echo left=$?`);
    await terminal.shows("Footnote · 3 documents");
    terminal.type("What did Spain");
    terminal.press("M-Enter");
    terminal.type("say?");
    await terminal.shows(/❯ What did Spain\s*\n {2}say\?/);
    terminal.press("C-j");
    terminal.paste("one\ntwo\nthree\n");
    await terminal.shows(/say\?\s*\n {2}one\s*\n {2}two\s*\n {2}three/);
    terminal.press("C-c");
    terminal.type("/sho");
    terminal.press("Tab");
    await terminal.shows(/❯ \/show[\s\S]*004_0bf4399a0d973e27\.txt {2}/);
    terminal.type("004");
    await terminal.shows(/❯ \/show 004\s*\n {2}004_0bf4399a0d973e27\.txt/);
    terminal.press("Tab");
    terminal.type(":9");
    await terminal.shows("❯ /show 004_0bf4399a0d973e27.txt:9");
    terminal.press("Enter");
    await terminal.shows(/met for seven hours[\s\S]*passage 1 of 1/);
    terminal.press("Escape");
    await terminal.shows("Enter asks");
    terminal.type("/quit");
    terminal.press("Enter");
    await terminal.shows(/^left=0$/m);
    expect((await stat(join(cwd, "state/footnote/history"))).mode & 0o777).toBe(0o600);
    await terminal.runOnEmpty(`${FOOTNOTE} chat; echo left=$?`);
    await terminal.shows("Footnote · 3 documents");
    terminal.press("C-r");
    terminal.type("seven");
    await terminal.shows("Nothing earlier holds “seven”");
    terminal.press("C-g", "Up", "Up");
    await terminal.shows("❯ /show 004_0bf4399a0d973e27.txt:9");
  });

  test("Ctrl-Z gives the terminal to the shell, from an open document too, and fg takes it again", async () => {
    const { terminal } = await open();
    // A shell with job control.
    terminal.run("bash --norc --noprofile -i");
    terminal.run(`${FOOTNOTE} chat --no-history`);
    await terminal.shows("Footnote · 3 documents");
    terminal.type("a draft");
    await terminal.shows("❯ a draft");
    terminal.press("C-z");
    await terminal.shows(/Stopped/);
    await expectCleanTerminal(terminal);
    terminal.run("clear; echo still here; fg");
    await terminal.shows(/still here[\s\S]*❯ a draft/);
    terminal.type(" goes on");
    await terminal.shows("❯ a draft goes on");
    terminal.press("C-c");
    terminal.type("/help");
    terminal.press("Enter");
    await terminal.shows("Footnote · help");
    terminal.press("C-z");
    await terminal.shows(/Stopped/);
    await expectCleanTerminal(terminal);
    terminal.run("clear; fg");
    await terminal.shows("Footnote · help");
    expect(terminal.flag("alternate_on")).toBe("1");
    terminal.press("Escape");
    await terminal.shows("❯ Ask about your documents");
    terminal.press("C-d");
    // What is typed before the shell has the terminal again would go to the chat.
    await terminal.shows(/^\$\s*$/m);
    await expectCleanTerminal(terminal);
  });

  test("SIGTERM and a crash leave the terminal clean, and what went wrong can be read", async () => {
    const { terminal, cwd } = await open();
    await writeFile(join(cwd, "crash.mjs"), "process.on('SIGUSR2', () => { throw new Error('on purpose'); });\n");
    const node = `"${process.execPath}" --import ./crash.mjs "${MAIN}"`;
    for (const [signal, left] of [
      ["TERM", /left=\d+/],
      ["USR2", /error: Something went wrong inside Footnote\.[\s\S]*left=2/],
    ] as const) {
      terminal.run(
        `(until rm now 2>nothing; do sleep 0.1; done; kill -${signal} $(cat pid)) & sh -c 'echo $$ >pid; exec ${node} chat --no-history'; echo left=$?`,
      );
      await terminal.shows("Footnote · 3 documents");
      terminal.type("/help");
      terminal.press("Enter");
      await terminal.shows("Footnote · help");
      await writeFile(join(cwd, "now"), "");
      await terminal.shows(left);
      await expectCleanTerminal(terminal);
    }
  });

  test("`footnote index` draws a progress bar on one line, and takes it away", async () => {
    const { terminal, cwd } = await open(withoutIndex());
    await writeFile(join(cwd, "corpus/long.txt"), "The talks in Beijing failed again. ".repeat(1500));
    terminal.run(`${FOOTNOTE} index --workers 1; echo code=$?`);
    await terminal.shows(/[█░]{24} \d\/4 files, \d+\/\d+ passages, \d+\/s, \d+ s left/);
    const done = await terminal.shows(/^code=0$/m);
    expect(done).toMatch(/^Indexed 4 documents \(4 added\): \d+ passages/m);
    expect(done).not.toMatch(/[█░]/);
  });

  test("answers are coloured, but not with NO_COLOR or on a dumb terminal", async () => {
    const { terminal } = await open();
    const styled = async (settings: string) => {
      terminal.run(`clear; ${settings} ${FOOTNOTE} status; echo "shown ${settings}"=$?`);
      await terminal.shows(new RegExp(`^shown ${settings}=0$`, "m"));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
      return /\u001b\[[\d;]*mdocuments/.test(terminal.screen({ styled: true }));
    };
    expect(await styled("")).toBe(true);
    expect(await styled("NO_COLOR=1")).toBe(false);
    expect(await styled("TERM=dumb")).toBe(false);
  });
});
