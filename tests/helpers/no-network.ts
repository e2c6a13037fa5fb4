import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { tempFolder, writeFiles } from "./temp-folder.js";

/** Loaded into the process and each of its threads: whoever asks the network fails, and leaves a line. */
const GUARD = `
import { appendFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
const require = createRequire(import.meta.url);
const refuse = (what) => () => {
  appendFileSync(process.env.NETWORK_LOG, what + "\\n");
  throw new Error("the network was asked: " + what);
};
globalThis.fetch = refuse("fetch");
require("node:net").Socket.prototype.connect = refuse("connect");
const dns = require("node:dns");
const { lookup } = dns;
// A server looks up the address that it listens on.
dns.lookup = (name, ...rest) => (name === "127.0.0.1" ? lookup(name, ...rest) : refuse("lookup")());
require("node:dgram").createSocket = refuse("datagram");
appendFileSync(process.env.NETWORK_LOG + ".loaded", "loaded\\n");
syncBuiltinESMExports();
`;

export interface ClosedNetwork {
  /** Environment of a process that is to ask nothing of the network. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked of it, a line each. */
  asked(): Promise<string>;
  /** How many processes and threads were guarded. */
  guarded(): Promise<number>;
}

/** Closes the network to processes that get its environment; what they listen on stays open. */
export async function closedNetwork(): Promise<ClosedNetwork> {
  const guards = await tempFolder();
  const log = join(guards, "asked");
  await writeFiles(guards, { "guard.mjs": GUARD, asked: "", "asked.loaded": "" });
  return {
    env: { NODE_OPTIONS: `--import=${pathToFileURL(join(guards, "guard.mjs"))}`, NETWORK_LOG: log },
    asked: () => readFile(log, "utf8"),
    guarded: async () => (await readFile(`${log}.loaded`, "utf8")).split("\n").length - 1,
  };
}
