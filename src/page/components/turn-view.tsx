import { type RefObject, useLayoutEffect, useRef } from "react";
import { conversationKey } from "../state/route.js";
import { otherReading, turnsOf } from "../state/turns.js";
import { AnswerView } from "./answer-view.js";
import { FailureNotice } from "./failure-notice.js";
import type { ViewProps } from "./view-props.js";

/** The last question and what has come of it. */
export function TurnView({ state, dispatch }: ViewProps) {
  const turns = turnsOf(state);
  const turn = turns.at(-1);
  const heading = useTurnInSight(turns.map((each) => `${each.outcome?.kind} ${each.question.text}`).join("\n"));
  // A question that leans on one that failed waits for it.
  const failed = turns.find(({ outcome }) => outcome?.kind === "failed")?.outcome;
  if (turn === undefined) return null;
  const { outcome, question } = turn;
  const reading = otherReading(turn);
  return (
    <article className="turn" aria-labelledby="turn-question">
      <h1 id="turn-question" ref={heading} dir="auto">
        {question.text}
      </h1>
      {reading !== null && (
        <p className="reading">
          {reading.as !== null && (
            <>
              <span className="muted">Read as</span> <em dir="auto">{reading.as}</em>{" "}
            </>
          )}
          {reading.of !== null && (
            <>
              <span className="muted">Asked of</span> <em dir="auto">{reading.of}</em>{" "}
            </>
          )}
          {!question.isLiteral && (
            <button type="button" className="link" onClick={() => dispatch({ type: "asked_literally" })}>
              Ask it as typed
            </button>
          )}
        </p>
      )}
      {question.collection !== undefined && (
        <p className="reading">
          <span className="muted">Only in</span> <bdi>{question.collection}</bdi>
        </p>
      )}
      {question.isLiteral && (
        <p className="reading muted">Asked as typed, of all documents and without the questions before it.</p>
      )}
      {outcome?.kind === "asking" && (
        <div className="growing" aria-busy="true">
          {outcome.growing.text !== "" && (
            <p className="answer-text" dir="auto">
              {outcome.growing.text}
            </p>
          )}
          <p className="muted">
            <span className="pulse" aria-hidden="true" /> Searching the documents…{" "}
            <button type="button" className="link" onClick={() => dispatch({ type: "ask_cancelled" })}>
              Cancel
            </button>
          </p>
        </div>
      )}
      {state.reopened?.key === conversationKey(turn.conversation) && (
        <p className="reading muted">{state.reopened.said}</p>
      )}
      {outcome?.kind === "answer" && <AnswerView answer={outcome.answer} state={state} dispatch={dispatch} />}
      {outcome?.kind === "cancelled" && (
        <p className="muted">
          Cancelled.{" "}
          <button type="button" className="link" onClick={() => dispatch({ type: "retried" })}>
            Ask again
          </button>
        </p>
      )}
      {failed?.kind === "failed" && <FailureNotice failure={failed.failure} dispatch={dispatch} />}
    </article>
  );
}

/** How far down a question may begin, as a share of the window, so that its answer is seen without scrolling. */
const FURTHEST_DOWN = 0.5;

/** Brings a question to where its answer can be read, below what was asked before it. @param what changes with what stands above and below it */
function useTurnInSight(what: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for what is shown, not for what it reads
  useLayoutEffect(() => {
    const top = heading.current?.getBoundingClientRect().top ?? 0;
    if (top < 0 || top > window.innerHeight * FURTHEST_DOWN) heading.current?.scrollIntoView({ block: "start" });
  }, [what]);
  return heading;
}
