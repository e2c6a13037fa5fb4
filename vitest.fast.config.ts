import { defineConfig } from "vitest/config";
import { fastTests } from "./tests/fast-tests.js";
import whole from "./vitest.config.js";

export default defineConfig({
  ...whole,
  test: { ...whole.test, include: fastTests(), setupFiles: ["tests/setup.ts"] },
});
