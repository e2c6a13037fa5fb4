// Writes THIRD_PARTY.md: whose work is in a release, and under which licences.
// usage: node scripts/release/third-party.mjs [--check]    --check writes nothing, and fails where it would change
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { BUNDLED, isAllowed, KEPT, MODELS, packages, ROOT, readJson, textsIn, WITHIN } from "./parts.mjs";

const FILE = "THIRD_PARTY.md";

/** The page's text, and what stands in the way of a release. @returns {{ text: string, problems: string[] }} */
export function thirdParty(lock = readJson("package-lock.json")) {
  const parts = packages(lock);
  const problems = [...parts, ...MODELS]
    .filter(({ name, licence }) => !isAllowed(name, licence))
    .map(({ name, licence }) => `${name}: its licence (${licence}) is not on the list in scripts/release/parts.mjs`);
  const text = [
    "# Third-party parts",
    "Made by `node scripts/release/third-party.mjs` of the lockfile and the files of the packages; not to be edited. " +
      "A release's list with versions and checksums is its software bill of materials (CycloneDX).",
    `## Models and data\n\n${MODELS.map(modelItem).join("\n")}`,
    `## Packages\n\n${parts.length} packages run with Footnote, or are part of its page's bundle (*bundled*); those for one platform (*platform*) are installed there alone.\n\n${parts.map(packageItem).join("\n")}`,
    "## Texts\n\nThe licences and notices, each once, with the copyright lines of those it is of.",
    ...textBlocks(parts),
  ].join("\n\n");
  return { text: `${text}\n`, problems };
}

function modelItem({ name, about, licence, from, data = [] }) {
  const lines = data.map(([what, terms]) => `\n  - ${what} (${terms})`).join("");
  return `- **${name}** (${licence}): ${about}${from ? `, <${from}>` : ""}${lines && `. Made from:${lines}`}`;
}

function packageItem({ name, licence, isBundled, isEverywhere }) {
  const remark = isBundled ? ", *bundled*" : isEverywhere ? "" : ", *platform*";
  return `- ${name}: ${licence}${remark}${WITHIN[name] ? ` (holds ${WITHIN[name]})` : ""}`;
}

/** Holders of a copyright stand in lines of their own; without these, texts of many packages are the same. */
const COPYRIGHT = /^\W*(?:copyright\b|\(c\)|©)(?! (?:notice|holder|owner|license|and permission)|.*\[yyyy\]).*$/i;
/** Of licences that ask for their own text, and of packages that ship none. */
const STANDARD = {
  "Apache-2.0": "texts/Apache-2.0.txt",
  ISC: "texts/ISC.txt",
  "LGPL-3.0-or-later": "texts/LGPL-3.0.txt",
  MIT: "texts/MIT.txt",
};

function textBlocks(parts) {
  const blocks = new Map();
  const add = (title, text, name) => {
    const lines = text.replace(/\r/g, "").trim().split("\n");
    const holders = lines.filter((line) => COPYRIGHT.test(line)).map((line) => line.trim());
    const rest = lines.filter((line) => !COPYRIGHT.test(line)).join("\n");
    const key = wordsThatBind(rest);
    if (!blocks.has(key)) blocks.set(key, { title, text: rest.replace(/\n{3,}/g, "\n\n").trim(), users: new Map() });
    const { users } = blocks.get(key);
    users.set(name, [...(users.get(name) ?? []), ...holders]);
  };
  for (const { name, licence, path, isEverywhere } of parts) {
    // What another platform has not installed can't be read here.
    const texts = isEverywhere ? textsIn(path, BUNDLED[name]) : [];
    if (KEPT[name]) texts.push({ file: "LICENSE", text: readFileSync(`${ROOT}${KEPT[name]}`, "utf8") });
    for (const { file, text } of texts) add(/notice/i.test(file) ? "Notice" : licence, text, name);
    if (texts.some(({ file }) => /licen|copying/i.test(file))) continue;
    for (const id of idsOf(licence)) add(id, STANDARD[id] ? textOf(STANDARD[id]) : id, name);
  }
  for (const { name, text, licence } of MODELS) add(licence, readFileSync(`${ROOT}${text}`, "utf8"), name);
  add("GPL-3.0, to which LGPL-3.0 refers", textOf("texts/GPL-3.0.txt"), "LGPL-3.0");
  return [...blocks.values()].sort((a, b) => b.users.size - a.users.size).map(textBlock);
}

/** What two texts of one licence have in common, whatever title, layout and marks of quotation they have. */
function wordsThatBind(text) {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return (
    /termsandconditionsforuse.*?endoftermsandconditions/.exec(words)?.[0] ??
    words.replace(/^.{0,60}(?=permissionis)/, "")
  );
}

function idsOf(licence) {
  return licence.split(/\s(?:AND|OR)\s/).map((id) => id.replace(/[()]/g, ""));
}

function textOf(path) {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function textBlock({ title, text, users }) {
  const lines = [...users].map(([name, holders]) => [name, ...new Set(holders)].join("\n  "));
  return `### ${title}\n\n\`\`\`\`\n${lines.join("\n")}\n\`\`\`\`\n\n\`\`\`\`\n${text}\n\`\`\`\``;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { text, problems } = thirdParty();
  const isSame = () => readFileSync(`${ROOT}${FILE}`, "utf8") === text;
  if (!process.argv.includes("--check")) writeFileSync(`${ROOT}${FILE}`, text);
  else if (!isSame()) problems.push(`${FILE} is not what scripts/release/third-party.mjs makes: run it`);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
