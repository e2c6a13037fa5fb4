// Kills a build halfway with SIGKILL, asks what it has published, resumes it, and compares it with another one.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runPart, startPart } from "./child.mjs";

/** Beside the journal the vectors of sentences hold 4 bytes less each, and passages no head. */
const SHARE = 0.5;
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
  while (journalBytes(killed) < SHARE * files["embeddings.bin"].size) await sleep(POLL_MS);
  const meanwhile = ask(main, killed, question);
  child.kill("SIGKILL");
  await ended;
  const after = ask(main, killed, question);
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

function ask(main, index, question) {
  return spawnSync(process.execPath, [main, "ask", question, "--index", index], { stdio: "ignore" }).status;
}

function journalBytes(index) {
  return statSync(join(index, "journal"), { throwIfNoEntry: false })?.size ?? 0;
}

function manifestOf(index) {
  return JSON.parse(readFileSync(join(index, "manifest.json"), "utf8"));
}
