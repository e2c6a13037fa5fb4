import { type FormEvent, useId } from "react";
import type { Event } from "../state.js";

/** Takes the server's bearer token. */
export function TokenForm({ dispatch }: { readonly dispatch: (event: Event) => void }) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get("token");
    if (typeof token === "string" && token.trim() !== "") dispatch({ type: "token_given", token: token.trim() });
  };
  return (
    <form className="token" onSubmit={submit}>
      <label htmlFor={id}>Access token</label>
      <input id={id} name="token" type="password" autoComplete="off" spellCheck={false} required />
      <button type="submit" className="primary">
        Use it
      </button>
      <p className="muted">It is kept in this tab until the tab is closed, and sent to this server alone.</p>
    </form>
  );
}
