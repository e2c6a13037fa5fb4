import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
// @ts-expect-error: a script, without types
import { disagreements, notesOf, readChangelog, sections } from "../../scripts/release/changelog.mjs";
import { ROOT } from "../helpers/shipped.js";

const CHANGELOG = `# Changelog

Of [a format](https://example.org).

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- A thing.

### Fixed

- Another.

## [0.1.0] - 2026-01-31

- The first.

[0.2.0]: https://example.org/0.2.0
`;

const agreeing = {
  manifest: { version: "0.2.0" },
  lock: { packages: { "": { version: "0.2.0" } } },
  changelog: CHANGELOG,
};

describe("the notes of a release", () => {
  test("are its section, without its heading and the addresses at the file's end", () => {
    expect(notesOf("0.2.0", CHANGELOG)).toBe("### Added\n\n- A thing.\n\n### Fixed\n\n- Another.\n");
    expect(notesOf("0.1.0", CHANGELOG)).toBe("- The first.\n");
  });

  test("are the same of a file with Windows' line ends", () => {
    expect(notesOf("0.2.0", CHANGELOG.replaceAll("\n", "\r\n"))).toBe(notesOf("0.2.0", CHANGELOG));
  });

  test("are refused where nothing is said", () => {
    expect(() => notesOf("0.3.0", CHANGELOG)).toThrow("no section");
    expect(() => notesOf("0.2.0", "## [0.2.0] - 2026-12-01\n\n### Added\n")).toThrow("says nothing");
  });
});

describe("a tag", () => {
  test("is released where package, lockfile and changelog say the same", () => {
    expect(disagreements("v0.2.0", agreeing)).toEqual([]);
  });

  test.each(["0.2.0", "v0.2", "vnext", ""])("%s is none of a version", (tag) => {
    expect(disagreements(tag, agreeing)).toEqual([`${tag} is no tag of a version, such as v0.2.0`]);
  });

  test("is refused for each part that says otherwise", () => {
    expect(disagreements("v0.3.0", agreeing)).toEqual([
      "package.json says 0.2.0, the tag 0.3.0",
      "package-lock.json says 0.2.0, the tag 0.3.0",
      "CHANGELOG.md's newest section says 0.2.0, the tag 0.3.0",
    ]);
  });

  test("is refused while lines are unreleased, without a date, and for a private package", () => {
    const unreleased = CHANGELOG.replace("## [Unreleased]\n", "## [Unreleased]\n\n- More.\n");
    const undated = CHANGELOG.replace(" - 2026-12-01", "");
    expect(disagreements("v0.2.0", { ...agreeing, changelog: unreleased })).toEqual([
      'CHANGELOG.md still has lines under "Unreleased"',
    ]);
    expect(disagreements("v0.2.0", { ...agreeing, changelog: undated })).toEqual([
      "CHANGELOG.md gives no date for 0.2.0",
    ]);
    const manifest = { ...agreeing.manifest, private: true };
    expect(disagreements("v0.2.0", { ...agreeing, manifest })).toEqual([
      "package.json says that the package is private",
    ]);
  });
});

test("CHANGELOG.md has a section for what is unreleased, or for the package's version", () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const [first] = sections(readChangelog()) as { name: string }[];
  expect(["Unreleased", version]).toContain(first?.name);
});
