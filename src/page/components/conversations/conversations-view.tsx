import { hashOf } from "../../state/route.js";
import { FailureNotice } from "../failure-notice.js";
import type { ViewProps } from "../view-props.js";
import { ConversationRow } from "./conversation-row.js";

/** The conversations that are kept, the latest first. */
export function ConversationsView({ state, dispatch }: ViewProps) {
  const { conversations, keeping, route } = state;
  return (
    <section className="documents" aria-labelledby="conversations-heading">
      <h1 id="conversations-heading">Conversations</h1>
      {route.conversation.length > 0 && (
        <p>
          <a href={hashOf({ ...route, view: "answer" })}>Back to the answer</a>
        </p>
      )}
      {keeping === "off" && <p className="muted">This server saves no conversations.</p>}
      {typeof keeping === "object" && <FailureNotice failure={keeping} dispatch={dispatch} />}
      {(keeping === "unknown" || conversations?.kind === "loading") && <p className="muted">Listing…</p>}
      {conversations?.kind === "failed" && keeping !== "off" && (
        <FailureNotice failure={conversations.failure} dispatch={dispatch} />
      )}
      {conversations?.kind === "loaded" && (
        <>
          {conversations.value.conversations.length === 0 && <p className="muted">None is saved yet.</p>}
          <ul className="document-list">
            {conversations.value.conversations.map((one) => (
              <ConversationRow key={one.id} conversation={one} state={state} dispatch={dispatch} />
            ))}
          </ul>
          {conversations.value.unreadable.map(({ id, problem }) => (
            <p key={id} className="muted">
              {id} can’t be read: <bdi>{problem}</bdi>
            </p>
          ))}
        </>
      )}
    </section>
  );
}
