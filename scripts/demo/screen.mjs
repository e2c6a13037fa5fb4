import { stripVTControlCharacters } from "node:util";

/**
 * Takes apart what `tmux capture-pane -e` prints: rows of spans, each with its text and how it looks. Colours are the
 * numbers of the terminal's palette, 0 to 15.
 */
export function rowsOf(captured) {
  let style = {};
  return captured
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      const spans = [];
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
      for (const [, codes, text] of line.matchAll(/(?:\u001b\[([\d;]*)m)?([^\u001b]*)/g)) {
        if (codes !== undefined) style = styled(style, codes);
        if (text !== "") spans.push({ text, ...style });
      }
      return joined(spans);
    });
}

/** What a capture says, without its colours. */
export function textOf(captured) {
  return stripVTControlCharacters(captured);
}

/** The control sequence that sets a span's look, from nothing. */
export function sequenceOf({ color, background, bold, dim, underline, inverse }) {
  const codes = [
    0,
    ...(bold ? [1] : []),
    ...(dim ? [2] : []),
    ...(underline ? [4] : []),
    ...(inverse ? [7] : []),
    ...(color === undefined ? [] : [color < 8 ? 30 + color : 82 + color]),
    ...(background === undefined ? [] : [background < 8 ? 40 + background : 92 + background]),
  ];
  return `\u001b[${codes.join(";")}m`;
}

const CHANGES = {
  1: { bold: true },
  2: { dim: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: undefined, dim: undefined },
  24: { underline: undefined },
  27: { inverse: undefined },
  39: { color: undefined },
  49: { background: undefined },
};

function styled(before, codes) {
  let style = before;
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) style = {};
    else if (CHANGES[code]) style = { ...style, ...CHANGES[code] };
    else if (code >= 30 && code <= 37) style = { ...style, color: code - 30 };
    else if (code >= 90 && code <= 97) style = { ...style, color: code - 82 };
    else if (code >= 40 && code <= 47) style = { ...style, background: code - 40 };
    else if (code >= 100 && code <= 107) style = { ...style, background: code - 92 };
    else throw new Error(`The recording knows no colour with the codes ${codes}.`);
  }
  return style;
}

/** Neighbours that look alike as one; blanks at the end of a row that would not be seen left out. */
function joined(spans) {
  const result = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last !== undefined && sequenceOf(last) === sequenceOf(span)) last.text += span.text;
    else result.push({ ...span });
  }
  const last = result.at(-1);
  if (last !== undefined && last.text.trim() === "" && last.background === undefined && !last.inverse) result.pop();
  return result;
}
