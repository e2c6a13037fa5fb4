import type { DocumentId } from "../../contract/ids.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import type { Shown } from "../rank/assemble.js";
import { shownSpan } from "./cite.js";

/** Puts passages that say word for word what a better one says behind all others: copies must not crowd out the rest. */
export function repeatsLast(shown: readonly Shown[], textOf: (id: DocumentId) => string): Shown[] {
  const said = new Set<string>();
  const isRepeat = (item: Shown) => {
    const text = singleSpaced(sliceSpan(textOf(item.candidate.passage.documentId), shownSpan(item)));
    return said.size === said.add(text).size;
  };
  const repeats = new Set(shown.filter(isRepeat));
  return [...shown.filter((item) => !repeats.has(item)), ...repeats];
}
