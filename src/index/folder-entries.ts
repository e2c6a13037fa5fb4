import { isUtf8 } from "node:buffer";
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";

/** What a folder holds under one name. */
export interface Entry extends Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink"> {
  /** Of a name that is no text, its bytes, those beyond ASCII as `\xNN`. */
  readonly name: string;
  /** Whether the name is no valid UTF-8: no text opens the file. */
  readonly misnamed?: boolean;
}

/** What bytes that are no text read as; a name may also hold it by right. */
const REPLACEMENT = "\ufffd";

/** The entries of a folder, in no order. @throws the file system's error */
export async function entriesOf(folder: string): Promise<Entry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes(REPLACEMENT))) return entries;
  const raw = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
  return raw.map((entry) => {
    const misnamed = !isUtf8(entry.name);
    return {
      name: misnamed ? shown(entry.name) : entry.name.toString(),
      misnamed,
      isFile: () => entry.isFile(),
      isDirectory: () => entry.isDirectory(),
      isSymbolicLink: () => entry.isSymbolicLink(),
    };
  });
}

function shown(name: Buffer): string {
  return name.toString("latin1").replace(/[^\x20-\x7e]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}
