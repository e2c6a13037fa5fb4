import { FootnoteError } from "../../src/core/errors.js";
import type { Desk } from "../../src/tui/desk.js";

/** A desk in a folder, over no index. */
export function tuiDesk(cwd = "/nowhere"): Desk {
  return {
    cwd,
    whyNot: async (document, { question }) => {
      if (document !== "guides/care.txt") throw new FootnoteError("path_unknown", { path: document, suggestion: "" });
      const reason = "Its best passage ranks 3 of 6 and is shown, but sentences of other passages answer better.";
      return { question, path: document, status: "searched", reason, hint: null, stale: "changed", evidence: null };
    },
    diagnose: async () => [
      { check: "model", status: "ok", detail: "Xenova/e5-small-v2" },
      { check: "disk", status: "warning", detail: "12 MB are free." },
    ],
  };
}
