import { constants, platform, setPriority } from "node:os";

/** Gives the calling thread the lowest priority, where the system knows priorities of threads. */
export function letOthersFirst(): void {
  // On Linux this is the priority of the calling thread; elsewhere it would be that of the whole process.
  if (platform() === "linux") setPriority(constants.priority.PRIORITY_LOW);
}
