import { OPS, Util } from "unpdf/pdfjs";
import type { Rule, TextRun } from "./text-run.js";

type Matrix = readonly [number, number, number, number, number, number];

/** What pdf.js says of a font. */
export interface Font {
  readonly name?: string;
  readonly fontMatrix?: readonly number[];
  readonly bbox?: readonly number[];
  readonly vertical?: boolean;
  readonly isType3Font?: boolean;
  /** Heights above and below the baseline, in sizes of the font; 0 if the font doesn't say. */
  readonly ascent?: number;
  readonly descent?: number;
}

interface Glyph {
  readonly unicode: string;
  /** In units of the font's matrix. */
  readonly width: number;
  readonly vmetric?: readonly [number, number, number];
  readonly isSpace: boolean;
}

/** What a page draws, as pdf.js lists it. */
export interface Drawing {
  readonly fnArray: readonly number[];
  // biome-ignore lint/suspicious/noExplicitAny: each operator has arguments of its own
  readonly argsArray: readonly any[];
}

export interface PageSetting {
  /** 1-based. */
  readonly number: number;
  /** From the page's own space to points from the top left as it is shown. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontOf: (id: string) => Font | undefined;
  /** Whether a layer of the page is shown. */
  readonly isShown: (layer: unknown) => boolean;
}

// In heights of the font.
/** Wider gaps between two letters part words. */
const WORD_GAP = 0.1;
/** Some programs set the space between two words as that between their letters, but never between so many. */
const MIN_LETTERSPACED = 4;
/** Letters overlap by less. */
const MAX_OVERLAP = 0.5;
const BASELINE_SHIFT = 0.05;
/** An accent that is drawn by itself is drawn over its letter. */
const ACCENT_OVERLAP = 0.2;
const MAX_ACCENT_OVERLAP = 1.2;
/** Accents of high letters are raised by less. */
const MAX_ACCENT_RAISE = 0.5;
/** How high letters are in fonts that don't say. */
const ASCENT = 0.95;
const DESCENT = -0.35;
/** Directions of writing are told apart by so many degrees. */
const ANGLE_STEP = 15;
const MAX_DEPTH = 1000;
/** Least width of a rule, in points, and how many of a page are kept. */
const MIN_RULE = 8;
const MAX_RULES = 20_000;
// The steps of a path, and how many points each has.
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;
const POINTS: readonly number[] = [1, 1, 3, 2, 0];

/** State of the graphics that matters to text. */
interface State {
  matrix: Matrix;
  font: Font | undefined;
  /** Of the font; negative turns it. */
  size: number;
  charSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
}

interface OpenWord {
  readonly angle: number;
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  spaced: boolean;
  bold: boolean;
  box: { page: number; left: number; top: number; right: number; bottom: number };
}

export interface PageText {
  /** The words that a page draws, those of each direction of writing apart, the direction of most text first. */
  readonly directions: readonly (readonly TextRun[])[];
  readonly rules: readonly Rule[];
}

export function pageText({ fnArray, argsArray }: Drawing, setting: PageSetting): PageText {
  const reading = new Reading(setting);
  for (const [index, operator] of fnArray.entries()) reading.follow(operator, argsArray[index] ?? []);
  return reading.end();
}

class Reading {
  #state: State;
  readonly #saved: State[] = [];
  #text: Matrix = [1, 0, 0, 1, 0, 0];
  /** Start of the line, and where the next letter goes, in the space of the text. */
  #lineX = 0;
  #lineY = 0;
  #x = 0;
  #y = 0;
  /** How much of the way to the next letter is the space between all letters, which parts no words. */
  #letterSpace = 0;
  /** Whether each open part of the marked content is shown. */
  readonly #marked: boolean[] = [];
  #hidden = 0;
  #word: OpenWord | null = null;
  /** Whether white space comes before the next letter. */
  #spaced = false;
  readonly #runs = new Map<number, TextRun[]>();
  #order = 0;
  readonly #rules: Rule[] = [];

  constructor(private readonly setting: PageSetting) {
    const matrix = setting.transform as Matrix;
    const unset = { size: 0, charSpacing: 0, wordSpacing: 0, stretch: 1, leading: 0, rise: 0 };
    this.#state = { ...unset, matrix, font: undefined };
  }

  // biome-ignore lint/suspicious/noExplicitAny: each operator has arguments of its own
  follow(operator: number, args: any): void {
    const state = this.#state;
    switch (operator) {
      case OPS.save:
        this.#save();
        break;
      case OPS.restore:
        this.#restore();
        break;
      case OPS.transform:
        this.#transform(args);
        break;
      case OPS.paintFormXObjectBegin:
        this.#save();
        if (args[0]) this.#transform(args[0]);
        break;
      case OPS.paintFormXObjectEnd:
        this.#restore();
        break;
      case OPS.endAnnotation:
        this.#part();
        this.#restore();
        break;
      case OPS.beginAnnotation:
        this.#part();
        this.#save();
        this.#state.matrix = this.setting.transform as Matrix;
        this.#transform(args[2]);
        this.#transform(args[3]);
        break;
      case OPS.beginMarkedContent:
        this.#mark(true);
        break;
      case OPS.beginMarkedContentProps:
        this.#mark(args[0] !== "OC" || this.setting.isShown(args[1]));
        break;
      case OPS.endMarkedContent:
        if (this.#marked.pop() === false) this.#hidden--;
        break;
      case OPS.setGState:
        for (const [key, value] of args[0]) if (key === "Font") this.#setFont(value[0], value[1]);
        break;
      case OPS.setFont:
        this.#setFont(args[0], args[1]);
        break;
      case OPS.setCharSpacing:
        state.charSpacing = args[0];
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = args[0];
        break;
      case OPS.setHScale:
        state.stretch = args[0] / 100;
        break;
      case OPS.setLeading:
        state.leading = -args[0];
        break;
      case OPS.setTextRise:
        state.rise = args[0];
        break;
      case OPS.beginText:
        this.#setText([1, 0, 0, 1, 0, 0]);
        break;
      case OPS.setTextMatrix:
        this.#setText((args.length === 6 ? args : args[0]) as Matrix);
        break;
      case OPS.moveText:
        this.#moveText(args[0], args[1]);
        break;
      case OPS.setLeadingMoveText:
        state.leading = args[1];
        this.#moveText(args[0], args[1]);
        break;
      case OPS.nextLine:
        this.#moveText(0, state.leading);
        break;
      case OPS.constructPath:
        if (args[0] !== OPS.endPath && this.#hidden === 0) this.#draw(args[1]?.[0]);
        break;
      case OPS.showText:
        if (this.#hidden === 0) this.#show(args[0]);
    }
  }

  end(): PageText {
    this.#endWord();
    const characters = (runs: readonly TextRun[]) => runs.reduce((sum, { placed }) => sum + placed.text.length, 0);
    const directions = [...this.#runs.values()].sort((a, b) => characters(b) - characters(a));
    return { directions, rules: this.#rules };
  }

  /** What a field holds is no word with what stands in or beside the field before it. */
  #part(): void {
    this.#endWord();
    this.#spaced = true;
  }

  #save(): void {
    if (this.#saved.length < MAX_DEPTH) this.#saved.push({ ...this.#state });
  }

  #restore(): void {
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #transform(matrix: Matrix): void {
    this.#state.matrix = Util.transform(this.#state.matrix, matrix) as unknown as Matrix;
  }

  #mark(shown: boolean): void {
    this.#marked.push(shown);
    if (!shown) this.#hidden++;
  }

  #setFont(id: string, size: number): void {
    this.#state.font = this.setting.fontOf(id);
    this.#state.size = size;
  }

  #setText(matrix: Matrix): void {
    this.#text = matrix;
    this.#letterSpace = 0;
    this.#x = this.#lineX = 0;
    this.#y = this.#lineY = 0;
  }

  #moveText(x: number, y: number): void {
    this.#letterSpace = 0;
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  /** Keeps the horizontal lines of a path, which pdf.js gives as numbers: what to draw, and its points. */
  #draw(path: Float32Array | undefined): void {
    const [a, b, c, d, e, f] = this.#state.matrix;
    let [x, y, startX, startY] = [0, 0, 0, 0];
    for (let at = 0; path && at < path.length; ) {
      const step = path[at++]!;
      const points = POINTS[step];
      if (points === undefined || this.#rules.length >= MAX_RULES) return;
      at += 2 * points;
      const [nextX, nextY] = points === 0 ? [startX, startY] : [path[at - 2]!, path[at - 1]!];
      if (step === MOVE) [startX, startY] = [nextX, nextY];
      else if (step === LINE || step === CLOSE) {
        const from = { x: a * x + c * y + e, y: b * x + d * y + f };
        const to = { x: a * nextX + c * nextY + e, y: b * nextX + d * nextY + f };
        const width = Math.abs(to.x - from.x);
        if (width >= MIN_RULE && Math.abs(to.y - from.y) < 1) {
          this.#rules.push({ left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), height: from.y });
        }
      }
      [x, y] = [nextX, nextY];
    }
  }

  #show(glyphs: readonly (Glyph | number)[]): void {
    const { font, size, charSpacing, wordSpacing, stretch, rise } = this.#state;
    if (font === undefined || !Array.isArray(glyphs)) return;
    const place = this.#placing(font);
    const letterSpace = isLetterspaced(glyphs, charSpacing, size) ? charSpacing * (font.vertical ? 1 : stretch) : 0;
    const unit = size * (font.fontMatrix?.[0] ?? 0.001);
    let follows = false;
    for (const glyph of glyphs) {
      if (typeof glyph === "number") {
        const move = (-glyph / 1000) * size;
        if (font.vertical) this.#y += move;
        else this.#x += move * stretch;
        continue;
      }
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      if (font.vertical && glyph.vmetric) {
        const length = glyph.vmetric[0] * unit;
        place?.(glyph.unicode, this.#x, this.#y + rise, length, follows);
        this.#y += length + spacing;
      } else {
        const length = glyph.width * unit * stretch;
        place?.(glyph.unicode, this.#x, this.#y + rise, length, follows);
        this.#x += length + spacing * stretch;
      }
      this.#letterSpace = letterSpace;
      follows = true;
    }
  }

  /** How letters of the current font come onto the page; `undefined` if they are too small to be seen. */
  #placing(font: Font) {
    const { size, stretch } = this.#state;
    const [a, b, c, d, e, f] = Util.transform(this.#state.matrix, this.#text) as unknown as Matrix;
    const sign = Math.sign(size) * (font.vertical ? 1 : Math.sign(stretch) || 1);
    const [dx, dy] = font.vertical ? [-c * sign, -d * sign] : [a * sign, b * sign];
    const along = Math.hypot(dx, dy);
    const height = Math.abs(size) * (font.vertical ? Math.hypot(a, b) : Math.hypot(c, d)) * type3Height(font);
    if (!(along > 0 && height > 0 && Number.isFinite(along + height + e + f))) return undefined;
    const angle = (Math.round((Math.atan2(dy, dx) * 180) / Math.PI / ANGLE_STEP) * ANGLE_STEP + 360) % 360;
    const cos = Math.cos((angle * Math.PI) / 180);
    const sin = Math.sin((angle * Math.PI) / 180);
    const { above, below } = extent(font, size);
    const unspaced = (along * Math.sign(sign)) / height;
    // From one end of a letter to the other, and above and below its ends, or beside them.
    const [endX, endY] = font.vertical ? [c, d] : [a, b];
    const [acrossX, acrossY] = font.vertical ? [a, b] : [c, d];
    const [aboveX, aboveY, belowX, belowY] = [acrossX * above, acrossY * above, acrossX * below, acrossY * below];
    const bold = /bold|black|heavy|demi/i.test(font.name ?? "");
    const { number, width, height: pageHeight } = this.setting;
    return (text: string, x: number, y: number, length: number, follows: boolean) => {
      if (text.trim() === "") {
        this.#endWord();
        this.#spaced = true;
        return;
      }
      // Plain numbers: this is done for every letter.
      const fromX = a * x + c * y + e;
      const fromY = b * x + d * y + f;
      const toX = fromX + endX * length;
      const toY = fromY + endY * length;
      if (Math.min(fromX, toX) > width || Math.max(fromX, toX) < 0) return;
      if (Math.min(fromY, toY) > pageHeight + height || Math.max(fromY, toY) < 0) return;
      const start = fromX * cos + fromY * sin;
      const end = toX * cos + toY * sin;
      const left = Math.min(start, end);
      const right = Math.max(start, end);
      const baseline = fromY * cos - fromX * sin;
      const boxLeft = Math.min(fromX, toX) + Math.min(aboveX, belowX);
      const boxRight = Math.max(fromX, toX) + Math.max(aboveX, belowX);
      const boxTop = Math.min(fromY, toY) + Math.min(aboveY, belowY);
      const boxBottom = Math.max(fromY, toY) + Math.max(aboveY, belowY);
      const word = this.#word;
      const gap = word === null ? 0 : (left - word.right) / height - this.#letterSpace * unspaced;
      if (word !== null && gap < -ACCENT_OVERLAP && gap > -MAX_ACCENT_OVERLAP && isAccentOver(word, angle, baseline)) {
        // The letter says where both stand.
        word.text = accented(word.text, text);
        word.left = left;
        word.right = right;
        word.baseline = baseline;
        word.size = height;
        word.bold = bold;
        word.box.left = Math.min(word.box.left, boxLeft);
        word.box.top = Math.min(word.box.top, boxTop);
        word.box.right = Math.max(word.box.right, boxRight);
        word.box.bottom = Math.max(word.box.bottom, boxBottom);
        return;
      }
      const goesOn =
        word !== null &&
        word.angle === angle &&
        Math.abs(baseline - word.baseline) <= BASELINE_SHIFT * height &&
        Math.abs(height - word.size) <= 0.05 * height &&
        word.bold === bold &&
        gap < WORD_GAP &&
        gap > -(endsWithAccent(word.text) ? MAX_ACCENT_OVERLAP : MAX_OVERLAP) &&
        // What leads from a title to its page is no part of a word.
        !(text === "." && /[^.]\.$/.test(word.text));
      if (goesOn) {
        word.text = gap < -ACCENT_OVERLAP ? accented(word.text, text) : word.text + text;
        word.left = Math.min(word.left, left);
        word.right = Math.max(word.right, right);
        const { box } = word;
        box.left = Math.min(box.left, boxLeft);
        box.top = Math.min(box.top, boxTop);
        box.right = Math.max(box.right, boxRight);
        box.bottom = Math.max(box.bottom, boxBottom);
        return;
      }
      const spaced = this.#spaced || (follows && word?.angle === angle && gap >= WORD_GAP);
      this.#endWord();
      const box = { page: number, left: boxLeft, top: boxTop, right: boxRight, bottom: boxBottom };
      this.#word = { angle, text, left, right, baseline, size: height, spaced, bold, box };
      this.#spaced = false;
    };
  }

  #endWord(): void {
    const word = this.#word;
    this.#word = null;
    if (word === null) return;
    const { angle, left, right, baseline, size, spaced, bold, box } = word;
    const text = readable(word.text);
    if (text === "") return;
    const runs = this.#runs.get(angle) ?? [];
    this.#runs.set(angle, runs);
    const placed = { text, boxes: [{ start: 0, end: text.length, box }] };
    runs.push({ placed, left, right, baseline, size, order: this.#order++, spaced, bold });
  }
}

/** Whether the space between the letters is that of one word, as in titles, and not that between words. */
function isLetterspaced(glyphs: readonly (Glyph | number)[], charSpacing: number, size: number): boolean {
  if (charSpacing === 0 || glyphs.length < MIN_LETTERSPACED) return false;
  // Where it is taken back again between some letters, it is for the others that part words.
  const takenBack = (glyph: Glyph | number) =>
    typeof glyph === "number" && Math.abs(charSpacing - (glyph / 1000) * size) < Math.abs(charSpacing) / 2;
  return !glyphs.some(takenBack);
}

/** How far letters reach across the direction of writing, in the space of the text. */
function extent({ vertical, isType3Font, ascent = 0, descent = 0, bbox, fontMatrix }: Font, size: number) {
  if (vertical) return { above: size / 2, below: -size / 2 };
  if (isType3Font && bbox && fontMatrix && bbox[3]! > bbox[1]!) {
    return { above: bbox[3]! * fontMatrix[3]! * size, below: bbox[1]! * fontMatrix[3]! * size };
  }
  const known = ascent > 0.3 && ascent < 1.6 && descent <= 0;
  return {
    above: (known ? Math.min(ascent, 1.05) : ASCENT) * size,
    below: (known ? Math.max(descent, -0.4) : DESCENT) * size,
  };
}

/** Fonts of drawings have units of their own. */
function type3Height({ isType3Font, bbox, fontMatrix }: Font): number {
  if (!isType3Font || !bbox || !fontMatrix || !(bbox[3]! > bbox[1]!)) return 1;
  return Math.abs((bbox[3]! - bbox[1]!) * fontMatrix[3]!) || 1;
}

const MARKS = new Map(Object.entries({ "´": "\u0301", "`": "\u0300", "¨": "\u0308", ˆ: "\u0302", "˜": "\u0303" }));

/** Whether a word is nothing but an accent, which stands at the height of a letter. */
function isAccentOver({ text, angle, baseline, size }: OpenWord, letterAngle: number, letterBaseline: number): boolean {
  if (text.length !== 1 || angle !== letterAngle || !(MARKS.has(text) || /\p{Mn}/u.test(text))) return false;
  return Math.abs(letterBaseline - baseline) <= MAX_ACCENT_RAISE * size;
}

function endsWithAccent(word: string): boolean {
  return MARKS.has(word.at(-1)!);
}

/** A word that ends with an accent, and the letter that the accent belongs to. */
function accented(word: string, letter: string): string {
  const last = word.at(-1)!;
  const mark = MARKS.get(last) ?? (/\p{Mn}/u.test(last) ? last : undefined);
  return mark === undefined
    ? word + letter
    : (word.slice(0, -1) + letter.charAt(0) + mark).normalize("NFC") + letter.slice(1);
}

/** Ligatures and the forms that letters have within a word, which nobody types. */
const FORMS = /[\u2126\u212a\u212b\ufb00-\ufdff\ufe70-\ufefc]+/g;

function readable(text: string): string {
  return text.replace(FORMS, (forms) => forms.normalize("NFKC")).replaceAll("\0", "");
}
