import { useEffect } from "react";
import type { Route } from "../route.js";

/** Names the tab, and so the entries of the browser's history, after what is shown. */
export function useTitle({ conversation, view }: Route): void {
  const shown = view === "documents" ? "Documents" : conversation.at(-1)?.text;
  useEffect(() => {
    document.title = shown === undefined ? "Footnote" : `${shown} · Footnote`;
  }, [shown]);
}
