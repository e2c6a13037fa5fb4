import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { expect, test } from "vitest";
import type { Assistant } from "../../src/assistant/assistant.js";
import type { CliContext } from "../../src/cli/context.js";
import { followFolders } from "../../src/cli/follow-folder.js";
import type { SyncResult } from "../../src/contract/index-state.js";
// Loaded before the test becomes a user that may not enter the clone.
import "../../src/index/folder/watch.js";
import { tempFolder } from "../helpers/temp-folder.js";
import { asNobody } from "../helpers/unprivileged.js";

const NOTHING_NEW = { added: [], changed: [], deleted: [] } as unknown as SyncResult;

function heardBy(hear: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write: (text, _, done) => {
      hear(text);
      done();
    },
  });
}

test("of several folders the one alone is looked through that has changed", async () => {
  const root = await tempFolder();
  const folders = ["guides", "trips"].map((collection) => {
    const corpus = join(root, collection);
    return { collection, corpus, indexFolder: join(corpus, ".footnote") };
  });
  for (const { corpus } of folders) await mkdir(corpus);
  const synced: (readonly string[] | undefined)[] = [];
  const assistant: Pick<Assistant, "sync"> = {
    sync: async ({ collections } = {}) => {
      synced.push(collections);
      return NOTHING_NEW;
    },
  };
  const stop = new AbortController();
  const context = { stderr: heardBy(() => {}), environment: {}, signal: stop.signal } as Partial<CliContext>;
  const following = followFolders(context as CliContext, assistant, folders);
  await expect.poll(() => synced.flat().sort()).toEqual(["guides", "trips"]);
  await writeFile(join(root, "trips/train.txt"), "The train leaves at 07:14.\n");
  await expect.poll(() => synced.length).toBeGreaterThan(2);
  // A write may be told of twice.
  for (const names of synced.slice(2)) expect(names).toEqual(["trips"]);
  stop.abort();
  await following;
});

test("a folder that can't be watched is said on standard error, once, with what to do", async () => {
  const corpus = await tempFolder();
  const indexFolder = join(corpus, "index");
  const closed = join(corpus, "closed");
  await mkdir(closed, 0o000);
  let [said, syncs] = ["", 0];
  const stderr = heardBy((text) => {
    said += text;
  });
  const assistant: Pick<Assistant, "sync"> = {
    sync: async () => {
      syncs++;
      return NOTHING_NEW;
    },
  };
  const stop = new AbortController();
  const context = { stderr, environment: {}, signal: stop.signal } as Partial<CliContext> as CliContext;
  await asNobody(corpus, async () => {
    const following = followFolders(context, assistant, [{ corpus, indexFolder }]);
    await expect.poll(() => syncs).toBeGreaterThan(0);
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
