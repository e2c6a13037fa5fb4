import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rowsOf, textOf } from "./screen.mjs";
import { COLUMNS, COMMAND, ROWS, SESSION } from "./session.mjs";

/** Other work may keep a build, which lets everything go first, for long. */
const PATIENCE_MS = 400_000;
const LOOK_EVERY_MS = 60;
/** A screen that has not changed in so many looks is done. */
const LOOKS = 4;
const SECONDS_PER_WORD = 0.3;
/** What the recording calls the folder that it was made in. */
const SHOWN_FOLDER = "~/footnote";
/** What it gives for every answer's time, which differs each time: about what it is on two cores. */
const SHOWN_TIME = "30 ms";

/**
 * Plays the session with the built program over the shipped documents, in a terminal of its own (tmux).
 * @param root the project's folder
 * @returns the screens, each with the second at which it appears: by the session, not by the clock
 */
export async function playSession(root) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "footnote-demo-")));
  let terminal;
  try {
    terminal = openTerminal(root, folder);
    return await play(terminal, folder);
  } finally {
    terminal?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(terminal, folder) {
  const frames = [];
  let seconds = 0;
  const keep = async (until, rest, poster = false) => {
    const captured = await settled(terminal, until);
    const shown = captured.replaceAll(folder, SHOWN_FOLDER).replace(/\b(\d+ ms|\d+\.\d s)\b/g, SHOWN_TIME);
    frames.push({ seconds, rows: rowsOf(shown), poster });
    seconds = Math.round((seconds + rest) * 10) / 10;
  };
  const type = async (text) => {
    let typed = "";
    for (const word of text.split(/(?<= )/)) {
      terminal.tmux("send-keys", "-l", "--", word);
      typed += word;
      // The typed text may be broken into rows; its last word is not.
      const shown = typed.trimEnd().split(" ").at(-1);
      await keep(new RegExp(shown.replace(/[^\w ]/g, "\\$&")), SECONDS_PER_WORD);
    }
  };

  await keep(/^\$/m, 0.6);
  await type(COMMAND);
  terminal.tmux("send-keys", "Enter");
  await keep(/Footnote · 3 documents[\s\S]*Enter asks/, 1.5);
  for (const step of SESSION) {
    if (step.type !== undefined) await type(step.type);
    else {
      terminal.tmux("send-keys", step.press);
      await keep(step.until, step.rest, step.poster);
    }
  }
  return frames;
}

function openTerminal(root, folder) {
  cpSync(join(root, "corpus"), join(folder, "corpus"), { recursive: true });
  // The command as it is called once it is installed.
  const footnote = join(folder, "footnote");
  writeFileSync(footnote, `#!/bin/sh\nexec "${process.execPath}" "${join(root, "dist/cli/main.js")}" "$@"\n`);
  chmodSync(footnote, 0o755);
  // A user without settings and history, whatever this is run in; Ink draws nothing where CI is set.
  const ours = /^(FOOTNOTE_.*|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_ENV|VITEST.*|CI|CONTINUOUS_INTEGRATION|TMUX.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const env = {
    ...Object.fromEntries(kept),
    TERM: "xterm-256color",
    PATH: `${folder}:${process.env.PATH}`,
    FOOTNOTE_HOME: join(folder, "state"),
  };
  const socket = `footnote-demo-${process.pid}`;
  // The chat would open as soon as a part of the index is there, which is another part on each machine.
  execFileSync(footnote, ["index"], { cwd: folder, env, stdio: "ignore" });
  const spawned = (args) => spawnSync("tmux", ["-u", "-L", socket, ...args], { env, encoding: "utf8" });
  const tmux = (...args) => {
    const { error, status, stdout, stderr } = spawned(args);
    if (error) throw new Error(`tmux can't be started; the demo is recorded in it: ${error.message}`, { cause: error });
    if (status !== 0) throw new Error(`tmux ${args.join(" ")}: ${stderr}`);
    return stdout;
  };
  // When the server is gone already, why is in the error that is on its way.
  const close = () => void spawned(["kill-server"]);
  const size = ["-x", String(COLUMNS), "-y", String(ROWS)];
  tmux("-f", "/dev/null", "new-session", "-d", ...size, "-c", folder, "env", "PS1=$ ", "sh");
  return { tmux, close };
}

/** The screen once it shows what is waited for and has come to rest. */
async function settled(terminal, until) {
  const deadline = Date.now() + PATIENCE_MS;
  let last = "";
  let looks = 0;
  while (Date.now() < deadline) {
    const captured = terminal.tmux("capture-pane", "-p", "-e", "-N");
    looks = captured === last && until.test(textOf(captured)) ? looks + 1 : 0;
    if (looks === LOOKS) return captured;
    last = captured;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`The terminal does not show ${until}:\n${textOf(last)}`);
}
