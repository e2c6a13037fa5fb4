import type { Key } from "ink";

const CONTROL_NAMES: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\b": "backspace",
  "\u007f": "backspace",
  "\u001b": "escape",
};

/** One key press, or a text that goes in as it is. */
export type Press = { readonly kind: "key"; readonly name: string } | { readonly kind: "text"; readonly text: string };

/**
 * What Ink's `useInput` calls one input, taken apart. A terminal hands over everything that has piled up as one
 * chunk: fast typing with its Enter, or a paste. A line end inside the chunk makes it a paste; one at its end is Enter.
 */
export function pressesOf(input: string, key: Key): Press[] {
  const name = nameOf(key);
  if (name !== null) return [{ kind: "key", name: withModifiers(name, key) }];
  if (key.ctrl || key.meta) return input === "" ? [] : [{ kind: "key", name: withModifiers(input, key) }];
  if (/[\r\n]+[^\r\n]/.test(input)) return [{ kind: "text", text: input.replace(/[\r\n]+$/, "") }];
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
  const shift = key.shift && name === "tab" ? "shift+" : "";
  return `${key.ctrl ? "ctrl+" : ""}${alt}${shift}${name}`;
}

function controlLetter(part: string): string | null {
  const code = part.charCodeAt(0);
  return part.length === 1 && code > 0 && code < 27 ? `ctrl+${String.fromCharCode(code + 96)}` : null;
}
