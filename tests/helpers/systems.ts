/** What the system that the tests run on has, for tests whose subject another one lacks. */

const isWindows = process.platform === "win32";

/** Whether a file's mode says who may read and write it. */
export const HAS_MODES = !isWindows;
/** For the names of tests that are skipped without. */
export const NEEDS_MODES = HAS_MODES ? "" : " (files have no modes here)";

/** Whether anyone may make symbolic links. */
export const HAS_LINKS = !isWindows;
export const NEEDS_LINKS = HAS_LINKS ? "" : " (links need a right here)";

/** Whether a file with `#!` in its first line can be started. */
export const HAS_SCRIPTS = !isWindows;
export const NEEDS_SCRIPTS = HAS_SCRIPTS ? "" : " (no shell reads scripts here)";

/** Whether a file that is open can be replaced or removed. */
export const FREES_OPEN_FILES = !isWindows;
export const NEEDS_FREE_FILES = FREES_OPEN_FILES ? "" : " (an open file stays here)";
