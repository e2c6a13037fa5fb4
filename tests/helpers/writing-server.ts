import { afterAll, beforeAll } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { type RunningServer, serve } from "../../src/server/serve.js";
import { type FakeWriter, idOf, saying, startFakeWriter } from "./fake-writer.js";
import { DEFAULTS, WORKER_URL } from "./shipped.js";
import { indexOf } from "./shipped-index.js";

export const NOTICE = "The notice period of the mill is three months.";

/** A server over one document that says `NOTICE`, and a model that says so in other words. */
export interface WritingServer {
  readonly url: string;
  readonly fake: FakeWriter;
  post(path: string, body: object, accept?: string): Promise<Response>;
}

/** To be called at the top of a file of tests; what it gives is there once they run. */
export function writingServer(): WritingServer {
  let fake: FakeWriter;
  let assistant: LocalAssistant;
  let server: RunningServer;
  beforeAll(async () => {
    const cwd = await indexOf({ "lease.txt": `${NOTICE}\n` });
    fake = await startFakeWriter(
      saying((request) => `The mill has a notice period of three months [${idOf(request, "three months")}].`),
    );
    assistant = new LocalAssistant({ ...DEFAULTS, workers: 1, llmUrl: fake.url }, { cwd, workerUrl: WORKER_URL });
    server = await serve({ assistant });
  });
  afterAll(async () => {
    await server.close();
    await Promise.all([assistant.close(), fake.close()]);
  });
  return {
    get url() {
      return server.url;
    },
    get fake() {
      return fake;
    },
    post: (path, body, accept = "application/json") =>
      fetch(server.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", accept },
        body: JSON.stringify(body),
      }),
  };
}
