/**
 * Whether a path matches a glob: `?` is one character and `*` any number of them within a folder, `**` crosses folders,
 * and `**` with a slash behind it is also no folder at all. Patterns come from clients: a table of positions takes
 * pattern times path steps at most, where a regular expression may take exponentially many.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const tokens = pattern.match(/\*\*\/|\*\*|[\s\S]/g) ?? [];
  /** Whether the tokens so far match the first `i` characters of the path. */
  let reached = Array.from({ length: path.length + 1 }, (_, i) => i === 0);
  for (const token of tokens) {
    const next = new Array<boolean>(path.length + 1).fill(false);
    // Whether a star that began earlier may still be growing.
    let open = false;
    for (let i = 0; i <= path.length; i++) {
      const character = path[i - 1];
      if (token === "**/") {
        open ||= reached[i]!;
        next[i] = reached[i]! || (open && character === "/");
      } else if (token === "**" || token === "*") {
        if (token === "*" && character === "/") open = false;
        open ||= reached[i]!;
        next[i] = open;
      } else {
        const same = token === "?" ? character !== "/" : character === token;
        next[i] = i > 0 && reached[i - 1]! && same;
      }
    }
    reached = next;
  }
  return reached[path.length]!;
}
