// Compiles src/store/vectors/dot-products.wat into the module that dot-products.ts holds.
// usage: node scripts/build-dot-products.mjs [--check]    says whether it is up to date, and changes nothing
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const pathOf = (name) => fileURLToPath(new URL(`../src/store/vectors/${name}`, import.meta.url));

const { parseWat } = await wabt();
const parsed = parseWat("dot-products.wat", readFileSync(pathOf("dot-products.wat"), "utf8"));
parsed.validate();
const module = Buffer.from(parsed.toBinary({}).buffer).toString("base64");
const source = readFileSync(pathOf("dot-products.ts"), "utf8");
const built = source.replace(/(?<=const MODULE =\n {2}")[^"]*/u, module);
if (process.argv.includes("--check")) process.exitCode = built === source ? 0 : 1;
else writeFileSync(pathOf("dot-products.ts"), built);
