import type { Copy, Remark } from "../host.js";

/** How the terminal takes a text for its clipboard. */
export type Clipboard = "terminal" | "tmux" | "none";

/** Several terminals drop longer sequences: 100,000 characters of base64. */
export const MAX_COPIED_BYTES = 74_000;

/**
 * Copies through the terminal (OSC 52), which works over SSH too. Terminals don't say whether they took it.
 * Inside tmux the sequence is sent twice: as tmux's own (`set-clipboard on`), and to the terminal around it
 * (`allow-passthrough on`).
 */
export function terminalCopy(write: (data: string) => void, clipboard: Clipboard): Copy {
  return (text, what): Remark => {
    if (clipboard === "none")
      return { tone: "warning", text: "This terminal has no clipboard that programs can write to." };
    const bytes = Buffer.from(text, "utf8");
    if (bytes.length > MAX_COPIED_BYTES)
      return { tone: "warning", text: `The ${what} is too long for a terminal's clipboard.` };
    const sequence = `\u001b]52;c;${bytes.toString("base64")}\u0007`;
    write(sequence);
    if (clipboard !== "tmux") return { tone: "muted", text: `The ${what} was sent to the terminal's clipboard.` };
    write(`\u001bPtmux;${sequence.replaceAll("\u001b", "\u001b\u001b")}\u001b\\`);
    return {
      tone: "muted",
      text: `The ${what} was sent to the clipboard. tmux drops it without \`set -g set-clipboard on\`.`,
    };
  };
}
