import type { Document, Element } from "domhandler";
import { elements } from "../../html/html-tree.js";
import type { OpcPackage } from "../opc-package.js";
import type { Frame } from "../slides.js";
import { childAt } from "../xml.js";

const POINTS_PER_EMU = 1 / 12_700;
/** What a layout calls otherwise than a slide. */
const SAME_AS: Readonly<Record<string, string>> = { ctrTitle: "title", subTitle: "body", obj: "body" };

/** Where the places of a slide's layout are that its shapes take over. */
export class Placeholders {
  /** @param parts the layout, then its master */
  constructor(private readonly parts: readonly Document[]) {}

  /** @throws UnreadableFile */
  static async of(file: OpcPackage, layout: string): Promise<Placeholders> {
    const master = (await file.relations(layout)).find(({ type }) => type === "slideMaster")?.target;
    const parts = [await file.part(layout), master === undefined ? undefined : await file.part(master)];
    return new Placeholders(parts.filter((part) => part !== undefined));
  }

  /** The frame of a slide's place: that of its number in the layout, else that of its kind. */
  frameOf(placeholder: Element): Frame | null {
    const { idx, type = "obj" } = placeholder.attribs;
    for (const part of this.parts) {
      const shapes = elements(part.children, "p:sp", "p:pic").map((shape) => ({
        frame: frameOf(childAt(shape, "p:sppr", "a:xfrm")),
        attribs: placeholderOf(shape)?.attribs,
      }));
      const found =
        shapes.find(({ attribs, frame }) => frame && idx !== undefined && attribs?.idx === idx) ??
        shapes.find(({ attribs, frame }) => frame && attribs && kindOf(attribs.type ?? "obj") === kindOf(type));
      if (found?.frame) return found.frame;
    }
    return null;
  }
}

export function placeholderOf(shape: Element): Element | undefined {
  const about = childAt(shape, "p:nvsppr") ?? childAt(shape, "p:nvpicpr") ?? childAt(shape, "p:nvgraphicframepr");
  return childAt(about, "p:nvpr", "p:ph");
}

export function kindOf(type: string): string {
  return SAME_AS[type] ?? type;
}

/** A frame in points. */
export function frameOf(transform: Element | undefined): Frame | null {
  const offset = childAt(transform, "a:off")?.attribs;
  const extent = childAt(transform, "a:ext")?.attribs;
  if (offset === undefined || extent === undefined) return null;
  return { left: points(offset.x), top: points(offset.y), width: points(extent.cx), height: points(extent.cy) };
}

/** @param emu English Metric Units, as DrawingML measures */
export function points(emu: string | undefined): number {
  return (Number(emu) || 0) * POINTS_PER_EMU;
}
