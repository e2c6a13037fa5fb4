import { type FormEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { MAX_QUESTION_CHARACTERS } from "../../contract/limits.js";
import { HOME, hashOf } from "../state/route.js";
import { chosenCollection, collectionsOf } from "../state/turns.js";
import { writerOf } from "../state/words.js";
import { writerName } from "../text/words.js";
import type { ViewProps } from "./view-props.js";

/** The question box. Enter asks, Shift-Enter starts a new line. */
export function AskForm({ state, dispatch }: ViewProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const isFollowUp = state.route.conversation.length > 0;
  const { opened, report, view } = state.route;
  const isBeginning = !isFollowUp && opened === null && report === null && view === "answer";
  const writer = writerOf(state);
  const collections = collectionsOf(state);
  useEffect(() => {
    if (isBeginning) box.current?.focus({ preventScroll: true });
  }, [isBeginning]);
  const submit = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    // The keyboard on a touch screen would cover the answer.
    if (state.draft.trim() !== "" && window.matchMedia("(pointer: coarse)").matches) box.current?.blur();
    dispatch({ type: "submitted" });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  };
  return (
    <form className="ask" onSubmit={submit}>
      <label htmlFor="question" className="visually-hidden">
        {isFollowUp ? "Ask a follow-up" : "Ask your documents"}
      </label>
      <textarea
        id="question"
        ref={box}
        rows={1}
        maxLength={MAX_QUESTION_CHARACTERS}
        value={state.draft}
        placeholder={isFollowUp ? "Ask a follow-up…" : "Ask your documents…"}
        onChange={({ target }) => dispatch({ type: "typed", text: target.value })}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="primary" disabled={state.draft.trim() === ""}>
        Ask
      </button>
      {collections.length > 0 && (
        <label className="collection">
          Ask{" "}
          <select
            value={chosenCollection(state) ?? ""}
            onChange={({ target }) => dispatch({ type: "collection_chosen", name: target.value || null })}
          >
            <option value="">all folders</option>
            {collections.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {writer !== null && (
        <label className="switch also-in-words">
          <input type="checkbox" checked={state.alsoInWords} onChange={() => dispatch({ type: "words_switched" })} />
          Also in words
          <span className="muted">
            by <bdi>{writerName(writer)}</bdi>
          </span>
        </label>
      )}
      {isFollowUp && (
        <a className="start-over" href={hashOf(HOME)}>
          New conversation
        </a>
      )}
    </form>
  );
}
