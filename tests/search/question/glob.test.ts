import { expect, test } from "vitest";
import { globMatcher } from "../../../src/search/question/filter.js";

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
  ["***/c.txt", "b/c.txt", true],
  ["**/**/c.txt", "c.txt", true],
  ["***", "a/b.txt", true],
  ["a**", "a/b.txt", true],
])("%s against %s is %s", (pattern, path, matches) => {
  expect(globMatcher(pattern)(path)).toBe(matches);
});

test("a pattern of many stars against a long path ends", () => {
  expect(globMatcher("*L*L*L*L*L*L*Lz")(`${"L".repeat(250)}.txt`)).toBe(false);
});

test.each(["*a", "*?", "**/", "*/", "**a/"])("a long pattern of %s costs no more than its path allows", (part) => {
  const matches = globMatcher(part.repeat(100_000));
  const started = performance.now();
  for (let i = 0; i < 100; i++) matches(`reports/2024/annual-a-${i}.txt`);
  // Without an end to what can't match, these took minutes.
  expect(performance.now() - started).toBeLessThan(2_000);
});
