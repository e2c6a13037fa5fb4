import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/longest-first.js";

/** Where `.ci/run` wants the results as JSON, next to what people read. */
const report = process.env.FOOTNOTE_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["tests/**/*.test.{ts,tsx}"],
    // One process runs half of the files: Node, the libraries and what is compiled are loaded once.
    isolate: false,
    setupFiles: ["tests/setup.ts", "tests/setup-models.ts"],
    globalSetup: ["tests/global-setup.ts"],
    // What was built needs no transforming.
    server: { deps: { external: [/\/dist\//] } },
    // They end what hangs; beside other work a build may take minutes, and on a quiet machine nothing takes nearly as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 30_000 } },
    // The machine that this is made for has two cores, and the tests that load the model keep one busy.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
  },
});
