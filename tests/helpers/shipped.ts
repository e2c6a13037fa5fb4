import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mergeSettings, type Settings } from "../../src/core/settings.js";
import { type ModelSettings, modelSettings } from "../../src/embedding/model-settings.js";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const CORPUS = join(ROOT, "corpus");
export const MAIN = join(ROOT, "dist/cli/main.js");
/** Threads need a compiled file; `pretest` has built it. */
export const WORKER_URL = new URL("embed-worker.mjs", import.meta.url);
export const READING_WORKER_URL = new URL("../../dist/index/readers/reading-worker.js", import.meta.url);
export const BUILD_CHILD_URL = new URL("../../dist/index/build/build-child.js", import.meta.url);
export const ANSWERING_WORKER_URL = new URL("../../dist/assistant/threaded/assistant-worker.js", import.meta.url);
/** The package's entry. */
export const COMPILED_LIBRARY_URL = new URL("../../dist/library/open-folder.js", import.meta.url);

export const DEFAULTS: Settings = mergeSettings([]);
/** The model that ships with Footnote. */
export const MODEL: ModelSettings = modelSettings(DEFAULTS, ROOT);

/** The documents that ship with Footnote: their texts by path. */
export const TEXTS: ReadonlyMap<string, string> = new Map(
  readdirSync(CORPUS)
    .sort()
    .map((path) => [path, readFileSync(join(CORPUS, path), "utf8")]),
);
