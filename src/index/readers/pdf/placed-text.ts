/** Where a piece of text stands, in points from the top left of its page as it is shown. */
export interface Box {
  /** 1-based. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box of the characters `start` to `end` of a text. */
export interface TextBox {
  readonly start: number;
  readonly end: number;
  readonly box: Box;
}

/** Text that knows where each of its words stands: what is done to the text is done to its boxes. */
export interface PlacedText {
  readonly text: string;
  /** In order, without overlap. A word that is parted between lines has one for each part. */
  readonly boxes: readonly TextBox[];
}

export const NO_TEXT: PlacedText = { text: "", boxes: [] };

export function concat(...parts: readonly (PlacedText | string)[]): PlacedText {
  let text = "";
  const boxes: TextBox[] = [];
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else {
      for (const { start, end, box } of part.boxes) {
        boxes.push({ start: start + text.length, end: end + text.length, box });
      }
      text += part.text;
    }
  }
  return { text, boxes };
}

export function joinedBy(separator: string, parts: readonly PlacedText[]): PlacedText {
  return concat(...parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

export function slice({ text, boxes }: PlacedText, start: number, end = text.length): PlacedText {
  if (start <= 0 && end >= text.length) return { text, boxes };
  const kept: TextBox[] = [];
  for (const each of boxes) {
    const from = Math.max(each.start, start);
    const to = Math.min(each.end, end);
    if (from < to) kept.push({ start: from - start, end: to - start, box: each.box });
  }
  return { text: text.slice(start, end), boxes: kept };
}

/** Each match of the pattern becomes the replacement; what was boxed by the match alone is boxed no more. */
export function replace(placed: PlacedText, pattern: RegExp, replacement: string): PlacedText {
  const parts: (PlacedText | string)[] = [];
  let held = 0;
  for (const { index, 0: match } of placed.text.matchAll(pattern)) {
    parts.push(slice(placed, held, index), replacement);
    held = index + match.length;
  }
  return held === 0 ? placed : concat(...parts, slice(placed, held));
}

/** With each run of white space as one space, and none around it. */
export function singleSpaced(placed: PlacedText): PlacedText {
  return trim(/[^\S ]| {2}/u.test(placed.text) ? replace(placed, /\s+/gu, " ") : placed);
}

export function trim(placed: PlacedText): PlacedText {
  const { text } = placed;
  const start = text.length - text.trimStart().length;
  return slice(placed, start, Math.max(start, text.trimEnd().length));
}

/** The boxes with those of one word made one where it isn't parted: a change of font within it has left several. */
export function wholeWords({ boxes }: PlacedText): TextBox[] {
  const whole: TextBox[] = [];
  for (const { start, end, box } of boxes) {
    const last = whole.at(-1);
    if (last?.end === start && areBeside(last.box, box)) {
      whole[whole.length - 1] = { start: last.start, end, box: union(last.box, box) };
    } else whole.push({ start, end, box });
  }
  return whole;
}

function areBeside(a: Box, b: Box): boolean {
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const apart = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return a.page === b.page && overlap > 0.3 * Math.min(a.bottom - a.top, b.bottom - b.top) && apart < b.bottom - b.top;
}

function union(a: Box, b: Box): Box {
  const { page } = a;
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return { page, left, top, right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) };
}
