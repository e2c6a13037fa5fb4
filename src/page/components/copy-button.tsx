import { useState } from "react";
import type { Event } from "../state/state.js";

interface Props {
  readonly text: string;
  /** Which quote it is, for who does not see where the button stands. */
  readonly which: string;
  readonly dispatch: (event: Event) => void;
}

const SHOWN_DONE_MS = 2_000;

export function CopyButton({ text, which, dispatch }: Props) {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  const copy = async (): Promise<void> => {
    const isDone = await copyText(text);
    setState(isDone ? "done" : "failed");
    dispatch({
      type: "announced",
      text: isDone ? "The quote was copied, with its source." : "The browser does not let this page copy.",
    });
    setTimeout(() => setState("idle"), SHOWN_DONE_MS);
  };
  return (
    <button type="button" className="link" onClick={() => void copy()}>
      {state === "done" ? "Copied" : state === "failed" ? "Could not copy" : "Copy quote"}
      <span className="visually-hidden"> {which}</span>
    </button>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    // Not there on a page that came over plain HTTP from another machine.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
