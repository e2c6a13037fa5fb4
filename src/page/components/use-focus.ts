import { useEffect, useRef } from "react";
import type { Opened, Route } from "../state/route.js";

/** Puts the focus back where the document was opened from, when it is closed; a report that is made of it takes it itself. */
export function useFocus({ opened, report }: Route): void {
  const before = useRef<Opened | null>(null);
  const reportBefore = useRef(report);
  useEffect(() => {
    if (opened !== null) showInAnswer(evidenceName(opened));
    if (opened === null && before.current !== null && reportBefore.current === report) {
      const [link] = linksNamed(evidenceName(before.current));
      (link ?? document.getElementById("question"))?.focus();
    }
    before.current = opened;
    reportBefore.current = report;
  }, [opened, report]);
}

/** The answer gets narrower beside a document: what was opened stays in sight. */
function showInAnswer(name: string): void {
  const links = linksNamed(name);
  const isSeen = links.some((link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  });
  if (!isSeen) links[0]?.scrollIntoView({ block: "center" });
}

function linksNamed(name: string): HTMLElement[] {
  const links = [...document.querySelectorAll<HTMLElement>("[data-evidence]")];
  return links.filter(({ dataset }) => dataset.evidence === name);
}

/** Names what a link opens; the first link of that name gets the focus back. */
export function evidenceName(opened: Opened): string {
  return "number" in opened ? `${opened.kind} ${opened.number}` : `${opened.kind} ${opened.id}`;
}
