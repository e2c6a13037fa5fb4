import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
// @ts-expect-error: a script, without types
import { FILES } from "../../scripts/package/manifest.mjs";
// @ts-expect-error: a script, without types
import { BUNDLED, isAllowed, MODELS, packages } from "../../scripts/release/parts.mjs";
// @ts-expect-error: a script, without types
import { thirdParty } from "../../scripts/release/third-party.mjs";
import { ROOT } from "../helpers/shipped.js";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Record<string, unknown>> };
const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
const page = read("THIRD_PARTY.md");

test("THIRD_PARTY.md is what `npm run third-party` makes, and every part has a licence that is allowed", () => {
  const { text, problems } = thirdParty();
  expect(problems).toEqual([]);
  expect(page === text, "run: npm run third-party").toBe(true);
});

test("it ships with the package, and lists each dependency and each model", () => {
  expect(FILES).toContain("THIRD_PARTY.md");
  const names = Object.keys(manifest.dependencies!).map((name) => {
    return /^npm:(.+)@/.exec(manifest.dependencies![name]!)?.[1] ?? name;
  });
  expect(names.filter((name) => !page.includes(`\n- ${name}: `))).toEqual([]);
  const folders = readdirSync(join(ROOT, "models"), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(?:onnx|gz|br)$/.test(path));
  const listed = (MODELS as { folder: string }[]).map(({ folder }) => folder.replace("models/", ""));
  expect(folders.filter((path) => !listed.some((folder) => path.startsWith(`${folder}/`)))).toEqual([]);
});

test("what the page takes of packages that don't run with the program is named as bundled", () => {
  const files = readdirSync(join(ROOT, "src/page"), { recursive: true, encoding: "utf8" });
  const imported = files
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap((path) => [
      ...read(`src/page/${path}`).matchAll(/(?:from|import)\s*\(?\s*"((?:@[\w.-]+\/)?[\w.-]+)[^"]*"/g),
    ])
    .map(([, name = ""]) => name)
    .filter((name) => !name.startsWith("."));
  expect(imported.length).toBeGreaterThan(5);
  const isKnown = (name: string) => name in BUNDLED || name in manifest.dependencies!;
  expect([...new Set(imported)].filter((name) => !isKnown(name))).toEqual([]);
});

describe("a dependency", () => {
  const withPackage = (entry: Record<string, unknown>) => ({
    packages: { ...lock.packages, "node_modules/added-part": { version: "1.0.0", ...entry } },
  });

  test("that was added is missing from the page until it is made anew", () => {
    expect(thirdParty(withPackage({ license: "MIT" })).text).toContain("\n- added-part: MIT\n");
    expect(page).not.toContain("added-part");
  });

  test.each(["GPL-3.0-only", "AGPL-3.0", "SEE LICENSE IN LICENSE", undefined])(
    "licensed under %s is refused",
    (license) => {
      const { problems } = thirdParty(withPackage(license === undefined ? {} : { license }));
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("added-part");
    },
  );

  test("for development alone is no part", () => {
    const names = (packages(withPackage({ license: "GPL-3.0-only", dev: true })) as { name: string }[]).map(
      (one) => one.name,
    );
    expect(names).not.toContain("added-part");
    expect(names).not.toContain("vitest");
    expect(names).toContain("react-dom");
  });
});

test("an expression is allowed by one of its choices, and by all that it joins", () => {
  expect(isAllowed("x", "(GPL-2.0 OR MIT)")).toBe(true);
  expect(isAllowed("x", "Apache-2.0 AND MIT")).toBe(true);
  expect(isAllowed("x", "Apache-2.0 AND GPL-2.0")).toBe(false);
  expect(isAllowed("x", "LGPL-3.0-or-later")).toBe(false);
  expect(isAllowed("@img/sharp-libvips-linux-x64", "LGPL-3.0-or-later")).toBe(true);
});
