// Asks while a build goes on, kills it halfway with SIGKILL, asks again, resumes it, and compares it with another one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runPart, startPart } from "./child.mjs";

/** Of the bytes of the index's vectors; the journal holds little more. */
const ASKED_AT = 0.25;
const KILLED_AT = 0.5;
const POLL_MS = 50;
/** It names its generation and when it was made. */
const OF_ITS_OWN = "info.json";

/** @param index that was built of the same corpus without a break @returns a line for people */
export async function killAndResume({ corpus, index, vectors, main, question }) {
  const killed = `${index}-killed`;
  rmSync(killed, { recursive: true, force: true });
  const { files } = manifestOf(index);
  const child = startPart("build.mjs", { corpus, index: killed, vectors });
  const ended = once(child, "close");
  const reaching = async (share) => {
    // A build that is over has no journal.
    while (child.exitCode === null && journalBytes(killed) < share * files["embeddings.bin"].size) await sleep(POLL_MS);
  };
  await reaching(ASKED_AT);
  const asking = ask(main, killed, question);
  await reaching(KILLED_AT);
  child.kill("SIGKILL");
  const [, meanwhile] = await Promise.all([ended, asking]);
  const after = await ask(main, killed, question);
  const { embedded, passages, megabytes, seconds, cpuSeconds } = await runPart("build.mjs", {
    corpus,
    index: killed,
    vectors,
  });
  const resumed = manifestOf(killed).files;
  const differing = Object.keys(files).filter(
    (name) => name !== OF_ITS_OWN && files[name].sha256 !== resumed[name].sha256,
  );
  rmSync(killed, { recursive: true });
  return [
    `asked while it was built: exit code ${meanwhile}; after the kill: ${after}`,
    `resumed: ${embedded} of ${passages} passages embedded, ${seconds.toFixed(0)} s, CPU ${cpuSeconds.toFixed(0)} s, ${megabytes.toFixed(0)} MB`,
    `files that differ from a build without a break: ${differing.join(", ") || "none"}`,
  ].join("\n");
}

/** @returns what `footnote ask` ends with: 4 where nothing has been published yet */
async function ask(main, index, question) {
  const [code] = await once(
    spawn(process.execPath, [main, "ask", question, "--index", index], { stdio: "ignore" }),
    "exit",
  );
  return code;
}

function journalBytes(index) {
  return statSync(join(index, "journal"), { throwIfNoEntry: false })?.size ?? 0;
}

function manifestOf(index) {
  return JSON.parse(readFileSync(join(index, "manifest.json"), "utf8"));
}
