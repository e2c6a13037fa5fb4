import { expect, test } from "vitest";
import { similarName } from "../../src/core/similar-name.js";

const NAMES = ["guides/lamp.txt", "guides/warranty.md", "trip.txt", "report-2024.txt", "report-2025.txt"];

test.each([
  ["guides/lmap.txt", "guides/lamp.txt"],
  ["Guides/Lamp.TXT", "guides/lamp.txt"],
  ["lamp.txt", "guides/lamp.txt"],
  ["other/warrantee.md", "guides/warranty.md"],
  ["report-2026.txt", "report-2024.txt"],
  ["zeppelin.pdf", null],
  ["", null],
])("%j was likely meant to be %j", (given, meant) => {
  expect(similarName(given, NAMES)).toBe(meant);
});
