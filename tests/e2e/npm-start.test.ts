import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plainEnvironment } from "../helpers/cli.js";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

test("`echo question | npm start` builds the index and prints a cited answer", async () => {
  // The index goes elsewhere, so that the test leaves that of the project alone.
  const env = plainEnvironment({ FOOTNOTE_INDEX: join(await tempFolder(), "index") });
  const input = "Which countries expelled North Korea's ambassador?\n";
  const { status, stdout, stderr } = spawnSync("npm", ["start"], { cwd: ROOT, env, input, encoding: "utf8" });
  expect(stderr).toContain("There is no index yet: building it.");
  expect(stdout).toMatch(/9\/7: Mexico expels North Korea’s ambassador.* \[\d\]\n/);
  expect(stdout).toMatch(/^\[1\] 001_667eb3beee58e5a3\.txt:\d+/m);
  expect(stdout).toContain("Searched 3 documents.");
  expect(status).toBe(0);
});
