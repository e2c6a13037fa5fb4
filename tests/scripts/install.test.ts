import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(`${root}${path}`, "utf8"));

test("npm has nothing to warn about in the project's configuration", () => {
  const { status, stderr } = spawnSync("npm", ["config", "list"], { cwd: root, encoding: "utf8" });
  expect(status).toBe(0);
  expect(stderr).not.toContain("project config");
});

test("the model's runtime downloads nothing when it is installed, by an npm that knows `allowScripts` or not", () => {
  expect(json("package.json").allowScripts["onnxruntime-node"]).toBe(false);
  // npm looks for a package's scripts where its lock file says that there are some.
  expect(json("package-lock.json").packages["node_modules/onnxruntime-node"]).not.toHaveProperty("hasInstallScript");
});
