import { availableParallelism, loadavg } from "node:os";

/**
 * Milliseconds to wait for what may need a build first. A build lets everything else go first: beside other work it may
 * take forty times as long, so the wait grows with the load of the machine.
 */
export function patience(): number {
  return 90_000 * Math.max(1, loadavg()[0]! / availableParallelism());
}
