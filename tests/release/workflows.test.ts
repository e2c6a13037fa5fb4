import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
// @ts-expect-error: a script, without types
import { inOrder, tagOf } from "../../scripts/release/publish.mjs";
import { ROOT } from "../helpers/shipped.js";

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Record<string, unknown>;
  }[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = ".github/workflows";
const read = (name: string) => parse(readFileSync(join(ROOT, FOLDER, name), "utf8")) as Workflow;
const jobsOf = (name: string) => Object.entries(read(name).jobs);

describe.each(readdirSync(join(ROOT, FOLDER)))("%s", (name) => {
  test("takes actions by their commit, which nobody can move, and leaves no credentials to what it runs", () => {
    const steps = jobsOf(name).flatMap(([, job]) => job.steps ?? []);
    const others = steps.flatMap(({ uses = "" }) => (uses === "" ? [] : [uses]));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((uses) => !/^[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });

  test("may only read, but for jobs that say what else; every job ends", () => {
    expect(read(name).permissions).toEqual({ contents: "read" });
    const endless = jobsOf(name).filter(([, job]) => !job.uses && job["timeout-minutes"] === undefined);
    expect(endless.map(([id]) => id)).toEqual([]);
  });

  test("runs scripts that are there", () => {
    const commands = jobsOf(name).flatMap(([, job]) => (job.steps ?? []).map(({ run = "" }) => run));
    const paths = commands.flatMap((run) => [...run.matchAll(/(?:scripts|\.ci)\/[\w./-]+/g)].map(([path]) => path));
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

test("a release publishes only what was tested, from a place where somebody has to agree", () => {
  const { npm, image, notes } = read("release.yml").jobs;
  for (const job of [npm, image]) expect(job?.needs).toEqual(expect.arrayContaining(["test", "pack"]));
  expect(notes?.needs).toEqual(expect.arrayContaining(["npm", "image"]));
  expect(npm?.environment).toBe("npm");
  const rights = jobsOf("release.yml").map(([id, { permissions = {} }]) => [id, permissions] as const);
  const may = (right: string) => rights.filter(([, has]) => has[right] === "write").map(([id]) => id);
  expect([may("id-token"), may("packages"), may("contents")]).toEqual([["npm"], ["image"], ["notes"]]);
});

test("the runtimes are published before the package that asks for them, and trials are not the latest version", () => {
  const files = ["a-0.2.0.tgz", "a-runtime-win32-x64-1.0.0.tgz", "notes.md", "a-runtime-linux-x64-1.0.0.tgz"];
  expect(inOrder(files)).toEqual(["a-runtime-linux-x64-1.0.0.tgz", "a-runtime-win32-x64-1.0.0.tgz", "a-0.2.0.tgz"]);
  expect([tagOf("0.2.0"), tagOf("0.3.0-rc.1")]).toEqual(["latest", "next"]);
});
