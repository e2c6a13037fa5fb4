/** Follows the headings of a document and says which sections hold the text that comes next. */
export class Sections {
  readonly #open: { readonly level: number; readonly title: string }[] = [];
  #path: readonly string[] = [];

  /** Titles of the open sections, outermost first. */
  get path(): readonly string[] {
    return this.#path;
  }

  /** Opens a section, which ends those of its own level and of deeper ones. A smaller `level` is further out. */
  enter(level: number, title: string): void {
    while (this.#open.length > 0 && this.#open.at(-1)!.level >= level) this.#open.pop();
    this.#open.push({ level, title });
    this.#path = this.#open.map((section) => section.title);
  }
}
