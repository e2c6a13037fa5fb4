import { expect, test } from "vitest";
import { matchesGlob } from "../../src/search/glob.js";

test.each([
  ["*.txt", "a.txt", true],
  ["*.txt", "b/a.txt", false],
  ["**/*.txt", "a.txt", true],
  ["**/*.txt", "b/c/a.txt", true],
  ["reports/**", "reports/2024/a.md", true],
  ["reports/**", "other/a.md", false],
  ["reports/*/a.md", "reports/2024/a.md", true],
  ["reports/*/a.md", "reports/a.md", false],
  ["a?c.txt", "abc.txt", true],
  ["a?c.txt", "a/c.txt", false],
  ["b/**/c.txt", "b/c.txt", true],
  ["", "a.txt", false],
])("%s against %s is %s", (pattern, path, matches) => {
  expect(matchesGlob(pattern, path)).toBe(matches);
});

test("a pattern of many stars against a long path ends", () => {
  expect(matchesGlob("*L*L*L*L*L*L*Lz", `${"L".repeat(250)}.txt`)).toBe(false);
});
