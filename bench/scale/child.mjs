import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Runs a script of this folder in a process of its own, whose memory is its alone. @returns what it prints, as JSON */
export async function runPart(name, input) {
  const child = startPart(name, input);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const [code, signal] = await once(child, "close");
  if (code !== 0) throw new Error(`${name} ended with ${signal ?? code}`);
  return JSON.parse(output);
}

/** Starts a script of this folder. @param input what it reads, as JSON */
export function startPart(name, input) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, ["--expose-gc", script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(input));
  return child;
}
