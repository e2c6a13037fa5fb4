import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sliceSpan } from "../../../src/core/spans.js";
import { readerLines } from "../../../src/tui/layout/reader-lines.js";
import { plainText } from "../../../src/tui/lines.js";
import { findText } from "../../../src/tui/reader/find-text.js";
import { reduce } from "../../../src/tui/reducer/reducer.js";
import { type Event, initialState, type ReaderScreen, type State, taskOf } from "../../../src/tui/state/state.js";
import { TuiAssistant } from "../../helpers/tui-assistant.js";

const found = (text: string, query: string) => findText({ text }, query).map((match) => sliceSpan(text, match));

describe("a search in a text", () => {
  test.each([
    ["case", "The LAMP, the lamp", "lamp", ["LAMP", "lamp"]],
    ["letters composed and apart", "Café, Cafe\u0301", "CAFÉ", ["Café", "Cafe\u0301"]],
    ["full width and ligatures", "ＬＡＭＰ oﬃce", "office", ["oﬃce"]],
    ["sharp s and final sigma", "Straße ΣΊΣΥΦΟΣ", "σίσυφος", ["ΣΊΣΥΦΟΣ"]],
    ["sharp s", "Straße", "STRASSE", ["Straße"]],
    ["line ends and runs of spaces", "seven\r\n  hours", "seven hours", ["seven\r\n  hours"]],
    ["scripts without spaces", "電池は一年ごとに交換", "一年", ["一年"]],
    ["letters outside the basic plane", "💡 on 💡", "💡", ["💡", "💡"]],
    ["nothing to look for", "abc", "  ", []],
    ["what isn't there", "abc", "abd", []],
    ["what a pattern would take for a sign", "a.c abc", "a.c", ["a.c"]],
  ])("goes over %s", (_, text, query, expected) => {
    expect(found(text, query)).toEqual(expected);
  });

  test("finds the same after plain text, spaces and other scripts in any order", () => {
    const pieces = fc.constantFrom(
      "Lamp",
      " ",
      "  ",
      "\n",
      "é",
      "e\u0301",
      "\u0301",
      "ß",
      "ﷺ",
      "💡",
      "\u0000",
      "\u00a0",
      "一",
    );
    fc.assert(
      fc.property(fc.array(pieces), fc.array(pieces), (before, after) => {
        const text = [...before, " Needle\t of  it ", ...after].join("");
        expect(found(text, "needle of IT")).toEqual(["Needle\t of  it"]);
        expect(found(text, "lamp")).toEqual(Array.from(text.matchAll(/Lamp(?!\p{M})/gu), ([lamp]) => lamp));
      }),
    );
  });

  test("finds every part of a text in it, in order and without overlap", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), fc.integer({ min: 1, max: 5 }), (text, from, length) => {
        const query = Array.from(text)
          .slice(from, from + length)
          .join("");
        const matches = findText({ text }, query);
        for (const [i, { start, end }] of matches.entries()) {
          expect(end).toBeGreaterThan(start);
          expect(start).toBeGreaterThanOrEqual(matches[i - 1]?.end ?? 0);
        }
        // A letter with a mark behind it is another one.
        const isWhole = /^[a-z]+$/.test(query) && new RegExp(`${query}(?![\\p{M}\u200d])`, "u").test(text);
        if (isWhole) expect(matches.length).toBeGreaterThan(0);
      }),
    );
  });
});

const TEXT = `Lamps\n\n${Array.from({ length: 60 }, (_, i) => `Row ${i + 1}${i % 10 === 4 ? " has a lamp" : ""}.`).join("\n")}\n`;
const assistant = new TuiAssistant({ files: { "a.txt": `${TEXT}\nThe lamp glows for a whole year.\n` } });

async function reading(): Promise<State> {
  const asked = follow(initialState({ columns: 60, rows: 16 }, false), { type: "typed", text: "glows year" }, SUBMIT);
  const answer = await assistant.ask({ question: "glows year" });
  const answered = follow(asked, { type: "answered", task: taskOf(asked, "ask")!.id, answer });
  const opened = follow(answered, { type: "focus_moved" }, { type: "opened", number: 1 });
  const { id: task, documentId } = taskOf(opened, "read")!;
  return follow(opened, { type: "document_read", task, text: await assistant.text(documentId) });
}

const SUBMIT: Event = { type: "submitted", at: 0 };
const follow = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
const searching = (query: string): Event[] => [{ type: "find_opened" }, { type: "typed", text: query }, SUBMIT];
const reader = ({ screen }: State) => screen as ReaderScreen;
const drawn = (state: State) => plainText(readerLines(reader(state), state.size));
/** What is marked on the screen. */
const marked = (state: State, token: string) =>
  readerLines(reader(state), state.size).flatMap((line) =>
    line.flatMap((one) => (one.token === token ? one.text : [])),
  );

describe("in the reader", () => {
  test("Enter jumps to the next match and counts all; n and N go on, around the ends", async () => {
    const first = follow(await reading(), { type: "scrolled", step: "top" }, ...searching("LAMP"));
    expect(drawn(first)).toContain("“LAMP” match 1 of 8");
    expect(marked(first, "match_current")).toEqual(["Lamp"]);
    const second = follow(first, { type: "repeated", by: 1 });
    expect(drawn(second)).toMatch(/Row 5 has a lamp[\s\S]*match 2 of 8/);
    const last = follow(first, { type: "repeated", by: -1 });
    expect(drawn(last)).toMatch(/The lamp glows[\s\S]*match 8 of 8/);
    expect(drawn(follow(last, { type: "repeated", by: 1 }))).toContain("match 1 of 8");
  });

  test("the match is marked within the quote, and the rest of the quote stays marked", async () => {
    const state = follow(await reading(), ...searching("glows for"));
    expect(marked(state, "match_current")).toEqual(["glows for"]);
    expect(marked(state, "quote")).toEqual(["The lamp ", " a whole year."]);
  });

  test("what isn't there is said, and the text stays where it is", async () => {
    const before = await reading();
    const state = follow(before, ...searching("zeppelin"));
    expect(drawn(state)).toContain("“zeppelin” is not in this document.");
    expect(reader(state).top).toEqual(reader(before).top);
  });

  test("Esc leaves the line, then the search, then the document", async () => {
    const writing = follow(
      await reading(),
      ...searching("lamp"),
      { type: "find_opened" },
      { type: "typed", text: "x" },
    );
    expect(drawn(writing)).toContain("/ x");
    const left = follow(writing, { type: "went_back" });
    expect(drawn(left)).toContain("“lamp” match");
    const ended = follow(left, { type: "went_back" });
    expect(marked(ended, "match")).toEqual([]);
    expect(ended.screen.kind).toBe("reader");
    expect(follow(ended, { type: "went_back" }).screen.kind).toBe("chat");
  });

  test("a line is edited with the keys of the input", async () => {
    const state = follow(
      await reading(),
      { type: "find_opened" },
      { type: "typed", text: "lump" },
      ...[
        { type: "edited", action: "left" } as const,
        { type: "edited", action: "left" } as const,
        { type: "edited", action: "delete_back" } as const,
        { type: "typed", text: "a" } as const,
        SUBMIT,
      ],
    );
    expect(drawn(state)).toContain("“lamp” match");
  });
});
