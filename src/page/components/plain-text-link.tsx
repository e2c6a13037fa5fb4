import { useState } from "react";
import { CallFailed } from "../effects/failure.js";
import { openPlainText, plainLink } from "../effects/open-plain-text.js";
import type { ViewProps } from "./view-props.js";

interface Props {
  readonly documentId: string;
  /** Where the text is scrolled to. */
  readonly quote: string | null;
  /** What it is the text of, for who does not see where the link stands: ` of citation 1`. */
  readonly of?: string;
  readonly token: string | null;
  readonly dispatch: ViewProps["dispatch"];
}

const SHOWN_FAILED_MS = 4_000;

/** Opens a document's plain text in a new tab. No link can carry a token: with one, the page fetches the text itself. */
export function PlainTextLink({ documentId, quote, of = "", token, dispatch }: Props) {
  const [state, setState] = useState<"idle" | "opening" | "failed">("idle");
  const hidden = <span className="visually-hidden">{of}, in a new tab</span>;
  if (token === null) {
    return (
      <a href={plainLink(documentId, quote)} target="_blank" rel="noopener noreferrer">
        Plain text{hidden}
      </a>
    );
  }
  const open = async (): Promise<void> => {
    setState("opening");
    try {
      await openPlainText(documentId, quote, token);
      setState("idle");
      dispatch({ type: "announced", text: "If no tab has opened, allow pop-ups for this page." });
    } catch (error) {
      const failure = error instanceof CallFailed ? error.failure : null;
      if (failure?.kind === "unauthorized") return dispatch({ type: "token_refused" });
      setState("failed");
      dispatch({ type: "announced", text: `The text could not be opened. ${failure?.message ?? ""}` });
      setTimeout(() => setState("idle"), SHOWN_FAILED_MS);
    }
  };
  return (
    <button type="button" className="link" disabled={state === "opening"} onClick={() => void open()}>
      {state === "opening" ? "Opening…" : state === "failed" ? "Could not open" : "Plain text"}
      {hidden}
    </button>
  );
}
