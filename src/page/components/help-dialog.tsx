import { useEffect, useRef } from "react";
import { FIXED_KEYS, KEYS } from "../keys.js";
import type { ViewProps } from "./view-props.js";

/** The keys, from the table that they are read from. */
export function HelpDialog({ state, dispatch }: ViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { isHelpOpen, areKeysOn } = state;
  useEffect(() => {
    if (isHelpOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isHelpOpen]);
  const rows = [...FIXED_KEYS, ...KEYS.map(({ keys, shown, does }) => ({ shown: shown ?? keys.join(" "), does }))];
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={closed}>
      <h2 id="help-title">Keys</h2>
      <table>
        <tbody>
          {rows.map(({ shown, does }) => (
            <tr key={shown}>
              <th scope="row">
                <kbd>{shown}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <label className="switch">
        <input type="checkbox" checked={areKeysOn} onChange={() => dispatch({ type: "keys_switched" })} />
        Single keys do something
      </label>
      <p className="muted">
        The address holds the conversation and what is open: copy it to come back to an answer, or to show it to someone
        who reaches the same server.
      </p>
      <button type="button" className="primary" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );

  function closed(): void {
    if (isHelpOpen) dispatch({ type: "help_toggled" });
  }
}
