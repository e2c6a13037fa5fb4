/** What a piece of text means on the screen. Components and layouts name meanings; only this file names colours. */
export type Token =
  | "text"
  | "muted"
  | "heading"
  | "accent"
  | "question"
  | "citation"
  /** The cited characters in an open document. */
  | "quote"
  /** What matched, in an excerpt. */
  | "highlight"
  /** The edge of the passage in an open document. */
  | "passage"
  | "selected"
  /** The edge of what belongs to the selected item. */
  | "related"
  /** What a search in an open document has found; and the place it has gone to. */
  | "match"
  | "match_current"
  | "cursor"
  | "good"
  | "warning"
  | "error"
  | "rule"
  | "bar";

/** The part of Ink's text properties that a token may set. */
export interface TextStyle {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

export type Theme = Readonly<Record<Token, TextStyle>>;

const COLOURED: Theme = {
  text: {},
  muted: { dimColor: true },
  heading: { bold: true },
  accent: { color: "cyan" },
  question: { bold: true, color: "cyan" },
  citation: { color: "cyan" },
  quote: { color: "black", backgroundColor: "yellow" },
  highlight: { color: "yellow" },
  passage: { color: "yellow" },
  selected: { bold: true, color: "cyan" },
  related: { color: "cyan" },
  match: { color: "black", backgroundColor: "cyan" },
  match_current: { color: "black", backgroundColor: "green", bold: true },
  cursor: { inverse: true },
  good: { color: "green" },
  warning: { color: "yellow" },
  error: { color: "red" },
  rule: { dimColor: true },
  bar: { inverse: true },
};

/** Weight, underline and inversion only: what NO_COLOR leaves. */
const PLAIN: Theme = {
  text: {},
  muted: { dimColor: true },
  heading: { bold: true },
  accent: {},
  question: { bold: true },
  citation: {},
  quote: { inverse: true },
  highlight: { underline: true },
  passage: {},
  selected: { bold: true, underline: true },
  related: {},
  match: { underline: true },
  match_current: { underline: true, inverse: true, bold: true },
  cursor: { inverse: true },
  good: {},
  warning: { bold: true },
  error: { bold: true },
  rule: { dimColor: true },
  bar: { inverse: true },
};

export function createTheme(color: boolean): Theme {
  return color ? COLOURED : PLAIN;
}
