import { expect, test } from "vitest";
import { headingMarks } from "../../../src/page/text/heading-marks.js";

const TEXT = "Mills\n\n# Lease\n\n  ## Term 𝔸\r\n\nIt runs. #5 is not one\n#neither\n";

test("headings of a Markdown document are found with their signs, and every character stays where it is", () => {
  const marks = headingMarks({ text: TEXT, path: "a/lease.md", section: ["Mills"] }).map(({ start, end, kind }) => [
    kind,
    TEXT.slice(start, end),
  ]);
  expect(marks).toEqual([
    ["heading", "Mills"],
    ["sign", "# "],
    ["heading", "Lease"],
    ["sign", "## "],
    ["heading", "Term 𝔸"],
  ]);
});

test("other documents have none, whatever their lines begin with", () => {
  expect(headingMarks({ text: TEXT, path: "notes.txt", section: ["Mills"] })).toEqual([]);
});
