import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes long, longest first: processes, terminals and browsers. A fresh clone knows no durations. Nodes are killed
 * first, while the cluster holds nothing else that they would have to mend.
 */
const LONG = [
  "store/opensearch/killed-nodes",
  "index/build/killed-build",
  "e2e/",
  "evals/",
  "index/",
  "store/opensearch/opensearch-store",
  "assistant/",
  "cli/",
  "server/",
];

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
