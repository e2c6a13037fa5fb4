import { type ReactElement, useLayoutEffect, useRef } from "react";
import { documentsLines, helpLines } from "../layout/page-lines.js";
import { readerLines } from "../layout/reader-lines.js";
import type { Line } from "../lines.js";
import type { State } from "../state.js";
import type { Store } from "../store.js";
import { StyledLines } from "./styled-lines.js";
import { useStore } from "./use-store.js";

interface FullScreenProps {
  readonly store: Store;
  /** Also when the process is made to end: then nobody but Ink's own exit handler is left to tidy up. */
  readonly onClosed: () => void;
}

/** The reader, the help and the list of documents, on the terminal's second screen. */
export function FullScreen({ store, onClosed }: FullScreenProps): ReactElement {
  useLayoutEffect(() => onClosed, [onClosed]);
  const state = useStore(store);
  const lines = useRef<readonly Line[]>([]);
  lines.current = linesOf(state) ?? lines.current;
  return <StyledLines lines={lines.current} />;
}

function linesOf({ screen, size }: State): readonly Line[] | null {
  switch (screen.kind) {
    case "reader":
      return readerLines(screen, size);
    case "help":
      return helpLines(screen.top, size);
    case "documents":
      return documentsLines(screen, size);
    case "chat":
      return null;
  }
}
