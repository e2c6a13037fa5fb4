// Whole-process timings in turns, so that a drift of the machine's speed falls on all alike.
import { spawnSync } from "node:child_process";

/** What `footnote` ends with when it has done its work: found, not found, and both with a stale index. */
const DONE = new Set([0, 1, 3, 5]);

/** @returns milliseconds of one run of `node ...args` */
export function timeNode(args) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  if (!DONE.has(status)) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

/** Runs each of the named functions in turn, `rounds` times after one warm-up, and gives their milliseconds. */
export function inTurns(runs, rounds) {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const ms = run();
      if (round > 0) times[name].push(ms);
    }
  }
  return times;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A row a name: median, smallest, largest, and the ratio to the first. */
export function printTable(title, times) {
  const names = Object.keys(times);
  const base = median(times[names[0]]);
  console.log(`\n${title}`);
  console.log(`${"".padEnd(44)}${["median ms", "min", "max", "ratio"].map((head) => head.padStart(11)).join("")}`);
  for (const name of names) {
    const cells = [median(times[name]), Math.min(...times[name]), Math.max(...times[name])].map((ms) => ms.toFixed(0));
    const ratio = (median(times[name]) / base).toFixed(2);
    console.log(`${name.padEnd(44)}${[...cells, ratio].map((cell) => cell.padStart(11)).join("")}`);
  }
}
