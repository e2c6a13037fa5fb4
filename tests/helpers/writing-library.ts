import { afterAll, afterEach, beforeAll } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import type { Settings } from "../../src/core/settings.js";
import { type FakeWriter, startFakeWriter } from "./fake-writer.js";
import { DEFAULTS, WORKER_URL } from "./shipped.js";
import { indexOf } from "./shipped-index.js";

/** An index of some files, and a model that writes what a test wants: both for the tests of a file. */
export interface WritingLibrary {
  /** Holds the index, and the files in `corpus`. */
  readonly cwd: string;
  /** Its requests are forgotten after each test. */
  readonly fake: FakeWriter;
  /** An assistant with other settings, closed behind the last test. */
  assistantWith(more?: Partial<Settings>): LocalAssistant;
}

/** To be called at the top of a file of tests; what it gives is there once they run. */
export function writingLibrary(files: Readonly<Record<string, string | Uint8Array>>): WritingLibrary {
  let cwd: string;
  let fake: FakeWriter;
  const opened: LocalAssistant[] = [];
  beforeAll(async () => {
    cwd = await indexOf(files);
    fake = await startFakeWriter();
  });
  afterEach(() => fake.requests.splice(0));
  afterAll(async () => {
    await Promise.all([fake.close(), ...opened.map((assistant) => assistant.close())]);
  });
  return {
    get cwd() {
      return cwd;
    },
    get fake() {
      return fake;
    },
    assistantWith(more = {}) {
      const settings = { ...DEFAULTS, workers: 1, llmUrl: fake.url, llmModel: "fake-1", ...more };
      const assistant = new LocalAssistant(settings, { cwd, workerUrl: WORKER_URL });
      opened.push(assistant);
      return assistant;
    },
  };
}
