import type { PageLayout, PageSize, WordBox } from "../../../core/page-layout.js";
import { type ReadResult, UnreadableFile } from "../document-reader.js";
import { TextBuilder } from "../text-builder.js";
import { addComments, type Comment } from "./asides.js";
import { Flow } from "./flow.js";
import type { DocumentProperties } from "./opc-package.js";

/** Where a shape stands on its slide, in points from the top left. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Something on a slide that may hold text. */
export interface Shape {
  /** `null` where the file doesn't say. */
  readonly frame: Frame | null;
  /** Adds its text. */
  readonly write: () => void;
}

export interface Slide {
  readonly title: Shape | null;
  /** What the title says. */
  readonly titleText: string;
  readonly shapes: readonly Shape[];
  /** Adds the speaker's notes, if there are any. */
  readonly notes: (() => void) | null;
  readonly comments: readonly Comment[];
}

/** Rows and columns of shapes are told by gaps; shapes that overlap by less than this have one between them. Points. */
const OVERLAP = 6;

/** Writes slides into a text: each a page, a section of its title, and shapes where they stand. */
export class SlideWriter {
  readonly flow = new Flow(new TextBuilder());
  readonly #words: WordBox[] = [];
  #slides = 0;

  constructor(private readonly size: PageSize) {}

  add(slide: Slide): void {
    const { flow } = this;
    this.#slides++;
    const number = this.#slides;
    const place = (notes: boolean) => ({ page: number, part: { kind: "slide", number, notes } as const });
    flow.place = place(false);
    if (slide.titleText === "") flow.section(1, `Slide ${number}`);
    else if (slide.title !== null) this.#boxed(slide.title);
    for (const shape of inReadingOrder(slide.shapes)) this.#boxed(shape);
    flow.end();
    addComments(flow, slide.comments, 2);
    if (slide.notes === null) return;
    flow.place = place(true);
    flow.aside(2, "Notes");
    slide.notes();
    flow.end();
  }

  /** @throws UnreadableFile where the slides have no text */
  result({ title, properties, fields = {} }: DocumentProperties): ReadResult {
    const { text, blocks } = this.flow.builder;
    if (blocks.length === 0) throw new UnreadableFile("has no text; its slides are pictures");
    const layout: PageLayout = { pages: Array<PageSize>(this.#slides).fill(this.size), words: this.#words };
    return {
      status: "read",
      text,
      title: title ?? this.flow.title,
      properties,
      fields,
      unread: this.flow.unread.words,
      layout,
      blocks,
    };
  }

  /** Writes a shape, whose paragraphs share its height by their length. */
  #boxed({ frame, write }: Shape): void {
    const { builder } = this.flow;
    const before = builder.blocks.length;
    write();
    this.flow.end();
    const added = builder.blocks.slice(before);
    if (frame === null || frame.width <= 0 || frame.height <= 0) return;
    const { left, top, width, height } = clipped(frame, this.size);
    // About as wide as a character of such text is.
    const perLine = Math.max(8, width / 9);
    const lines = added.map(({ start, end }) => Math.ceil((end - start) / perLine));
    const all = lines.reduce((sum, count) => sum + count, 0);
    let from = top;
    for (const [index, { start, end }] of added.entries()) {
      const to = from + (height * lines[index]!) / all;
      this.#words.push({ start, end, page: this.#slides, left, top: from, right: left + width, bottom: to });
      from = to;
    }
  }
}

function clipped({ left, top, width, height }: Frame, size: PageSize): Frame {
  const [x, y] = [Math.min(Math.max(left, 0), size.width), Math.min(Math.max(top, 0), size.height)];
  const [right, bottom] = [Math.min(left + width, size.width), Math.min(top + height, size.height)];
  return { left: x, top: y, width: Math.max(right - x, 1), height: Math.max(bottom - y, 1) };
}

/** Columns from left to right and rows from top to bottom, as gaps between the shapes show them. */
export function inReadingOrder(shapes: readonly Shape[]): Shape[] {
  const placed = shapes.filter(({ frame }) => frame !== null);
  return [...cut(placed as readonly Placed[]), ...shapes.filter(({ frame }) => frame === null)];
}

type Placed = Shape & { readonly frame: Frame };

/** Parts shapes at the gaps between them, first between rows, then between columns of a row, and so on. */
function cut(shapes: readonly Placed[]): Placed[] {
  if (shapes.length < 2) return [...shapes];
  const columns = parted(shapes, ({ left, width }) => [left, left + width]);
  // Columns of several shapes are read one after the other; a row of single ones is one either way.
  if (columns.length > 1) return columns.flatMap(cut);
  const rows = parted(shapes, ({ top, height }) => [top, top + height]);
  if (rows.length > 1) return rows.flatMap(cut);
  return [...shapes].sort((a, b) => a.frame.top - b.frame.top || a.frame.left - b.frame.left);
}

function parted(shapes: readonly Placed[], edges: (frame: Frame) => [number, number]): Placed[][] {
  const sorted = [...shapes].sort((a, b) => edges(a.frame)[0] - edges(b.frame)[0]);
  const parts: Placed[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const shape of sorted) {
    const [from, to] = edges(shape.frame);
    if (parts.length === 0 || from > end - OVERLAP) parts.push([]);
    parts.at(-1)!.push(shape);
    end = Math.max(end, to);
  }
  return parts;
}
