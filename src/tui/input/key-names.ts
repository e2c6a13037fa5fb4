import type { Key } from "ink";

const CONTROL_NAMES: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\u007f": "backspace",
  "\u001b": "escape",
};

/** One key press, or a text that goes in as it is. */
export type Press = { readonly kind: "key"; readonly name: string } | { readonly kind: "text"; readonly text: string };

/**
 * What Ink's `useInput` calls one input, taken apart. A terminal hands over everything that has piled up as one
 * chunk: fast typing with its Enter, or a paste. A carriage return inside the chunk makes it a paste; one at its end is
 * Enter. A line feed is Ctrl-J.
 */
export function pressesOf(input: string, key: Key): Press[] {
  const name = nameOf(key);
  if (MODIFIED_ENTER.test(input)) return [{ kind: "key", name: "shift+enter" }];
  if (name !== null) return [{ kind: "key", name: withModifiers(name, key) }];
  if (key.ctrl || key.meta) return input === "" ? [] : [{ kind: "key", name: withModifiers(input, key) }];
  if (/\r\n?[^\r\n]/.test(input)) return [{ kind: "text", text: input.replace(/[\r\n]+$/, "") }];
  return input
    .split(/(\p{Cc})/u)
    .filter((part) => part !== "")
    .map((part): Press => {
      const control = CONTROL_NAMES[part] ?? controlLetter(part);
      if (control !== null) return { kind: "key", name: control };
      return Array.from(part).length === 1 ? { kind: "key", name: part } : { kind: "text", text: part };
    });
}

/** Marks that the terminal puts around a paste once it is asked to (DEC private mode 2004), as Ink hands them over. */
export const PASTE_START = "[200~";
export const PASTE_END = "[201~";

/** Enter with Shift, Alt or Ctrl, as xterm's `modifyOtherKeys` tells it. */
const MODIFIED_ENTER = /^\[27;\d+;13~$/;

/**
 * Asks the terminal to mark pastes, and to tell Shift-Enter from Enter (flag 1 of the kitty keyboard protocol; one that
 * does not know it passes over it), and takes both back.
 */
export const INPUT_MODES_ON = "\u001b[?2004h\u001b[>1u";
export const INPUT_MODES_OFF = "\u001b[<u\u001b[?2004l";

function nameOf(key: Key): string | null {
  if (key.upArrow) return "up";
  if (key.downArrow) return "down";
  if (key.leftArrow) return "left";
  if (key.rightArrow) return "right";
  if (key.pageUp) return "pageup";
  if (key.pageDown) return "pagedown";
  if (key.home) return "home";
  if (key.end) return "end";
  if (key.return) return "enter";
  if (key.escape) return "escape";
  if (key.tab) return "tab";
  if (key.backspace) return "backspace";
  if (key.delete) return "delete";
  return null;
}

function withModifiers(name: string, key: Key): string {
  const alt = key.meta && name !== "escape" ? "alt+" : "";
  const shift = key.shift && (name === "tab" || name === "enter") ? "shift+" : "";
  return `${key.ctrl ? "ctrl+" : ""}${alt}${shift}${name}`;
}

function controlLetter(part: string): string | null {
  const code = part.charCodeAt(0);
  return part.length === 1 && code > 0 && code < 27 ? `ctrl+${String.fromCharCode(code + 96)}` : null;
}
