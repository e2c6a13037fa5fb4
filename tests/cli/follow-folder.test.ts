import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Assistant } from "../../src/assistant/assistant.js";
import type { CliContext } from "../../src/cli/context.js";
import { followFolder } from "../../src/cli/follow-folder.js";
import type { SyncResult } from "../../src/contract/index-state.js";
// Loaded before the test becomes a user that may not enter the clone.
import "../../src/index/folder/watch.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { asNobody } from "../helpers/unprivileged.js";

test("a folder that can't be watched is said on standard error, once, with what to do", async () => {
  const corpus = await tempFolder();
  const indexFolder = join(corpus, "index");
  const closed = join(corpus, "closed");
  await mkdir(closed, 0o000);
  let [said, syncs] = ["", 0];
  const stderr = new Writable({
    decodeStrings: false,
    write: (text, _, done) => {
      said += text;
      done();
    },
  });
  const nothingNew = { added: [], changed: [], deleted: [] } as unknown as SyncResult;
  const assistant: Pick<Assistant, "sync"> = {
    sync: async () => {
      syncs++;
      return nothingNew;
    },
  };
  const stop = new AbortController();
  const context = { stderr, environment: {}, signal: stop.signal } as Partial<CliContext> as CliContext;
  await asNobody(corpus, async () => {
    const following = followFolder(context, assistant, { corpus, indexFolder });
    await expect.poll(() => syncs, { timeout: 5_000 }).toBeGreaterThan(0);
    stop.abort();
    await following;
  });
  expect(said.split("\n")).toEqual([
    `Watching ${corpus}. Ctrl-C ends it.`,
    `error: Changes in ${closed} can't be watched: permission denied.`,
    expect.stringMatching(/^ {2}Check its permissions.* is looked at again after a while/),
    "",
  ]);
});
