const WORDS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "a file would become larger than the system allows",
  EROFS: "the disk is read-only",
  ENOENT: "no such file or folder",
  EEXIST: "something of that name is in the way",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the path is too long",
  EIO: "the disk reports an error",
  EBUSY: "another program uses it",
  ENOTDIR: "a part of the path is not a folder",
  EMFILE: "too many open files",
  ELOOP: "symbolic links lead in a circle",
};

/** What went wrong with a file, in words for people. */
export function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code ? WORDS[code] : undefined) ?? message;
}

/** Whether a file system error says that the path isn't there. */
export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === "ENOENT" || code === "ENOTDIR";
}
