import { changedSince, count } from "../../core/wording.js";
import { HOME, hashOf } from "../state/route.js";
import type { ViewProps } from "./view-props.js";

export function Header({ state, dispatch }: ViewProps) {
  const { keeping, route, status, token, tokenWanted } = state;
  const isDocuments = route.view === "documents";
  const changed = status?.kind === "loaded" ? changedSince(status.value).length : 0;
  const isIncomplete = status?.kind === "loaded" && status.value.incomplete === true;
  return (
    <header className="header">
      <a className="brand" href={hashOf(HOME)} title="Start a new conversation">
        Footnote
      </a>
      <nav aria-label="Page">
        {tokenWanted === null && (
          <a
            href={hashOf({ ...route, view: isDocuments ? "answer" : "documents" })}
            aria-current={isDocuments ? "page" : undefined}
          >
            {status?.kind === "loaded" ? count(status.value.documents, "document") : "Documents"}
            {changed > 0 && <span className="badge">{changed} changed</span>}
            {isIncomplete && <span className="badge">incomplete</span>}
          </a>
        )}
        {tokenWanted === null && keeping !== "unknown" && keeping !== "off" && (
          <a
            href={hashOf({ ...route, view: route.view === "conversations" ? "answer" : "conversations" })}
            aria-current={route.view === "conversations" ? "page" : undefined}
          >
            Conversations
            {typeof keeping === "object" && <span className="badge">not saved</span>}
          </a>
        )}
        <a href="/docs">API</a>
        <button type="button" className="quiet" onClick={() => dispatch({ type: "help_switched", isOpen: true })}>
          Help <kbd>?</kbd>
        </button>
        {token !== null && (
          <button type="button" className="quiet" onClick={() => dispatch({ type: "token_forgotten" })}>
            Forget the token
          </button>
        )}
      </nav>
    </header>
  );
}
