import { type SyntheticEvent, useEffect, useRef } from "react";
import { FIXED_KEYS, KEYS } from "../state/keys.js";
import type { ViewProps } from "./view-props.js";

/** The keys, from the table that they are read from. */
export function HelpDialog({ state, dispatch }: ViewProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { isHelpOpen, areKeysOn } = state;
  useEffect(() => {
    if (!isHelpOpen) return dialog.current?.close();
    dialog.current?.showModal();
    // Otherwise the browser takes the checkbox, and a small window shows the end of the list.
    title.current?.focus();
  }, [isHelpOpen]);
  const rows = [
    ...FIXED_KEYS,
    ...KEYS.filter(({ isThere }) => isThere?.(state) ?? true).map(({ keys, shown, does }) => ({
      shown: shown ?? keys.join(" "),
      does,
    })),
  ];
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onCancel={closed} onClose={closed}>
      <h2 id="help-title" ref={title} tabIndex={-1}>
        Keys
      </h2>
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
      <button type="button" className="primary" onClick={() => dispatch({ type: "help_switched", isOpen: false })}>
        Close
      </button>
    </dialog>
  );

  /**
   * `cancel` comes before the browser closes the dialog, `close` a while after: what is pressed in between is the page's
   * already. By the time of `close` it may be open again.
   */
  function closed({ type }: SyntheticEvent): void {
    if (type === "cancel" || !dialog.current?.open) dispatch({ type: "help_switched", isOpen: false });
  }
}
