// Runs before `npm pack` and `npm publish`: makes bundle/, and has package.json be the published one until postpack.mjs.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { bundle, INSTALLED } from "./bundle.mjs";
import { copyDeclarations } from "./declarations.mjs";
import { manifestOf, publicEntries } from "./manifest.mjs";
import { restoreManifest, SAVED } from "./postpack.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "bundle");

restoreManifest();
execFileSync(process.execPath, [join(root, "scripts", "build.mjs"), "--if-changed"], { stdio: ["ignore", 2, 2] });
const clone = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const entries = publicEntries(clone);
rmSync(out, { recursive: true, force: true });
const packages = await bundle(out, entries);
const declared = copyDeclarations(join(root, "dist"), out, entries);
cpSync(webAssembly(), join(out, "onnxruntime.wasm.br"));
assertLicensed(packages);
const installed = [...new Set([...INSTALLED, ...declared])];
const manifest = manifestOf(clone, installed);
cpSync(join(root, "package.json"), `${SAVED}.part`);
renameSync(`${SAVED}.part`, SAVED);
// At once, as others may be reading it.
writeFileSync(join(out, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
renameSync(join(out, "package.json"), join(root, "package.json"));

/** Path of ONNX Runtime's WebAssembly, compressed as well as it can be: half a minute, once a version in each clone. */
function webAssembly() {
  const file = createRequire(import.meta.url).resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm");
  const { version } = JSON.parse(readFileSync(join(dirname(file), "..", "package.json"), "utf8"));
  const cached = join(root, ".cache", "package", `onnxruntime-${version}.wasm.br`);
  if (existsSync(cached)) return cached;
  const code = readFileSync(file);
  mkdirSync(dirname(cached), { recursive: true });
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: code.length };
  writeFileSync(cached, brotliCompressSync(code, { params }));
  return cached;
}

/** The licences of what is bundled ask for their texts beside the code: THIRD_PARTY.md, which is packed, has to list it all. */
function assertLicensed(folders) {
  const page = readFileSync(join(root, "THIRD_PARTY.md"), "utf8");
  const names = folders.map((folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name);
  const missing = names.filter((name) => !page.includes(`\n- ${name}: `));
  if (missing.length > 0) throw new Error(`bundled, and not in THIRD_PARTY.md: ${missing.join(", ")}`);
}
