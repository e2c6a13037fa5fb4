import type { ReadResult } from "./document-reader.js";

/** Inside a reader: ends the reading of a file. Outside of it, it is the value `unreadable`. */
export class UnreadableFile extends Error {
  /** @param reason to be read behind the file's path */
  constructor(readonly reason: string) {
    super(reason);
  }
}

/**
 * Runs a reader that may fail. What a library throws at a broken file says little to people, so it becomes `damaged`.
 *
 * @param damaged the reason for any other error
 */
export async function readOrReason(read: () => Promise<ReadResult>, damaged: string): Promise<ReadResult> {
  try {
    return await read();
  } catch (error) {
    return { status: "unreadable", reason: error instanceof UnreadableFile ? error.reason : damaged };
  }
}
