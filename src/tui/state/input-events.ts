import type { EditAction } from "../input/line-editor.js";

/** What is done to the text being written. */
export type InputEvent =
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "edited"; readonly action: EditAction }
  | { readonly type: "recalled"; readonly step: -1 | 1 }
  | { readonly type: "history_searched" }
  | { readonly type: "search_ended"; readonly isTaken: boolean }
  | { readonly type: "menu_moved"; readonly by: -1 | 1 }
  | { readonly type: "menu_closed" }
  /** `by`: what Tab selects where there are several; `null`: Enter on the selected one. */
  | { readonly type: "completed"; readonly by: -1 | 1 | null };

/** How the program stands to the shell, and to the file of its history. */
export type ShellEvent =
  | { readonly type: "history_lost"; readonly problem: string }
  | { readonly type: "stopped" }
  | { readonly type: "resumed" };
