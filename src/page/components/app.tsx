import { useMemo, useSyncExternalStore } from "react";
import { openEvidence } from "../opened-evidence.js";
import type { Store } from "../store.js";
import { AskForm } from "./ask-form.js";
import { ConversationTrail } from "./conversation-trail.js";
import { DocumentPane } from "./document-pane.js";
import { DocumentsView } from "./documents-view.js";
import { Header } from "./header.js";
import { HelpDialog } from "./help-dialog.js";
import { TokenForm } from "./token-form.js";
import { TurnView } from "./turn-view.js";
import { useFocus } from "./use-focus.js";
import { useKeys } from "./use-keys.js";
import { useNarrow } from "./use-narrow.js";
import { useTitle } from "./use-title.js";
import type { ViewProps } from "./view-props.js";
import { Welcome } from "./welcome.js";

/** The whole page: an answer on the left, and beside it the document that is open. */
export function App({ store }: { readonly store: Store }) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { dispatch } = store;
  useKeys(store);
  useFocus(state.route);
  useTitle(state.route);
  const isNarrow = useNarrow();
  const { route, outcomes, places, tokenWanted } = state;
  const shown = useMemo(() => openEvidence({ route, outcomes, places }), [route, outcomes, places]);
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
  const { conversation, view } = state.route;
  return (
    <>
      <AskForm state={state} dispatch={dispatch} />
      {view === "documents" ? (
        <DocumentsView state={state} dispatch={dispatch} />
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
