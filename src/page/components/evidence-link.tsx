import type { ReactNode } from "react";
import { hashOf, type Opened, type Route, withOpened } from "../state/route.js";
import { evidenceName } from "./use-focus.js";

interface Props {
  readonly route: Route;
  readonly opens: Opened;
  readonly className?: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link to the same answer with a document open beside it: it can be copied, opened in a tab of its own, gone back from. */
export function EvidenceLink({ route, opens, className, label, children }: Props) {
  const name = evidenceName(opens);
  const isOpen = route.opened !== null && evidenceName(route.opened) === name;
  return (
    <a
      href={hashOf(withOpened(route, opens))}
      className={className}
      aria-label={label}
      aria-current={isOpen ? "true" : undefined}
      data-evidence={name}
    >
      {children}
    </a>
  );
}
