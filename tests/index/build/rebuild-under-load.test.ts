import { readdir } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { LocalAssistant } from "../../../src/assistant/local/local-assistant.js";
import { type RunningServer, serve } from "../../../src/server/serve.js";
import { runProcess } from "../../helpers/cli.js";
import { notes } from "../../helpers/notes.js";
import { DEFAULTS } from "../../helpers/shipped.js";
import { writeFiles } from "../../helpers/temp-folder.js";
import { Library } from "../building.js";

const CLIENTS = 4;
const REBUILDS = 10;
const PAUSE_MS = 30;
const closing: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
});

async function ask({ url }: RunningServer): Promise<string> {
  const response = await fetch(`${url}/v1/query`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question: "When does the night train leave for Lyon?" }),
  });
  const body = (await response.json()) as { coverage: { indexed_at: string } };
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body.coverage.indexed_at;
}

/** Open files of this process; `null` where the system doesn't tell. */
async function openFiles(): Promise<number | null> {
  return readdir("/proc/self/fd").then(
    (names) => names.length,
    () => null,
  );
}

test("a server answers every request while its index is rebuilt, and each from a whole generation", async () => {
  const library = await Library.of({ "a.md": notes("First", [1, 2, 3]) });
  await library.build();
  const indexedAt = async () => {
    const reader = await library.store.open();
    await reader.close();
    return reader.info.indexedAt;
  };
  const assistant = new LocalAssistant({ ...DEFAULTS, index: library.indexFolder }, { cwd: library.root });
  const server = await serve({ assistant });
  closing.push(
    () => server.close(),
    () => assistant.close(),
  );
  const times = [await indexedAt()];
  await Promise.all(Array.from({ length: CLIENTS }, () => ask(server)));
  const filesBefore = await openFiles();

  let rebuilding = true;
  const answeredFrom = new Set<string>();
  let requests = 0;
  const client = async () => {
    while (rebuilding) {
      answeredFrom.add(await ask(server));
      requests++;
      // Without it, four clients would take the core that the rebuilds need.
      await wait(PAUSE_MS);
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, client));
  for (let rebuild = 0; rebuild < REBUILDS; rebuild++) {
    await writeFiles(library.corpus, { [`new-${rebuild}.md`]: notes(`New ${rebuild}`, [10 + rebuild]) });
    const built = await runProcess(["index", "--index", library.indexFolder], { cwd: library.root });
    expect(built).toMatchObject({ code: 0, stdout: expect.stringContaining("1 added") });
    times.push(await indexedAt());
  }
  rebuilding = false;
  await clients;

  expect(requests).toBeGreaterThan(CLIENTS * REBUILDS);
  expect(times).toEqual(expect.arrayContaining([...answeredFrom]));
  expect(answeredFrom.size).toBeGreaterThan(1);
  expect(await ask(server)).toBe(times.at(-1));
  const filesAfter = await openFiles();
  // Sockets come and go: each client may hold one.
  if (filesBefore !== null && filesAfter !== null) expect(filesAfter).toBeLessThanOrEqual(filesBefore + 2 * CLIENTS);
});
