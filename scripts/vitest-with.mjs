// Runs vitest with a variable of the environment, which shells write in different ways.
// usage: node scripts/vitest-with.mjs NAME=VALUE <arguments of vitest>
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [assignment = "", ...rest] = process.argv.slice(2);
const [name = "", value = ""] = assignment.split("=");
process.env[name] = value;
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
process.argv = [process.argv[0], vitest, ...rest];
await import(pathToFileURL(vitest));
