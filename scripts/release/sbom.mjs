// Writes the software bill of materials of a release (CycloneDX 1.5, JSON): npm's list of the lockfile's packages, what
// the page's bundle holds of others, and the models.
// usage: node scripts/release/sbom.mjs <file>
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { MODELS, packages, ROOT, readJson } from "./parts.mjs";

/** @returns the bill; the packages of all platforms are in it */
export function sbom() {
  const { name, version } = readJson("package.json");
  const bill = npmBill();
  const { component } = bill.metadata;
  // npm names the folder that it runs in.
  Object.assign(component, { name, type: "application" });
  const bundled = new Set(packages().flatMap((one) => (one.isBundled ? [`${one.name}@${one.version}`] : [])));
  const isPart = (one) => bundled.has(one["bom-ref"]) || !one.properties.some(({ name: it }) => it === DEVELOPMENT);
  const components = [
    ...bill.components.filter(isPart).map((one) => ({
      ...one,
      // The name that it has in the registry, where it is installed under another one.
      name: one["bom-ref"].slice(0, one["bom-ref"].lastIndexOf("@")),
      scope: bundled.has(one["bom-ref"]) ? "required" : one.scope,
      properties: bundled.has(one["bom-ref"]) ? [{ name: "footnote:bundled", value: "in the page" }] : one.properties,
    })),
    ...MODELS.map((one) => model(one, version)),
  ];
  const refs = new Set(components.map((one) => one["bom-ref"]));
  const dependencies = [
    ...bill.dependencies.filter(({ ref }) => ref === component["bom-ref"] || refs.has(ref)),
    ...MODELS.map((one) => ({ ref: refOf(one.name, version), dependsOn: [] })),
  ].map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  dependencies
    .find(({ ref }) => ref === component["bom-ref"])
    .dependsOn.push(...MODELS.map((one) => refOf(one.name, version)));
  return { ...bill, components, dependencies };
}

const DEVELOPMENT = "cdx:npm:package:development";

/** Of all packages: npm leaves out what the program and its development share where it is to omit the latter. */
function npmBill() {
  const args = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
  // npm is a script that Windows starts through its shell alone; under `npm run` its own file is known.
  const npm = process.env.npm_execpath;
  const options = { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 26 };
  return JSON.parse(
    npm
      ? execFileSync(process.execPath, [npm, ...args], options)
      : execFileSync("npm", args, { ...options, shell: process.platform === "win32" }),
  );
}

function model({ name, folder, type, licence, about, from, data = [] }, version) {
  const made = data.map(([what, terms]) => ({ name: "footnote:madeFrom", value: `${what} (${terms})` }));
  const files = readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:onnx|gz|br)$/.test(entry.name))
    .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`));
  return {
    "bom-ref": refOf(name, version),
    type,
    name,
    version,
    description: about,
    scope: "required",
    licenses: licencesOf(licence),
    hashes: files.map((bytes) => ({ alg: "SHA-256", content: createHash("sha256").update(bytes).digest("hex") })),
    externalReferences: from ? [{ type: "website", url: from }] : [],
    properties: [{ name: "footnote:folder", value: folder }, ...made],
  };
}

function refOf(model, version) {
  return `footnote:${model}@${version}`;
}

/** A name for what SPDX has no id for. */
function licencesOf(licence) {
  if (licence === "WordNet") return [{ license: { name: "WordNet 3.0 license" } }];
  return /\s/.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error("usage: node scripts/release/sbom.mjs <file>");
  writeFileSync(file, `${JSON.stringify(sbom(), null, 2)}\n`);
}
