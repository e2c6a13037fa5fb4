import { expect, test } from "vitest";
import { errorRows, outsideTemplate } from "../../../src/core/errors/error-row.js";

const row = { status: 500, exit: 2, hint: "Do this." } as const;

test("a row whose message names a path must say what those outside are told, or it does not compile", () => {
  // @ts-expect-error `outside` is missing
  errorRows({ a: { ...row, message: "{path} is gone." } });
  // @ts-expect-error a library's words may name one too
  errorRows({ a: { ...row, message: "It failed: {problem}" } });
  errorRows({ a: { ...row, message: "{path} is gone.", outside: "It is gone." } });
  errorRows({ a: { ...row, message: "{length} characters; at most {limit} are read." } });
});

test("a row names nothing to those outside that its message does not, or it does not compile", () => {
  // @ts-expect-error there is no {file}
  errorRows({ a: { ...row, message: "{path} is gone.", outside: "{file} is gone." } });
  errorRows({ a: { ...row, message: "{path} is not offered.", outside: "There is nothing at {path}." } });
  errorRows({ a: { ...row, message: "{path} is not offered.", outside: "{message}" } });
});

test("a row that says nothing for those outside is opaque to them, if its message names what is not theirs", () => {
  expect(outsideTemplate({ ...row, message: "{path} is gone." })).toBe("Something went wrong.");
  expect(outsideTemplate({ ...row, message: "It needs {seconds} s: {problem}" })).toBe("Something went wrong.");
  expect(outsideTemplate({ ...row, message: "It needs {seconds} s." })).toBe("It needs {seconds} s.");
  expect(outsideTemplate({ ...row, message: "It failed." })).toBe("It failed.");
});
