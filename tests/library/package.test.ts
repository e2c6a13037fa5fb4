import { execFile } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const NAME = "footnote-qa";

const PROGRAM = `
import { FootnoteError, isFootnoteError, openFolder, type Answer, type Folder, type WatchEvent } from "${NAME}";

export async function main(path: string, signal: AbortSignal): Promise<string[]> {
  await using folder: Folder = await openFolder(path, { strictness: "careful", index: "/somewhere" });
  const run = folder.index({ signal, onProgress: ({ eta_seconds }) => eta_seconds?.toFixed() });
  for await (const { passages_done } of run) passages_done.toFixed();
  const { added } = await run;
  const answer: Answer = await folder.ask("Why?", { topK: 3, filters: { types: ["md"], documentIds: ["d"] } });
  for await (const event of folder.ask("And then?", { history: [answer] })) {
    if (event.event === "answer.done") event.data.citations[0]?.quote.length;
    // @ts-expect-error no such event
    if (event.event === "answer.ended") return [];
  }
  const { citations } = await folder.checkCitations(answer.citations, { signal });
  if (citations.some(({ state }) => state === "gone")) await folder.show(answer.citations[0]!);
  const follow = async (event: WatchEvent) => (event.event === "problem" ? event.data.hint : event.data.added);
  for await (const event of folder.watch({ signal })) await follow(event);
  try {
    // @ts-expect-error a number is no question
    await folder.ask(1);
  } catch (error) {
    if (error instanceof FootnoteError) return [error.hint];
    if (isFootnoteError(error) && error.code === "index_missing") return [error.message];
  }
  return [...added];
}
`;

describe("in a program of its own", () => {
  const resolutions = [
    ["node16", ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ["nodenext", ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    ["bundler", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ] as const;

  /** Read once: all that the language itself declares. */
  const languageFiles = new Map<string, ts.SourceFile | undefined>();

  test.each(resolutions)("types need no other package (%s)", async (_, module, moduleResolution) => {
    const program = await tempFolder();
    const installed = join(program, "node_modules", NAME);
    await cp(join(ROOT, "dist/library/open-folder.d.ts"), join(installed, "dist/library/open-folder.d.ts"));
    await cp(join(ROOT, "package.json"), join(installed, "package.json"));
    await writeFiles(program, { "package.json": '{ "type": "module" }', "main.ts": PROGRAM });
    const options: ts.CompilerOptions = {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2022,
      // Some declaration of AbortSignal is the program's own affair.
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile;
    host.getSourceFile = (path, ...how) => {
      if (!path.includes("/typescript/lib/")) return read(path, ...how);
      const file = languageFiles.get(path) ?? read(path, ...how);
      languageFiles.set(path, file);
      return file;
    };
    const problems = ts.getPreEmitDiagnostics(ts.createProgram([join(program, "main.ts")], options, host));
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  test("it is imported and required, nothing else of it can be, and it leaves the process alone", async () => {
    const program = await tempFolder();
    await mkdir(join(program, "node_modules"));
    await symlink(ROOT, join(program, "node_modules", NAME), "dir");
    await writeFiles(join(program, "documents"), { "lease.md": "The notice period is three months.\n" });
    await writeFile(
      join(program, "main.cjs"),
      `const assert = require("node:assert");
const names = ["SIGINT", "SIGTERM", "uncaughtException", "unhandledRejection", "exit", "beforeExit"];
const environment = JSON.stringify(process.env);
(async () => {
  const { openFolder } = await import("${NAME}");
  assert.equal(require("${NAME}").openFolder, openFolder);
  assert.throws(() => require("${NAME}/dist/core/text.js"), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  const folder = await openFolder("documents", { workers: 1 });
  await folder.index();
  const { status } = await folder.ask("How long is the notice period?");
  assert.equal(status, "answered");
  await folder.close();
  assert.deepEqual(names.map((name) => process.listenerCount(name)), names.map(() => 0));
  assert.equal(JSON.stringify(process.env), environment);
  assert.equal(process.exitCode, undefined);
})();
`,
    );
    const node = [process.execPath, ["--disable-warning=ExperimentalWarning", "main.cjs"], { cwd: program }] as const;
    expect(await promisify(execFile)(...node)).toEqual({ stdout: "", stderr: "" });
  });
});
