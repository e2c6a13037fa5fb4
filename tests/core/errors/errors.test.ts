import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/core/errors/catalogue.js";
import {
  errorCodes,
  FootnoteError,
  fromPortable,
  toFootnoteError,
  toPortable,
} from "../../../src/core/errors/errors.js";
import { ROOT } from "../../helpers/shipped.js";

describe("the catalogue", () => {
  test("has each code in one file: none replaces another where they are joined", () => {
    const folder = join(ROOT, "src/core/errors");
    const rows = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), "utf8").matchAll(/^ {2}(\w+): \{$/gm)].map(([, code]) => code),
    );
    expect(rows.sort()).toEqual(errorCodes().sort());
  });

  test.each(errorCodes())("fills every name of %s, for those here and for those outside", (code) => {
    const names = [...CATALOGUE[code].message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const details = Object.fromEntries(names.map((name) => [name, `<${name}>`]));
    const error = new FootnoteError(code, details as FootnoteError["details"]);
    for (const name of names) expect(error.message).toContain(`<${name}>`);
    for (const text of [error.message, error.outside, error.hint]) expect(text).not.toMatch(/undefined|\{(?!\s)\w+\}/);
    // The hint follows, often on the same line.
    for (const text of [error.message, error.outside]) expect(text).toMatch(/[.!?]$/);
  });
});

test("what those outside are told is the message itself where the row says so, whatever it holds", () => {
  const { message, outside } = new FootnoteError("route_unknown", { path: "/{message}/{path}" });
  expect(message).toBe("There is nothing at /{message}/{path}.");
  expect(outside).toBe(message);
});

test("a message is a sentence whatever it ends with, and whoever reported it", () => {
  const of = (problem: string) => new FootnoteError("writer_failed", { server: "x", problem }).message;
  expect(of("out of memory")).toBe("x failed: out of memory.");
  expect(of("out of memory.")).toBe("x failed: out of memory.");
  expect(of("it said “no.”")).toBe("x failed: it said “no.”");
  expect(FootnoteError.reported("internal", "it is gone", "http://x").message).toBe("it is gone.");
});

test("an error goes from thread to thread with its code, its details and the stack of what caused it", () => {
  const cause = new TypeError("x is no function");
  const error = new FootnoteError("index_missing", { path: "/here" }, { cause });
  const arrived = fromPortable(structuredClone(toPortable(error)));
  expect(arrived).toMatchObject({ code: "index_missing", message: error.message, outside: "There is no index." });
  expect((arrived.cause as Error).stack).toBe(cause.stack);
});

test("what is not known becomes internal, with its cause kept, and tells nothing of it", () => {
  const thrown = new Error("ENOENT: /secret/place");
  expect(toFootnoteError(thrown)).toMatchObject({ code: "internal", cause: thrown });
  expect(toFootnoteError(thrown).outside).not.toContain("secret");
});
