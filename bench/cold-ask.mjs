// Measures `footnote ask` in a new process on the shipped corpus, with the reader and without, against the cold floor.
// Limits: without it twice the floor, with it 1.5 times that.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurns, printTable, timeNode } from "./measure.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const main = path("../dist/cli/main.js");
const index = mkdtempSync(join(tmpdir(), "footnote-bench-"));
const question = "Who met with the North Koreans for seven hours in Beijing?";

timeNode([main, "index", path("../corpus"), "--index", index]);
const times = inTurns(
  {
    "cold floor (import, load, embed once)": () => timeNode([path("cold-floor.mjs")]),
    "footnote ask --fast": () => timeNode([main, "ask", "--fast", question, "--index", index]),
    "footnote ask": () => timeNode([main, "ask", question, "--index", index]),
  },
  7,
);
rmSync(index, { recursive: true });
printTable("Cold ask on the shipped corpus (--fast at most 2.00, the other 1.5 times that)", times);
