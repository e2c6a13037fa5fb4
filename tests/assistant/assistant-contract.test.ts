import { afterAll, describe } from "vitest";
import { LocalAssistant } from "../../src/assistant/local/local-assistant.js";
import { RemoteAssistant } from "../../src/assistant/remote/remote-assistant.js";
import { ThreadedAssistant } from "../../src/assistant/threaded/threaded-assistant.js";
import { serve } from "../../src/server/serve.js";
import { describeAssistant } from "../contracts/assistant.case.js";
import { clusterSettings, NODES } from "../helpers/test-cluster.js";
import { ANSWERING_WORKER_URL, DEFAULTS, WORKER_URL } from "../helpers/shipped.js";

const toClose: { close(): Promise<void> }[] = [];

afterAll(async () => {
  for (const opened of toClose.reverse()) await opened.close();
});

async function local(cwd: string, more: Partial<typeof DEFAULTS> = {}): Promise<LocalAssistant> {
  const assistant = new LocalAssistant({ ...DEFAULTS, workers: 1, ...more }, { cwd, workerUrl: WORKER_URL });
  toClose.push(assistant);
  return assistant;
}

describeAssistant("LocalAssistant", (cwd) => local(cwd));

describe.skipIf(NODES.length === 0)("with a cluster (FOOTNOTE_TEST_OPENSEARCH)", () => {
  describeAssistant("LocalAssistant over OpenSearch", (cwd) => local(cwd, clusterSettings()));
});

describeAssistant("ThreadedAssistant", async (cwd) => {
  const settings = { ...DEFAULTS, workers: 1 };
  const assistant = new ThreadedAssistant({ settings, cwd }, ANSWERING_WORKER_URL);
  toClose.push(assistant);
  return assistant;
});

describeAssistant("RemoteAssistant", async (cwd) => {
  const server = await serve({ assistant: await local(cwd) });
  toClose.push(server);
  const assistant = new RemoteAssistant({ server: server.url });
  toClose.push(assistant);
  return assistant;
});
