/** What is kept until the tab is closed. Browsers that are told to keep nothing throw at every touch: then nothing is. */
export class TabStorage {
  constructor(private readonly window: Pick<Window, "sessionStorage">) {}

  read(key: string): string | null {
    try {
      return this.window.sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** `null` removes it. */
  keep(key: string, value: string | null): void {
    try {
      if (value === null) this.window.sessionStorage.removeItem(key);
      else this.window.sessionStorage.setItem(key, value);
    } catch {
      // It lasts as long as the page then.
    }
  }
}
