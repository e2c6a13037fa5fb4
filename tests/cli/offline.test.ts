import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { runProcess } from "../helpers/cli.js";
import { TEXTS } from "../helpers/shipped.js";
import { folderOf } from "../helpers/shipped-index.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

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
require("node:dns").lookup = refuse("lookup");
require("node:dgram").createSocket = refuse("datagram");
appendFileSync(process.env.NETWORK_LOG + ".loaded", "loaded\\n");
syncBuiltinESMExports();
`;

test("no command asks the network, in any of its threads", async () => {
  // Enough text that the index is built with threads.
  const long = [...TEXTS.values()].join("\n\n").repeat(2);
  const cwd = await folderOf({ "long.txt": long, "trip.txt": "The train to Lyon leaves at 07:14.\n" });
  const guards = await tempFolder();
  const log = join(guards, "asked");
  await writeFiles(guards, { "guard.mjs": GUARD, asked: "", "asked.loaded": "" });
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(join(guards, "guard.mjs"))}`, NETWORK_LOG: log };
  expect(await runProcess(["index"], { cwd, env })).toMatchObject({ code: 0, stderr: "" });
  expect(await runProcess(["ask", "When does the train to Lyon leave?"], { cwd, env })).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await readFile(log, "utf8")).toBe("");
  // The two processes, and at least one embedding thread.
  expect((await readFile(`${log}.loaded`, "utf8")).split("\n").length).toBeGreaterThan(3);
});
