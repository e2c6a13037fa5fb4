/** Whether a path matches. */
export type PathMatcher = (path: string) => boolean;

const STARS = new Set(["*", "**", "**/"]);

/**
 * A glob: `?` is one character and `*` any number of them within a folder, `**` crosses folders, and `**` with a slash
 * behind it is also no folder at all. Patterns come from clients, and a regular expression may take exponentially many
 * steps: here each token passes over the path once, and none after those that can't match any more.
 */
export function globMatcher(pattern: string): PathMatcher {
  const tokens = withoutRepeatedStars(pattern.match(/\*\*\/|\*\*|[\s\S]/g) ?? []);
  return (path) => {
    /** Whether the tokens so far match the first `i` characters of the path. */
    let reached = new Uint8Array(path.length + 1);
    let next = new Uint8Array(path.length + 1);
    reached[0] = 1;
    for (const token of tokens) {
      if (!advance(token, path, reached, next)) return false;
      [reached, next] = [next, reached];
    }
    return reached[path.length] === 1;
  };
}

/** What a star matches, the same one behind it matches no more of; and `**` matches whatever `*` does. */
function withoutRepeatedStars(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  for (const token of tokens) {
    const before = kept.at(-1) ?? "";
    if (STARS.has(token) && (token === before || (token === "*" && before === "**"))) continue;
    kept.push(token);
  }
  return kept;
}

/** Fills `next` from `reached`. @returns whether any position is still reached */
function advance(token: string, path: string, reached: Uint8Array, next: Uint8Array): boolean {
  let any = 0;
  // Whether a star that began earlier may still be growing.
  let open = 0;
  for (let i = 0; i <= path.length; i++) {
    const character = path[i - 1];
    let here: number;
    if (token === "**/") {
      open |= reached[i]!;
      here = reached[i]! | (character === "/" ? open : 0);
    } else if (token === "**" || token === "*") {
      if (token === "*" && character === "/") open = 0;
      open |= reached[i]!;
      here = open;
    } else {
      const same = token === "?" ? character !== "/" : character === token;
      here = i > 0 && same ? reached[i - 1]! : 0;
    }
    next[i] = here;
    any |= here;
  }
  return any === 1;
}
