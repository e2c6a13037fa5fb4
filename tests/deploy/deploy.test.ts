import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { environmentName, SETTING_RULES, type SettingName } from "../../src/core/settings.js";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder } from "../helpers/temp-folder.js";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const settings = new Map((Object.keys(SETTING_RULES) as SettingName[]).map((name) => [environmentName(name), name]));

describe.each(["Dockerfile", "deploy/footnote.service", "deploy/compose.yaml", "docs/deploy.md", "docs/opensearch.md"])(
  "%s",
  (path) => {
    test("names no setting that isn't one", () => {
      const named = [...read(path).matchAll(/FOOTNOTE_[A-Z_]+/g)].map(([name]) => name);
      expect(named.length).toBeGreaterThan(0);
      // An underscore at the end begins a name that the reader completes.
      expect(named.filter((name) => !name.endsWith("_") && !settings.has(name))).toEqual([]);
    });
  },
);

test("the defaults that docs/deploy.md gives are the settings' own", () => {
  const rows = [...read("docs/deploy.md").matchAll(/^\| `--([a-z-]+)` +\| (\d+) /gm)];
  expect(rows.length).toBeGreaterThanOrEqual(5);
  for (const [, flag = "", fallback] of rows) {
    const name = flag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as SettingName;
    expect([flag, SETTING_RULES[name].fallback]).toEqual([flag, Number(fallback)]);
  }
});

test("what deploy/compose.yaml keeps has a name: each container of the image has a folder of its own otherwise", () => {
  const { services, volumes } = parse(read("deploy/compose.yaml"), { merge: true }) as {
    readonly services: Readonly<Record<string, { readonly image: string; readonly volumes: readonly string[] }>>;
    readonly volumes: object;
  };
  const [, kept] = /^VOLUME (\S+)$/m.exec(read("Dockerfile")) ?? [];
  const own = Object.entries(services).filter(([, { image }]) => image === "footnote");
  expect(own.map(([name]) => name)).toEqual(["server", "indexer"]);
  for (const [name, { volumes: mounted }] of own) {
    const [volume = ""] = mounted.find((mount) => mount.endsWith(`:${kept}`))?.split(":") ?? [];
    expect(Object.keys(volumes), name).toContain(volume);
  }
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!hasSystemd)("systemd finds nothing wrong with deploy/footnote.service", async () => {
  const unit = join(await tempFolder(), "footnote.service");
  // The program is not installed where the tests run.
  await writeFile(unit, read("deploy/footnote.service").replace("/usr/local/bin/footnote", process.execPath));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
  expect([status, stdout, stderr]).toEqual([0, "", ""]);
});

test("what the Dockerfile copies is there, and .dockerignore lets it through", () => {
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths]) =>
    paths!.split(" "),
  );
  const allowed = read(".dockerignore").split("\n");
  expect(copied.length).toBeGreaterThan(5);
  for (const path of copied) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(allowed).toContain(`!${path}`);
  }
});

test("every test and file that docs/security.md names is there", () => {
  const names = [...read("docs/security.md").matchAll(/`([\w/.-]+\.ts)`/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
});
