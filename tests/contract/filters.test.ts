import { expect, test } from "vitest";
import { filterDate } from "../../src/contract/filters.js";

test.each([
  ["2026-03-31", "2026-03-31T00:00:00Z"],
  ["2024-02-29", "2024-02-29T00:00:00Z"],
  ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"],
  ["2026-01-31T23:30Z", "2026-01-31T23:30:00Z"],
])("%s is a date", (text, time) => {
  expect(filterDate(text)).toBe(Date.parse(time));
});

test.each(["yesterday", "", "2026", "1", "2026-02-30", "2026-13-01", "2026-01-31T12:00", "31.1.2026", "foo 1"])(
  "'%s' is none",
  (text) => {
    expect(filterDate(text)).toBeNull();
  },
);
