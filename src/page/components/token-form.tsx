import { type FormEvent, useEffect, useRef } from "react";
import type { TokenWanted } from "../state/state.js";
import { toldOf } from "../state/token.js";
import type { ViewProps } from "./view-props.js";

interface Props {
  readonly wanted: TokenWanted;
  readonly dispatch: ViewProps["dispatch"];
}

/** Takes the server's token; stands in the place of everything that can't be had without it. */
export function TokenForm({ wanted, dispatch }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const isWrong = wanted !== "missing";
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get("token");
    if (typeof token === "string") dispatch({ type: "token_given", token });
  };
  return (
    <section className="token-view" aria-labelledby="token-title">
      <h1 id="token-title">This server asks for a token.</h1>
      <form className="token" onSubmit={submit}>
        <label htmlFor="token">Access token</label>
        <div className="token-field">
          <input
            id="token"
            name="token"
            type="password"
            ref={field}
            autoComplete="off"
            spellCheck={false}
            required
            aria-invalid={isWrong}
            aria-describedby={isWrong ? "token-problem token-use" : "token-use"}
          />
          <button type="submit" className="primary">
            Use it
          </button>
        </div>
        {isWrong && (
          <p id="token-problem" className="token-problem">
            {toldOf(wanted)}
          </p>
        )}
        <p id="token-use" className="muted">
          Whoever runs the server can make one for you. It is sent to this server alone, and kept in this tab until you
          close it or choose “Forget the token”.
        </p>
      </form>
    </section>
  );
}
