import { FootnoteError } from "../core/errors/errors.js";

/** Refuses a line that no document has, without a look at any. @throws FootnoteError location_unknown */
export function assertLine(path: string, line: number): void {
  if (line >= 1) return;
  throw new FootnoteError("location_unknown", { location: `${path}:${line}`, problem: "lines are counted from 1" });
}
