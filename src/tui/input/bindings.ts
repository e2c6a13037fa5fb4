import type { Event, ScrollStep } from "../state/state.js";

/**
 * Where a key means something. `editing`: a line is written; `menu`: completions are offered beneath it; `choice`: one of
 * them is selected; `search`: the history is searched; `find`: an open document is; `prompt`: what was sent is read; `consent`: something may be sent or not. `global` is tried last.
 */
export type KeyContext =
  | "input"
  | "editing"
  | "menu"
  | "choice"
  | "search"
  | "list"
  | "filter"
  | "reader"
  | "find"
  | "documents"
  | "conversations"
  | "prompt"
  | "consent"
  | "help"
  | "global";

export interface Binding {
  readonly context: KeyContext;
  /** Names as `keyNames` gives them. */
  readonly keys: readonly string[];
  readonly event: (at: number) => Event;
  /** As the help screen names the keys; bindings with the same label share its row. */
  readonly label: string;
  readonly help: string;
}

const scroll = (step: ScrollStep) => (): Event => ({ type: "scrolled", step });

function scrolling(context: KeyContext, what: string): Binding[] {
  return [
    { context, keys: ["up", "k"], event: scroll("up"), label: "↑ ↓, k j", help: what },
    { context, keys: ["down", "j"], event: scroll("down"), label: "↑ ↓, k j", help: what },
    { context, keys: ["pageup"], event: scroll("page_up"), label: "PgUp PgDn", help: "a page up or down" },
    { context, keys: ["pagedown", " "], event: scroll("page_down"), label: "PgUp PgDn", help: "a page up or down" },
    { context, keys: ["g", "home"], event: scroll("top"), label: "g G", help: "to the beginning or the end" },
    { context, keys: ["G", "end"], event: scroll("bottom"), label: "g G", help: "to the beginning or the end" },
  ];
}

const EDITING: Binding[] = (
  [
    [["left", "ctrl+b"], "left", "← →", "move in the line"],
    [["right", "ctrl+f"], "right", "← →", "move in the line"],
    [["alt+left", "ctrl+left", "alt+b"], "word_left", "Alt-← Alt-→", "move by a word"],
    [["alt+right", "ctrl+right", "alt+f"], "word_right", "Alt-← Alt-→", "move by a word"],
    [["home", "ctrl+a"], "home", "Ctrl-A Ctrl-E", "to the beginning or the end of the line"],
    [["end", "ctrl+e"], "end", "Ctrl-A Ctrl-E", "to the beginning or the end of the line"],
    [["backspace", "ctrl+h"], "delete_back", "Backspace, Del", "delete a character"],
    [["delete"], "delete_forward", "Backspace, Del", "delete a character"],
    [["ctrl+w", "alt+backspace", "alt+delete", "ctrl+delete"], "delete_word", "Ctrl-W", "delete the word before"],
    [["ctrl+u"], "delete_to_start", "Ctrl-U Ctrl-K", "delete to the beginning or the end of the line"],
    [["ctrl+k"], "delete_to_end", "Ctrl-U Ctrl-K", "delete to the beginning or the end of the line"],
  ] as const
).map(([keys, action, label, help]) => ({
  context: "editing",
  keys,
  event: () => ({ type: "edited", action }),
  label,
  help,
}));

/** What Tab, the arrows, Enter and Esc mean while completions are offered. */
const COMPLETING: Binding[] = (
  [
    ["menu", ["tab"], { type: "completed", by: 1 }, "Tab", "complete a command or a document's name"],
    ["menu", ["shift+tab"], { type: "completed", by: -1 }, "Tab", "complete a command or a document's name"],
    ["menu", ["down", "ctrl+n"], { type: "menu_moved", by: 1 }, "↑ ↓", "select"],
    ["menu", ["up", "ctrl+p"], { type: "menu_moved", by: -1 }, "↑ ↓", "select"],
    ["choice", ["enter"], { type: "completed", by: null }, "Enter", "take what is selected"],
    ["menu", ["escape"], { type: "menu_closed" }, "Esc", "close the menu"],
  ] as const
).map(([context, keys, event, label, help]) => ({ context, keys, event: () => event, label, help }));

const SEARCHING: Binding[] = (
  [
    [
      "input",
      ["ctrl+r"],
      { type: "history_searched" },
      "Ctrl-R",
      "search the earlier questions; again: an earlier one",
    ],
    ["search", ["enter", "tab"], { type: "search_ended", isTaken: true }, "Enter", "take what was found into the line"],
    ["search", ["escape", "ctrl+g"], { type: "search_ended", isTaken: false }, "Esc", "back to what was being written"],
  ] as const
).map(([context, keys, event, label, help]) => ({ context, keys, event: () => event, label, help }));

const back = (): Event => ({ type: "went_back" });
const open = (): Event => ({ type: "opened" });
const focus = (): Event => ({ type: "focus_moved" });

const step = (by: -1 | 1) => (): Event => ({ type: "stepped", by });
const repeat = (by: -1 | 1) => (): Event => ({ type: "repeated", by });
const NEXT_CITATION = "next or previous citation";
const NEXT_MATCH = "next or previous match; without a search, citation";

/** What can be done with a quote, in the list and in the reader. */
function quoting(context: KeyContext): Binding[] {
  const copy = (isCited: boolean) => (): Event => ({ type: "copied", isCited });
  const label = { label: "y Y", help: "copy the quote; with its source" };
  return [
    { context, keys: ["y"], event: copy(false), ...label },
    { context, keys: ["Y"], event: copy(true), ...label },
    { context, keys: ["o"], event: () => ({ type: "editor_asked" }), label: "o", help: "open the file in your editor" },
  ];
}

const judge = (isRight: boolean) => (): Event => ({ type: "judged", isRight });
const JUDGE_HELP = "mark the answer right or wrong, for `footnote eval`";

const READER: readonly Binding[] = [
  { context: "reader", keys: ["]"], event: step(1), label: "] [", help: NEXT_CITATION },
  { context: "reader", keys: ["[", "p"], event: step(-1), label: "] [", help: NEXT_CITATION },
  { context: "reader", keys: ["/"], event: () => ({ type: "find_opened" }), label: "/", help: "search the document" },
  { context: "reader", keys: ["n"], event: repeat(1), label: "n N", help: NEXT_MATCH },
  { context: "reader", keys: ["N"], event: repeat(-1), label: "n N", help: NEXT_MATCH },
  ...quoting("reader"),
  { context: "reader", keys: ["escape", "q"], event: back, label: "Esc, q", help: "end the search; back" },
  { context: "find", keys: ["enter"], event: (at) => ({ type: "submitted", at }), label: "Enter", help: "search" },
  { context: "find", keys: ["escape", "ctrl+c"], event: back, label: "Esc", help: "don't search" },
];

const FILTERING: readonly Binding[] = [
  {
    context: "filter",
    keys: ["enter"],
    event: (at) => ({ type: "submitted", at }),
    label: "Enter",
    help: "filter; an empty line asks all documents again",
  },
  { context: "filter", keys: ["escape", "ctrl+c"], event: back, label: "Esc", help: "leave the filter as it was" },
];

const PROMPT_HELP = "see what was sent for the answer in words, or would be";
const agree =
  (isGiven: boolean) =>
  (at: number): Event => ({ type: "consented", isGiven, at });

const report =
  (of: "summary" | "explanation") =>
  (at: number): Event => ({ type: "report_asked", of, at });
const EXPLAIN = {
  keys: ["x"],
  event: report("explanation"),
  label: "x",
  help: "explain the passage, as /explain does",
};
const SUMMARISE = { keys: ["s"], event: report("summary"), label: "s", help: "summarise the document" };

/** What documents say by sections or side by side. */
const REPORTING: readonly Binding[] = [
  { context: "list", ...EXPLAIN },
  { context: "reader", ...EXPLAIN },
  { context: "reader", ...SUMMARISE },
  { context: "documents", ...SUMMARISE },
  {
    context: "documents",
    keys: ["c"],
    event: (at) => ({ type: "comparison_asked", at }),
    label: "c",
    help: "compare it with the next one that c is pressed on",
  },
];

/** What a language model writes of an answer. */
const WRITING: readonly Binding[] = [
  {
    context: "list",
    keys: ["w"],
    event: (at) => ({ type: "words_asked", at }),
    label: "w",
    help: "write the answer in words",
  },
  { context: "list", keys: ["p"], event: (at) => ({ type: "prompt_asked", at }), label: "p", help: PROMPT_HELP },
  {
    context: "input",
    keys: ["escape"],
    event: () => ({ type: "writing_stopped" }),
    label: "Esc",
    help: "stop what is being written in words",
  },
  // No letter: whoever types a question just when this is asked agrees to nothing.
  { context: "consent", keys: ["ctrl+y"], event: agree(true), label: "Ctrl-Y", help: "they may, to this host" },
  {
    context: "consent",
    keys: ["n", "N", "escape", "ctrl+c"],
    event: agree(false),
    label: "n, Esc",
    help: "nothing is sent",
  },
  ...scrolling("prompt", "scroll"),
  { context: "prompt", keys: ["escape", "q", "p"], event: back, label: "Esc, q", help: "back to the chat" },
];

/** Every key of the chat. The help screen is made from this table. */
export const BINDINGS: readonly Binding[] = [
  { context: "input", keys: ["enter"], event: (at) => ({ type: "submitted", at }), label: "Enter", help: "ask" },
  {
    context: "input",
    keys: ["alt+enter", "ctrl+j", "shift+enter", "ctrl+enter"],
    event: () => ({ type: "typed", text: "\n" }),
    label: "Alt-Enter, Ctrl-J",
    help: "start a new line (Shift-Enter too, where the terminal tells it)",
  },
  { context: "input", keys: ["tab", "shift+tab"], event: focus, label: "Tab", help: "to the answer and its sources" },
  ...COMPLETING,
  ...SEARCHING,
  {
    context: "input",
    keys: ["up", "ctrl+p"],
    event: () => ({ type: "recalled", step: -1 }),
    label: "↑ ↓",
    help: "between lines, then to earlier questions",
  },
  {
    context: "input",
    keys: ["down", "ctrl+n"],
    event: () => ({ type: "recalled", step: 1 }),
    label: "↑ ↓",
    help: "between lines, then to earlier questions",
  },
  { context: "input", keys: ["pageup"], event: scroll("page_up"), label: "PgUp PgDn", help: "scroll a long answer" },
  {
    context: "input",
    keys: ["pagedown"],
    event: scroll("page_down"),
    label: "PgUp PgDn",
    help: "scroll a long answer",
  },
  ...EDITING,
  ...scrolling("list", "select a sentence, a source or a passage"),
  { context: "list", keys: ["enter"], event: open, label: "Enter", help: "open its evidence in the document" },
  {
    context: "list",
    keys: ["e"],
    event: () => ({ type: "explanation_asked" }),
    label: "e",
    help: "show or hide why it matched",
  },
  ...quoting("list"),
  {
    context: "list",
    keys: ["f"],
    event: () => ({ type: "filter_opened" }),
    label: "f",
    help: "ask some documents only, as /filter does",
  },
  { context: "list", keys: ["+"], event: judge(true), label: "+ -", help: JUDGE_HELP },
  { context: "list", keys: ["-"], event: judge(false), label: "+ -", help: JUDGE_HELP },
  ...Array.from(
    "123456789",
    (digit): Binding => ({
      context: "list",
      keys: [digit],
      event: () => ({ type: "opened", number: Number(digit) }),
      label: "1 … 9",
      help: "open that citation",
    }),
  ),
  {
    context: "list",
    keys: ["u"],
    event: (at) => ({ type: "asked_literally", at }),
    label: "u",
    help: "ask the question as it was typed",
  },
  {
    context: "list",
    keys: ["escape", "tab", "shift+tab"],
    event: focus,
    label: "Esc, Tab",
    help: "back to the question",
  },
  ...FILTERING,
  ...scrolling("reader", "scroll"),
  ...READER,
  ...scrolling("documents", "select a document"),
  { context: "documents", keys: ["enter"], event: open, label: "Enter", help: "read it" },
  { context: "documents", keys: ["escape", "q"], event: back, label: "Esc, q", help: "back to the chat" },
  ...scrolling("conversations", "select a conversation"),
  { context: "conversations", keys: ["enter"], event: open, label: "Enter", help: "go on with it" },
  {
    context: "conversations",
    keys: ["d"],
    event: () => ({ type: "deletion_asked" }),
    label: "d",
    help: "delete it; asks once",
  },
  { context: "conversations", keys: ["escape", "q"], event: back, label: "Esc, q", help: "back to the chat" },
  ...REPORTING,
  ...WRITING,
  ...scrolling("help", "scroll"),
  { context: "help", keys: ["escape", "q", "?", "enter"], event: back, label: "Esc, q", help: "back" },
  ...(["list", "reader", "documents"] as const).map(
    (context): Binding => ({
      context,
      keys: ["?"],
      event: () => ({ type: "help_asked" }),
      label: "?",
      help: "this help",
    }),
  ),
  {
    context: "global",
    keys: ["ctrl+c"],
    event: () => ({ type: "interrupted" }),
    label: "Ctrl-C",
    help: "back to the chat; cancel the question, else clear the line; twice on an empty line: leave",
  },
  { context: "global", keys: ["ctrl+d"], event: () => ({ type: "quit" }), label: "Ctrl-D", help: "leave" },
  {
    context: "global",
    keys: ["ctrl+z"],
    event: () => ({ type: "stopped" }),
    label: "Ctrl-Z",
    help: "back to the shell; fg goes on",
  },
];
