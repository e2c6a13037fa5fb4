import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
// @ts-expect-error a module of the site, without types
import { copyLinked, siteLink } from "../../site/.vitepress/pages.mjs";
// @ts-expect-error as above
import { addressOf } from "../../site/.vitepress/theme/answers.js";
import { ROOT } from "../helpers/shipped.js";

test("a link between pages becomes the address of a page on the site, with its heading", () => {
  expect(siteLink("../asking.md#exact-words", "decisions/0004-offsets.md")).toBe("/asking#exact-words");
  expect(siteLink("measurements/README.md", "asking.md")).toBe("/measurements/");
  expect(siteLink("../decisions/", "measurements/README.md")).toBe("/decisions/");
  expect(siteLink("https://semver.org/", "library.md")).toBe("https://semver.org/");
});

test("a link to a file of the repository leads to a copy of it, and one to none ends the build", () => {
  expect(siteLink("../examples/ask.mjs", "library.md")).toBe("/repository/examples/ask.mjs");
  const out = mkdtempSync(join(tmpdir(), "footnote-test-"));
  copyLinked(out);
  const copy = readFileSync(join(out, "repository/examples/ask.mjs"), "utf8");
  rmSync(out, { recursive: true });
  expect(copy).toBe(readFileSync(join(ROOT, "examples/ask.mjs"), "utf8"));
  expect(() => siteLink("../examples/none.mjs", "library.md")).toThrow("library.md links to ../examples/none.mjs");
});

test("what an answer cites leads to its heading on the site", () => {
  const cited = { path: "http-api.md", section: ["HTTP interface", "Endpoints", "`POST /v1/query`"] };
  expect(addressOf(cited)).toBe("/http-api#post-v1query");
  expect(addressOf({ path: "measurements/README.md", section: [] })).toBe("/measurements/");
});
