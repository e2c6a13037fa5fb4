import { FootnoteError } from "../../src/core/errors.js";
import type { Desk } from "../../src/tui/desk.js";

/** A desk in a folder, over no index. */
export function tuiDesk(cwd = "/nowhere"): Desk {
  return {
    cwd,
    whyNot: async (document) => {
      throw new FootnoteError("path_unknown", { path: document, suggestion: "" });
    },
    diagnose: async () => [
      { check: "model", status: "ok", detail: "Xenova/e5-small-v2" },
      { check: "disk", status: "warning", detail: "12 MB are free." },
    ],
  };
}
