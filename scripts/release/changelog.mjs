// CHANGELOG.md as a release reads it: https://keepachangelog.com
import { readFileSync } from "node:fs";
import { ROOT } from "./parts.mjs";

/** Of Semantic Versioning 2.0.0, without what a build adds. */
const VERSION = /^\d+\.\d+\.\d+(?:-[\da-z-]+(?:\.[\da-z-]+)*)?$/i;

export function readChangelog() {
  return readFileSync(`${ROOT}CHANGELOG.md`, "utf8");
}

/**
 * The sections, in the file's order.
 * @returns {{ name: string, date: string | null, text: string }[]} `text` is what stands beneath the heading
 */
export function sections(changelog) {
  const [, ...parts] = changelog.replace(/\r\n/g, "\n").split(/^## /m);
  return parts.map((part) => {
    const [heading = "", ...lines] = part.split("\n");
    const [, name = "", date = null] = /^\[?([^\]\s]+)\]?(?: - (\d{4}-\d{2}-\d{2}))?\s*$/.exec(heading) ?? [];
    // Addresses of links may end the file.
    const text = lines.join("\n").replace(/^\[[^\]]+\]: \S+$/gm, "");
    return { name, date, text: text.trim() };
  });
}

/** The notes of a release: what its section says. @throws Error where there is none, or it says nothing */
export function notesOf(version, changelog) {
  const found = sections(changelog).find(({ name }) => name === version);
  if (!found) throw new Error(`CHANGELOG.md has no section "## [${version}] - <date>"`);
  if (found.text.replace(/^#.*$/gm, "").trim() === "") throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `${found.text}\n`;
}

/**
 * Why a tag can't be released; nothing where all agree.
 * @param {string} tag such as `v0.2.0`
 * @param {{ manifest: object, lock: object, changelog: string }} files of the commit
 */
export function disagreements(tag, { manifest, lock, changelog }) {
  const version = tag.replace(/^v/, "");
  if (!tag.startsWith("v") || !VERSION.test(version)) return [`${tag} is no tag of a version, such as v0.2.0`];
  const found = [];
  const compare = (what, has) => has === version || found.push(`${what} says ${has}, the tag ${version}`);
  compare("package.json", manifest.version);
  compare("package-lock.json", lock.packages[""].version);
  const [newest, ...older] = sections(changelog).filter(({ name }) => name !== "Unreleased");
  compare("CHANGELOG.md's newest section", newest?.name);
  if (newest?.date === null) found.push(`CHANGELOG.md gives no date for ${newest.name}`);
  if (older.some(({ name }) => name === version)) found.push(`CHANGELOG.md has several sections for ${version}`);
  const unreleased = sections(changelog).find(({ name }) => name === "Unreleased");
  if (unreleased && unreleased.text !== "") found.push('CHANGELOG.md still has lines under "Unreleased"');
  if (manifest.private) found.push("package.json says that the package is private");
  return found;
}
