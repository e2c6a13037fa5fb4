import type { Answer } from "../../contract/answer.js";
import { HOME, hashOf } from "../state/route.js";
import type { State } from "../state/state.js";
import { type Turn, turnsOf } from "../state/turns.js";
import { sentenceRuns } from "../text/sentence-runs.js";

/** The questions before the one shown, each a link back to its answer, which stands below it as a whole. */
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
              <div className="trail-answer">
                <Result turn={turn} />
              </div>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Result({ turn: { outcome } }: { readonly turn: Turn }) {
  switch (outcome?.kind) {
    case "answer":
      return outcome.answer.answer === null ? <p>Not found</p> : <WholeText answer={outcome.answer} />;
    case "asking":
      return <p>Searching…</p>;
    case "failed":
      return <p>{outcome.failure.message}</p>;
    case "cancelled":
      return <p>Cancelled</p>;
    default:
      return null;
  }
}

/** Its sentences are no links: they would stand in the way of who goes through the answer shown by keyboard. */
function WholeText({ answer }: { readonly answer: Answer }) {
  return sentenceRuns(answer).flatMap(({ name, runs }) =>
    runs.map((run, index) => (
      <p key={run[0]?.at} dir="auto">
        {name !== null && index === 0 && <bdi className="trail-source">{name}: </bdi>}
        {run.map(({ text, context }) => (context === null ? text : `${context} ${text}`)).join(" ")}
      </p>
    )),
  );
}
