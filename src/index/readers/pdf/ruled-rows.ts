import type { Region, Rule, TextLine } from "./text-run.js";

/** Edges of one rule, and of lines at it, differ by less, in points. */
const TOLERANCE = 1.5;
const MARGIN = 6;
/** Fewer boxes below each other are frames around text. */
const MIN_ROWS = 2;
/** Type of headings, as a share of that of the rows above. */
const LARGER = 1.2;
/** Rows are no higher, in heights of the font. */
const MAX_HEIGHT = 16;

/** Lines of a region: running text, or a table whose rows are parted by rules, each row with all its lines. */
export type Part = { readonly lines: readonly TextLine[] } | { readonly rows: readonly (readonly TextLine[])[] };

/** Finds the tables in a region whose rows are parted by rules. */
export function ruledParts(region: Region, rules: readonly Rule[]): Part[] {
  const whole = wholeRules(rules);
  const parts: Part[] = [];
  let open: (Band & { readonly lines: TextLine[] })[] = [];
  let plain: TextLine[] = [];
  const closePlain = () => {
    if (plain.length > 0) parts.push({ lines: plain });
    plain = [];
  };
  const closeTable = () => {
    // Between two tables stand rules as well, but no row.
    const last = open.findIndex(({ lines }) => !isCompact(lines));
    const others = last < 0 ? [] : open.splice(last).flatMap(({ lines }) => lines);
    const lines = open.map((row) => row.lines);
    if (
      open.length >= MIN_ROWS &&
      lines.filter((row) => row.some(({ cells }) => cells.length > 1)).length * 2 > Math.max(lines.length, 3)
    ) {
      closePlain();
      parts.push({ rows: lines });
    } else plain.push(...lines.flat());
    plain.push(...others);
    open = [];
  };
  for (const line of region) {
    const last = open.at(-1);
    const found = bandOf(line, whole);
    const band = found && isBetweenTables(line, found, last?.lines.at(-1)) ? undefined : found;
    if (band !== undefined && last !== undefined && band.top === last.top) last.lines.push(line);
    else {
      if (band === undefined || (last !== undefined && band.top.height - last.bottom.height > MARGIN)) closeTable();
      if (band === undefined) plain.push(line);
      else open.push({ ...band, lines: [line] });
    }
  }
  closeTable();
  closePlain();
  return parts;
}

/** Whether lines are of one type and near each other. */
function isCompact(lines: readonly TextLine[]): boolean {
  return lines.every(({ size, baseline }, index) => {
    const above = lines[index - 1];
    return above === undefined || (Math.abs(size - above.size) < 0.2 * size && baseline - above.baseline < 2 * size);
  });
}

interface Band {
  readonly top: Rule;
  readonly bottom: Rule;
}

/** Whether a line is the heading of the table below, which the rules that end one table and begin the next enclose. */
function isBetweenTables({ cells, size, left }: TextLine, { top, bottom }: Band, above: TextLine | undefined): boolean {
  if (above === undefined || cells.length > 1) return false;
  const ofOneTable = Math.abs(top.left - bottom.left) < MARGIN && Math.abs(top.right - bottom.right) < MARGIN;
  // Beside a cell of several rows, a rule is shorter as well, but what stands below it begins further right.
  return size > above.size * LARGER || (!ofOneTable && left < Math.min(top.left, bottom.left) + MARGIN);
}

/** The rules right above and below a line, if they reach over it. */
function bandOf(line: TextLine, whole: readonly Rule[]): Band | undefined {
  const middle = line.baseline - line.size * 0.3;
  const over = whole.filter(({ left, right }) => left < line.left + MARGIN && right > line.right - MARGIN);
  const top = over.findLast(({ height }) => height < middle);
  const bottom = over.find(({ height }) => height >= middle);
  if (top === undefined || bottom === undefined || bottom.height - top.height > MAX_HEIGHT * line.size)
    return undefined;
  return { top, bottom };
}

/** Rules from the top, those of the cells of one row as one. */
function wholeRules(rules: readonly Rule[]): Rule[] {
  const whole: Rule[] = [];
  for (const { left, right, height } of rules.toSorted((a, b) => a.height - b.height)) {
    const last = whole.at(-1);
    if (last && height - last.height < TOLERANCE) {
      whole[whole.length - 1] = { ...last, left: Math.min(last.left, left), right: Math.max(last.right, right) };
    } else whole.push({ left, right, height });
  }
  return whole;
}
