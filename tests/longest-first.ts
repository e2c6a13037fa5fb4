import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes long, longest first: processes, terminals and browsers. A fresh clone knows no durations. */
const LONG = ["index/build/killed-build", "e2e/", "evals/", "index/", "cli/", "assistant/", "server/"];

/** Starts the long files first, so that all workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((part) => moduleId.includes(`/tests/${part}`));
      return found === -1 ? LONG.length : found;
    };
    return files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
