import { count } from "../../../core/wording.js";

/** Counts what of a file is not read, by the word for one of it: `chart`. */
export class Unread {
  readonly #counts = new Map<string, number>();

  add(noun: string, number = 1): void {
    if (number > 0) this.#counts.set(noun, (this.#counts.get(noun) ?? 0) + number);
  }

  /** `2 charts`, `1 embedded video`. */
  get words(): string[] {
    return [...this.#counts].map(([noun, number]) => count(number, noun));
  }
}
