import { type Segment, seg } from "../lines.js";

/** What an item is to the selection: itself, what belongs to it, or neither. */
export type Standing = "selected" | "related" | "none";

/** The two columns before an item. */
export function gutterOf(standing: Standing): Segment {
  if (standing === "selected") return seg("▸ ", "selected");
  return standing === "related" ? seg("┃ ", "related") : seg("  ");
}
