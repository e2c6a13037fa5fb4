import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";

/** Corpora of tests and fixtures are documents to be asked, not ours to be read. */
const NOT_OURS = /(?:^|\/)(?:node_modules|dist|site\/pages|fixtures|corpus|artifacts|shared|\.[^/]+)\//;

const pages = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
  .filter((path) => !NOT_OURS.test(path));

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Without what stands in fences and between backticks, where brackets are no links and hashes no headings. */
function prose(path: string): string {
  return read(path).replace(/^```[\s\S]*?^```/gm, "");
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...prose(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the links", () => {
  test("are found at all", () => {
    expect(pages).toContain("README.md");
    expect(pages).toContain("src/search/README.md");
    expect(pages.length).toBeGreaterThan(30);
  });

  test.each(pages)("of %s lead to files and headings that are there", (page) => {
    const links = [
      ...prose(page)
        .replace(/`[^`\n]*`/g, "")
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, target = ""]) => target);
    const broken = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? page : relative(ROOT, join(ROOT, dirname(page), path)).replaceAll("\\", "/");
        return !existsSync(join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor));
      });
    expect(broken).toEqual([]);
  });
});

describe("a newcomer", () => {
  test.each(["README.md", "ARCHITECTURE.md"])("reads %s in at most 150 lines", (path) => {
    expect(read(path).trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });

  const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(folders.map(({ name }) => name))(
    "finds the question of src/%s, and each folder in it, at its head",
    (name) => {
      const head = read(`src/${name}/README.md`);
      expect(head).toMatch(new RegExp(`^# ${name}: .+\\?\n`));
      expect(read("ARCHITECTURE.md")).toContain(`](src/${name}/README.md)`);
      const within = readdirSync(join(ROOT, "src", name), { withFileTypes: true }).filter((entry) =>
        entry.isDirectory(),
      );
      for (const folder of within) expect(head).toContain(`\`${folder.name}/\``);
    },
  );

  test("finds every file that ARCHITECTURE.md and the folders' pages name", () => {
    const named = pages
      .filter((page) => page === "ARCHITECTURE.md" || page.startsWith("src/"))
      .flatMap((page) =>
        [...read(page).matchAll(/`([\w./-]+\.(?:tsx?|mjs|sh))`/g)].map(([, name = ""]) => ({ page, name })),
      );
    expect(named.length).toBeGreaterThan(30);
    const places = ({ page, name }: (typeof named)[number]) => [
      name,
      `src/${name}`,
      join(dirname(page), name),
      ...readdirSync(join(ROOT, dirname(page)), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && page !== "ARCHITECTURE.md")
        .map((entry) => join(dirname(page), entry.name, name)),
    ];
    const missing = named.filter((one) => !places(one).some((path) => existsSync(join(ROOT, path))));
    expect(missing).toEqual([]);
  });
});

test("the changelog has the package's version, with its day", () => {
  const { version } = JSON.parse(read("package.json"));
  expect(read("CHANGELOG.md")).toMatch(
    new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\] - \\d{4}-\\d\\d-\\d\\d$`, "m"),
  );
});
