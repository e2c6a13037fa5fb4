// Measures the start of an installed package against the clone's: `npm run bench -- package-start FOLDER`, where FOLDER
// holds footnote-qa in its node_modules. Limit: 1.00, as the package is to start no slower.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurns, printTable, timeNode } from "./measure.mjs";

const folder = process.argv.at(-1);
const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const clone = path("../dist/cli/main.js");
const installed = resolve(folder, "node_modules/footnote-qa/bundle/cli/main.js");
const index = mkdtempSync(join(tmpdir(), "footnote-bench-"));
const question = "Who met with the North Koreans for seven hours in Beijing?";

timeNode([clone, "index", path("../corpus"), "--index", index]);
for (const [what, args] of [
  ["footnote --version", ["--version"]],
  ["footnote ask", ["ask", question, "--index", index]],
]) {
  const times = inTurns({ clone: () => timeNode([clone, ...args]), package: () => timeNode([installed, ...args]) }, 7);
  printTable(what, times);
}
rmSync(index, { recursive: true });
