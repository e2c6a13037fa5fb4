/** A name with this share of its characters wrong is no longer a slip of the one meant. */
const MAX_WRONG = 0.3;

/** The name that was most likely meant: the same but for case or folder, or with a few characters wrong; else `null`. */
export function similarName(given: string, names: readonly string[]): string | null {
  let best: { readonly name: string; readonly wrong: number } | null = null;
  for (const name of names) {
    const wrong = Math.min(wrongShare(given, name), wrongShare(lastPart(given), lastPart(name)) + 0.01);
    if (wrong <= MAX_WRONG && (!best || wrong < best.wrong)) best = { name, wrong };
  }
  return best?.name ?? null;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function wrongShare(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  // No need to count what can't be near enough; names come from folders of any size.
  if (Math.abs(a.length - b.length) > MAX_WRONG * longer) return 1;
  return longer === 0 ? 1 : editDistance(a.toLowerCase(), b.toLowerCase()) / longer;
}

/** Characters to insert, delete or replace to turn one text into the other (Levenshtein, 1966). */
export function editDistance(from: string, to: string): number {
  // Two rows of the table are enough.
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
