import { expect, test } from "vitest";
import { runEffects } from "../../../src/tui/effects/run-effects.js";
import { createStore } from "../../../src/tui/reducer/store.js";
import type { State } from "../../../src/tui/state/state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { FakeHost } from "../../helpers/tui-host.js";
import { ENTER, following, start, typed } from "../chat-events.js";

const FILES = {
  "guides/care.txt": "Clean the glass with a dry cloth.\n\nNever use solvents: they cloud the glass.\n",
  "blank.txt": "\n",
};

/** The chat when `/show` has come to something. */
async function shown(where: string): Promise<State & { readonly assistant: TuiAssistant }> {
  const assistant = new TuiAssistant({ files: FILES });
  const asked = following(start, typed(`/show ${where}`), ENTER);
  // The completion asks for the documents' names while one is typed.
  const store = createStore({ ...asked, tasks: asked.tasks.filter(({ kind }) => kind === "show") });
  const copy = () => ({ tone: "muted", text: "" }) as const;
  const stop = runEffects(store, { assistant, host: new FakeHost(), copy, withTerminal: (run) => run(), now: () => 0 });
  await new Promise<void>((resolve) => {
    const look = () => store.getState().tasks.length === 0 && resolve();
    store.subscribe(look);
    look();
  });
  await stop();
  return { ...store.getState(), assistant };
}

test.each(["guides/care.txt", "guides/care.txt:3"])(
  "/show %s opens it without a list of all documents",
  async (where) => {
    const { screen, assistant } = await shown(where);
    expect(screen).toMatchObject({ kind: "reader", title: "guides/care.txt" });
    expect(assistant.listed).toBe(0);
  },
);

test("/show opens a document that has no passages", async () => {
  expect((await shown("blank.txt")).screen).toMatchObject({ kind: "reader", title: "blank.txt" });
});

test("/show says which path was likely meant, or why a line can't be shown", async () => {
  const misspelt = await shown("guides/cara.txt");
  expect(JSON.stringify(misspelt.notice)).toContain("perhaps 'guides/care.txt' is meant");
  const beyond = await shown("guides/care.txt:99");
  expect(JSON.stringify(beyond.notice)).toContain("guides/care.txt:99 is not in the index");
});
