import { useEffect, useMemo, useSyncExternalStore } from "react";
import { reportTitle } from "../../core/report-walk.js";
import { eventOfKey } from "../state/keys.js";
import { openEvidence } from "../state/opened-evidence.js";
import { growingReport, shownReport } from "../state/reports.js";
import type { State } from "../state/state.js";
import type { Store } from "../state/store.js";
import { AskForm } from "./ask-form.js";
import { ConversationTrail } from "./conversation-trail.js";
import { ConversationsView } from "./conversations/conversations-view.js";
import { DocumentPane } from "./document-pane.js";
import { DocumentsView } from "./documents-view.js";
import { Header } from "./header.js";
import { HelpDialog } from "./help-dialog.js";
import { ReportView } from "./report/report-view.js";
import { TokenForm } from "./token-form.js";
import { TurnView } from "./turn-view.js";
import { useFocus } from "./use-focus.js";
import type { ViewProps } from "./view-props.js";
import { Welcome } from "./welcome.js";

/** The whole page: an answer on the left, and beside it the document that is open. */
export function App({ store }: { readonly store: Store }) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { dispatch } = store;
  useKeys(store);
  useFocus(state.route);
  useTitle(state);
  const isNarrow = useNarrow();
  const { route, outcomes, words, reports, places, tokenWanted } = state;
  const shown = useMemo(
    () => openEvidence({ route, outcomes, words, reports, places }),
    [route, outcomes, words, reports, places],
  );
  const isOpen = route.opened !== null && tokenWanted === null;
  return (
    <div className={isOpen ? "page page-open" : "page"}>
      {tokenWanted === null && (
        <button type="button" className="skip" onClick={() => document.getElementById("question")?.focus()}>
          Skip to the question
        </button>
      )}
      <div className="left" inert={isOpen && isNarrow}>
        <Header state={state} dispatch={dispatch} />
        <main className="main">
          {tokenWanted === null ? (
            <Contents state={state} dispatch={dispatch} />
          ) : (
            <TokenForm wanted={tokenWanted} dispatch={dispatch} />
          )}
        </main>
      </div>
      {isOpen && <DocumentPane state={state} dispatch={dispatch} shown={shown} />}
      <HelpDialog state={state} dispatch={dispatch} />
      <div role="status" aria-live="polite" className="visually-hidden">
        {state.announcement}
      </div>
    </div>
  );
}

function Contents({ state, dispatch }: ViewProps) {
  const { conversation, report, view } = state.route;
  return (
    <>
      <AskForm state={state} dispatch={dispatch} />
      {view === "documents" ? (
        <DocumentsView state={state} dispatch={dispatch} />
      ) : view === "conversations" ? (
        <ConversationsView state={state} dispatch={dispatch} />
      ) : report !== null ? (
        <ReportView of={report} state={state} dispatch={dispatch} />
      ) : conversation.length === 0 ? (
        <Welcome state={state} dispatch={dispatch} />
      ) : (
        <>
          <ConversationTrail state={state} />
          <TurnView state={state} dispatch={dispatch} />
        </>
      )}
    </>
  );
}

/** Listens to the keys of the page; those that are typed into a field stay there. */
export function useKeys({ get, dispatch }: Store): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || get().isHelpOpen) return;
      if (event.key === "/" && !isField(event.target) && get().areKeysOn) {
        event.preventDefault();
        document.getElementById("question")?.focus();
        return;
      }
      const isTyping = isField(event.target);
      if (isTyping && event.key !== "Escape") return;
      const made = eventOfKey(get(), event.key);
      if (made === null && isTyping) document.querySelector<HTMLElement>("main [data-evidence]")?.focus();
      if (made === null) return;
      event.preventDefault();
      dispatch(made);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [get, dispatch]);
}

/** A checkbox takes no text; that of the help has the focus for a moment after the help has been closed. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
}

/** Where the document covers the answer instead of standing beside it; `layout.css` says the same. */
const NARROW = window.matchMedia("(max-width: 60rem)");

function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => NARROW.matches);
}

function subscribe(listener: () => void): () => void {
  NARROW.addEventListener("change", listener);
  return () => NARROW.removeEventListener("change", listener);
}

/** Names the tab, and so the entries of the browser's history, after what is shown. */
function useTitle(state: State): void {
  const { conversation, view } = state.route;
  const report = growingReport(shownReport(state))?.report;
  const shown =
    view === "documents"
      ? "Documents"
      : view === "conversations"
        ? "Conversations"
        : report
          ? reportTitle(report)
          : conversation.at(-1)?.text;
  useEffect(() => {
    document.title = shown === undefined ? "Footnote" : `${shown} · Footnote`;
  }, [shown]);
}
