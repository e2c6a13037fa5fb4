import { type Turn, turnsOf } from "../conversation.js";
import { HOME, hashOf } from "../route.js";
import type { State } from "../state.js";

/** The questions before the one shown, each a link back to its answer. */
export function ConversationTrail({ state }: { readonly state: State }) {
  const earlier = turnsOf(state).slice(0, -1);
  if (earlier.length === 0) return null;
  return (
    <nav className="trail" aria-label="Earlier in this conversation">
      <ol>
        {earlier.map((turn) => {
          const hash = hashOf({ ...HOME, conversation: turn.conversation });
          return (
            <li key={hash}>
              <a href={hash}>
                <bdi>{turn.question.text}</bdi>
              </a>
              <span className="trail-answer" dir="auto">
                {gist(turn)}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function gist({ outcome }: Turn): string {
  switch (outcome?.kind) {
    case "answer":
      return outcome.answer.answer?.sentences[0]?.text ?? "Not found";
    case "asking":
      return "Searching…";
    case "failed":
      return outcome.failure.message;
    case "cancelled":
      return "Cancelled";
    default:
      return "";
  }
}
