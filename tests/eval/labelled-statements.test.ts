import { expect, test } from "vitest";
import { measureSupport, readLabelledStatements } from "../../src/eval/labelled-statements.js";
import { tempFolder, writeFiles } from "../helpers/temp-folder.js";

const lines = (...values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

test("a statement is false in the way that its set names, beside `kind` or in its place", async () => {
  const folder = await tempFolder();
  const statements = lines(
    { statement: "It is so.", kind: "true" },
    { statement: "It is not so.", kind: "false", why: "negation" },
    { statement: "It is 5.", kind: "number" },
    { statement: "It is otherwise.", kind: "false" },
  );
  await writeFiles(folder, { "statements.jsonl": statements });
  expect(await readLabelledStatements(folder)).toEqual([
    { statement: "It is so.", isTrue: true, kind: "true" },
    { statement: "It is not so.", isTrue: false, kind: "negation" },
    { statement: "It is 5.", isTrue: false, kind: "number" },
    { statement: "It is otherwise.", isTrue: false, kind: "false" },
  ]);
});

test("a set that an editor on Windows has saved is read", async () => {
  const folder = await tempFolder();
  const saved = `\ufeff${lines({ statement: "It is so.", kind: "true" }, { statement: "It is 5.", kind: "number" })}`;
  await writeFiles(folder, { "statements.jsonl": saved.replaceAll("\n", "\r\n") });
  expect(await readLabelledStatements(folder)).toHaveLength(2);
});

test("a set without statements has none, and a line that is none is told", async () => {
  const folder = await tempFolder();
  expect(await readLabelledStatements(folder)).toEqual([]);
  await writeFiles(folder, { "statements.jsonl": lines({ statement: "It is so.", kind: "true" }, { statement: 5 }) });
  await expect(readLabelledStatements(folder)).rejects.toMatchObject({
    code: "set_invalid",
    details: { problem: "line 2: 'statement' is not text" },
  });
});

test("shares are of the true ones, of the false ones and of each kind", () => {
  const statement = (kind: string) => ({ statement: "", isTrue: kind === "true", kind });
  const set = ["true", "true", "true", "true", "date", "date", "clause"].map(statement);
  const metrics = measureSupport(set, [
    "supported",
    "supported",
    "supported",
    "partial",
    "contradicted",
    "supported",
    "unsupported",
  ]);
  expect(metrics).toMatchObject({ statements: 7, true_supported: 0.75, false_supported: 1 / 3 });
  expect(metrics!.kinds).toEqual([
    { kind: "true", isTrue: true, statements: 4, supported: 0.75, contradicted: 0 },
    { kind: "date", isTrue: false, statements: 2, supported: 0.5, contradicted: 0.5 },
    { kind: "clause", isTrue: false, statements: 1, supported: 0, contradicted: 0 },
  ]);
  expect(measureSupport([], [])).toBeNull();
  expect(measureSupport([statement("true")], ["supported"])!.false_supported).toBeNull();
});
