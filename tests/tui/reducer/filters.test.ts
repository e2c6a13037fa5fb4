import { describe, expect, test } from "vitest";
import type { AskRequest } from "../../../src/assistant/assistant.js";
import { filterCompletions } from "../../../src/tui/input/completion.js";
import { parseFilter } from "../../../src/tui/input/filter-line.js";
import { lineWith } from "../../../src/tui/input/line-editor.js";
import { chatLines } from "../../../src/tui/layout/chat-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { type Event, initialState, type State, taskOf } from "../../../src/tui/state/state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";
import { KEY } from "../fake-terminal.js";
import { openChat } from "../open-chat.js";

const start = initialState({ columns: 80, rows: 24 }, false);
const ENTER: Event = { type: "submitted", at: 0 };
const follow = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
const filtered = (line: string, from = start) =>
  follow(from, { type: "filter_opened" }, { type: "typed", text: line }, ENTER);
const asked = (state: State) => taskOf(follow(state, { type: "typed", text: "Is it dry?" }, ENTER), "ask")?.filter;
const drawn = (state: State) => plainText(chatLines(state, { spinner: " ", now: 0 }));

describe("a line of filters", () => {
  test.each([
    ["path:reports/** type:pdf", { paths: ["reports/**"], types: ["pdf"] }, []],
    ["TYPE:.md type:txt", { types: ["md", "txt"] }, []],
    [
      "after:2024-01-31 before:2025-01-31T12:00:00Z",
      { modifiedAfter: "2024-01-31", modifiedBefore: "2025-01-31T12:00:00Z" },
      [],
    ],
    ['where:"Author = Smith" where:author=Jones', { where: { author: ["Smith", "Jones"] } }, []],
    ['doc:"annual report" path:"my files/"', { paths: ["my files/"] }, ["annual report"]],
  ])("%s is read", (line, filters, names) => {
    expect(parseFilter(line)).toEqual({ kind: "filter", filters, names });
  });

  test.each([
    ["after:yesterday", "after:yesterday can't be used: it is no ISO 8601 date, such as 2026-03-31."],
    ["before:2026-02-30", "before:2026-02-30 can't be used"],
    ["type:", "type: needs a value, such as type:pdf."],
    [
      "pth:a",
      "pth:a is no filter. Did you mean path:? There are path:, type:, doc:, in:, tag:, where:, since:, until:, after:, before:, from:, to:, subject:, sent-after:, sent-before:.",
    ],
    ["where:author", "where: needs a field and a text"],
    ["reports", "reports is no filter."],
  ])("%s is refused in the words that were typed", (line, problem) => {
    expect(parseFilter(line)).toMatchObject({ kind: "invalid", problem: expect.stringContaining(problem) });
  });
});

describe("a filter", () => {
  test("applies to the questions that follow, and is shown above the input", () => {
    const state = filtered("type:txt");
    expect(asked(state)?.filters).toEqual({ types: ["txt"] });
    expect(drawn(state)).toMatch(/Only type:txt .*\n─+\n/);
    expect(asked(start)).toBeNull();
  });

  test("is taken away by an empty line, and left as it is by Esc", () => {
    const state = filtered("type:txt");
    const opened = follow(state, { type: "filter_opened" });
    expect(drawn(opened)).toContain("Only in: type:txt");
    expect(asked(follow(opened, { type: "edited", action: "delete_to_start" }, ENTER))).toBeNull();
    expect(asked(follow(opened, { type: "typed", text: "x" }, { type: "went_back" }))?.filters).toEqual({
      types: ["txt"],
    });
  });

  test("with a mistake stays in its line, to be mended", () => {
    const wrong = filtered("after:yesterday");
    expect(drawn(wrong)).toMatch(/after:yesterday can't be used[\s\S]*Only in: after:yesterday/);
    const mended = follow(wrong, { type: "edited", action: "delete_word" }, { type: "typed", text: "type:txt" }, ENTER);
    expect(asked(mended)?.filters).toEqual({ types: ["txt"] });
  });

  test("applies to what commands look up as well", () => {
    const state = filtered("type:txt");
    for (const command of ["/search dry", "/verify It is dry."]) {
      const looking = follow(state, { type: "typed", text: command }, ENTER);
      expect(taskOf(looking, "look")?.filter?.filters).toEqual({ types: ["txt"] });
    }
  });

  test("is one row, also where several are pasted", () => {
    expect(filtered("type:txt\n  path:a").filter?.line).toBe("type:txt path:a");
  });

  test("is also a command, which keeps the letters as they are", () => {
    const state = follow(start, { type: "typed", text: "/filter path:Reports/" }, ENTER);
    expect(asked(state)?.filters).toEqual({ paths: ["Reports/"] });
    expect(follow(state, { type: "typed", text: "/filter" }, ENTER).filterLine?.text).toBe("path:Reports/");
  });
});

test("doc: finds documents by their title or path, and says when there is none", async () => {
  const { terminal, assistant } = openChat();
  await terminal.ask("How long is the warranty for batteries?");
  await terminal.shows("Sources");
  await terminal.press(KEY.tab, "f", "doc:zeppelin", KEY.enter);
  await terminal.shows("doc:zeppelin names no document");
  await terminal.press("/filter doc:care", KEY.enter);
  await terminal.shows("Only doc:care");
  await terminal.ask("Is the glass dry?");
  await terminal.shows("Sources");
  expect(assistant.requests.at(-1)?.filters?.documentIds).toHaveLength(1);
});

test("a filter that no document passes is said at once, and one that some pass is not", async () => {
  class Narrow extends TuiAssistant {
    override async search(request: AskRequest) {
      const results = await super.search(request);
      const documents_searched = request.filters?.types?.includes("pdf") ? 0 : 2;
      return { ...results, coverage: { ...results.coverage, documents_searched } };
    }
  }
  const { terminal } = openChat({ assistant: new Narrow() });
  await terminal.shows("Footnote ·");
  await terminal.press("/filter type:pdf", KEY.enter);
  await terminal.shows(/No document passes this filter[\s\S]*Only type:pdf/);
  await terminal.press("/filter type:txt", KEY.enter);
  expect(await terminal.shows("Only type:txt")).not.toContain("No document passes");
});

describe("completion in a line of filters", () => {
  const names = ["reports/2024/a.pdf", "reports/b.txt", "my files/c.TXT"].map((path) => ({ path, title: path }));
  const offered = (text: string) => filterCompletions(lineWith(text), names).map(({ text, help }) => `${text} ${help}`);

  test("offers the filters by name", () => {
    expect(offered("type:txt b")).toEqual(["before: changed before a day, such as 2025-01-31"]);
  });

  test("offers the types that there are", () => {
    expect(offered("type:")).toEqual(["pdf 1 document", "txt 2 documents"]);
    expect(offered("type:txt")).toEqual([]);
  });

  test("offers folders before files behind path:, in quotes where needed", () => {
    expect(offered("path:rep")).toEqual([
      "reports/ 2 documents",
      "reports/2024/ 1 document",
      "reports/2024/a.pdf ",
      "reports/b.txt ",
    ]);
    expect(offered("path:my")[0]).toBe('"my files/" 1 document');
  });
});
