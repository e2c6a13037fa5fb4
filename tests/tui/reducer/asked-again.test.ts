import { expect, test } from "vitest";
import type { SyncResult } from "../../../src/contract/index-state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const QUESTION = "Which zeppelin flies?";
const OFFER = "Enter asks it again";

/** Its build finds a file that answers. */
class Growing extends TuiAssistant {
  constructor(private readonly added: readonly string[]) {
    super();
  }

  override async sync(options = {}): Promise<SyncResult> {
    const result = await super.sync(options);
    for (const path of this.added) this.replaceFile(path, "Which zeppelin flies? The Hindenburg zeppelin flies.\n");
    return { ...result, added: this.added, changed: [], deleted: [] };
  }
}

test("what was not found before the index changed is asked again with one key", async () => {
  const { terminal, assistant } = openChat({ assistant: new Growing(["new.txt"]) });
  await terminal.ask(QUESTION);
  expect(await terminal.shows("Not found in these documents")).not.toContain(OFFER);
  await terminal.press("/index", KEY.escape, KEY.enter);
  await terminal.shows(/The index has changed since this was asked[\s\S]*Enter asks it again/);
  await terminal.press(KEY.enter);
  expect(await terminal.shows("Sources")).not.toContain(OFFER);
  expect(assistant.asked).toEqual([QUESTION, QUESTION]);
});

test("a build that changed nothing offers nothing", async () => {
  const { terminal, assistant } = openChat({ assistant: new Growing([]) });
  await terminal.ask(QUESTION);
  await terminal.shows("Not found in these documents");
  await terminal.press("/index", KEY.escape, KEY.enter);
  expect(await terminal.shows("(nothing changed)")).not.toContain(OFFER);
  await terminal.press(KEY.enter);
  expect(assistant.asked).toEqual([QUESTION]);
});
