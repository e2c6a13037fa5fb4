type TidyUp = () => unknown;

const behindTests: TidyUp[] = [];
const behindFiles: TidyUp[] = [];

/**
 * For helpers with something to close behind every test, of whichever file. A process runs many files and loads its
 * helpers once, so a hook at the top of a helper would belong to the first file alone.
 */
export function behindEachTest(tidyUp: TidyUp): void {
  behindTests.push(tidyUp);
}

/** The same behind the last test of every file. */
export function behindEachFile(tidyUp: TidyUp): void {
  behindFiles.push(tidyUp);
}

export async function tidyUpBehindTest(): Promise<void> {
  await inReverse(behindTests);
}

export async function tidyUpBehindFile(): Promise<void> {
  await inReverse(behindFiles);
}

/** What was loaded last may need what was loaded before it: an assistant its folder. */
async function inReverse(all: readonly TidyUp[]): Promise<void> {
  for (const tidyUp of all.toReversed()) await tidyUp();
}
