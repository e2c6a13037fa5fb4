import { useEffect, useRef } from "react";
import type { Opened, Route } from "../route.js";

/** Puts the focus back where the document was opened from, when it is closed. */
export function useFocus({ opened }: Route): void {
  const before = useRef<Opened | null>(null);
  useEffect(() => {
    if (opened === null && before.current !== null) {
      const name = evidenceName(before.current);
      const links = [...document.querySelectorAll<HTMLElement>("[data-evidence]")];
      const link = links.find(({ dataset }) => dataset.evidence === name);
      (link ?? document.getElementById("question"))?.focus();
    }
    before.current = opened;
  }, [opened]);
}

/** Names what a link opens; the first link of that name gets the focus back. */
export function evidenceName(opened: Opened): string {
  return opened.kind === "citation" ? `citation ${opened.number}` : `${opened.kind} ${opened.id}`;
}
