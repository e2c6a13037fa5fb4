import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { FEATURE_NAMES } from "../../src/search/gate/evidence-features.js";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

const WEIGHTS = "src/search/gate/gate-weights.ts";

/** A copy of what the training reads and writes. */
async function copyOfTraining(): Promise<string> {
  const folder = await tempFolder();
  cpSync(join(ROOT, "scripts/gate"), join(folder, "scripts/gate"), { recursive: true });
  mkdirSync(dirname(join(folder, WEIGHTS)), { recursive: true });
  copyFileSync(join(ROOT, WEIGHTS), join(folder, WEIGHTS));
  for (const model of ["Xenova/e5-small-v2", "footnote-reader"]) {
    mkdirSync(join(folder, "models", model), { recursive: true });
    copyFileSync(join(ROOT, "models", model, "SHA256SUMS"), join(folder, "models", model, "SHA256SUMS"));
  }
  return folder;
}

const train = (folder: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(folder, "scripts/gate/train.mjs"), ...args], { stdio: "pipe" });

test("training on the committed features gives exactly the committed weights of the gate", async () => {
  const folder = await copyOfTraining();
  writeFileSync(join(folder, WEIGHTS), "");
  train(folder);
  expect(readFileSync(join(folder, WEIGHTS), "utf8")).toBe(readFileSync(join(ROOT, WEIGHTS), "utf8"));
});

test("weights that were changed by hand are told", async () => {
  const folder = await copyOfTraining();
  expect(() => train(folder, "--check")).not.toThrow();
  const changed = readFileSync(join(folder, WEIGHTS), "utf8").replace(/bias: /, "bias: 1");
  writeFileSync(join(folder, WEIGHTS), changed);
  expect(() => train(folder, "--check")).toThrow(/is not what the committed features give/);
});

const FEATURES = join(ROOT, "scripts/gate/features");

test.each(readdirSync(FEATURES))("%s holds what the gate may look at, and numbers alone", (file) => {
  const [head, ...lines] = readFileSync(join(FEATURES, file), "utf8").trimEnd().split("\n");
  expect(head!.split(",").slice(3)).toEqual(FEATURE_NAMES);
  for (const line of lines)
    expect(line).toMatch(/^\d+,(?:(?:un)?answerable|paragraph_removed),[01](?:,(?:-?[\d.]+(?:e-\d+)?)?)+$/);
});

test("at least eight kinds of collections are learned from, each with questions that it doesn't answer", () => {
  const kinds = new Map<string, boolean>();
  for (const file of readdirSync(FEATURES)) {
    const isRefused = /,(?:unanswerable|paragraph_removed),/.test(readFileSync(join(FEATURES, file), "utf8"));
    const kind = file.slice(0, -4).split("-")[0]!;
    kinds.set(kind, (kinds.get(kind) ?? false) || isRefused);
  }
  expect(kinds.size).toBeGreaterThanOrEqual(8);
  expect([...kinds.values()]).not.toContain(false);
});
