import { useState } from "react";
import type { ConversationSummary } from "../../../contract/conversation.js";
import { EXPORT_FORMATS, MAX_TITLE_CHARACTERS } from "../../../contract/limits.js";
import { count } from "../../../core/wording.js";
import { download } from "../../effects/conversations.js";
import { toFailure } from "../../effects/failure.js";
import { moment } from "../../text/words.js";
import type { ViewProps } from "../view-props.js";

const FORMAT_NAMES: Readonly<Record<(typeof EXPORT_FORMATS)[number], string>> = {
  markdown: "Markdown",
  html: "HTML",
  docx: "Word",
  bibtex: "BibTeX",
  "csl-json": "CSL",
};

interface Props extends ViewProps {
  readonly conversation: ConversationSummary;
}

/** One conversation: opened by its title, with what else can be done with it. */
export function ConversationRow({ conversation, state, dispatch }: Props) {
  const { id, title, turns, updated_at } = conversation;
  const [mode, setMode] = useState<"shown" | "naming" | "deleting">("shown");
  const save = (format: string): void => {
    download(id, format, state.token).catch((error: unknown) => {
      const failure = toFailure(error);
      if (failure.kind === "unauthorized") dispatch({ type: "token_refused" });
      else dispatch({ type: "announced", text: `It could not be exported. ${failure.message}` });
    });
  };
  return (
    <li className="conversation">
      {mode === "naming" ? (
        <TitleForm
          title={title}
          onEnd={(named) => {
            setMode("shown");
            if (named !== null) dispatch({ type: "conversation_renamed", id, title: named });
          }}
        />
      ) : (
        <button
          type="button"
          className="link source-title"
          onClick={() => dispatch({ type: "conversation_asked", id })}
        >
          <bdi>{title}</bdi>
        </button>
      )}
      <span className="muted">
        {count(turns, "turn")}, {moment(updated_at)}
      </span>
      {mode === "shown" && (
        <span className="source-actions">
          <button type="button" className="link" onClick={() => setMode("naming")}>
            Rename<span className="visually-hidden"> {title}</span>
          </button>
          <button type="button" className="link" onClick={() => setMode("deleting")}>
            Delete<span className="visually-hidden"> {title}</span>
          </button>
          <span className="muted">Export:</span>
          {EXPORT_FORMATS.map((format) => (
            <button key={format} type="button" className="link" onClick={() => save(format)}>
              {FORMAT_NAMES[format]}
              <span className="visually-hidden"> of {title}</span>
            </button>
          ))}
        </span>
      )}
      {mode === "deleting" && (
        <span className="source-actions" role="alert">
          Delete it for good?
          <button type="button" className="link" onClick={() => dispatch({ type: "conversation_deleted", id })}>
            Delete it
          </button>
          <button type="button" className="link" onClick={() => setMode("shown")}>
            Keep it
          </button>
        </span>
      )}
    </li>
  );
}

/** @param onEnd told of the new title; of `null` where it stays */
function TitleForm({ title, onEnd }: { readonly title: string; readonly onEnd: (named: string | null) => void }) {
  const [named, setNamed] = useState(title);
  return (
    <form
      className="source-actions"
      onSubmit={(event) => {
        event.preventDefault();
        onEnd(named.trim() === "" ? null : named.trim());
      }}
    >
      <input
        aria-label="Title"
        value={named}
        maxLength={MAX_TITLE_CHARACTERS}
        // biome-ignore lint/a11y/noAutofocus: it comes where the button was that asked for it
        autoFocus
        onChange={(event) => setNamed(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onEnd(null)}
      />
      <button type="submit" className="link">
        Save
      </button>
      <button type="button" className="link" onClick={() => onEnd(null)}>
        Cancel
      </button>
    </form>
  );
}
