import { describe, expect, it } from "vitest";
import { subtitlesReader } from "../../../../src/index/readers/text/subtitles-reader.js";
import { outline, readBytes, readFixture } from "../../../helpers/fixtures.js";
import { readWith, textsOf } from "../../../helpers/read-text.js";

describe("a calendar", () => {
  it("has a section an event, with time, place, people and recurrence in words", async () => {
    const read = await readFixture("ics", "committee.ics");
    const sections = outline(read);
    expect(read.title).toBe("Library committee");
    expect(sections.get("Budget review")).toBe(
      [
        "When: Tuesday, 8 September 2026, 18:00 to 19:30 (Europe/Berlin)",
        "Where: Weighing house, upper room",
        "Organiser: Odalys Vance <odalys@hollow-brook.example>",
        "Attendees: Ben Hale <ben@hollow-brook.example> (declined)",
        "Bring the receipts for the stove.",
        "The treasurer reports first.",
        "",
      ].join("\n"),
    );
    expect(sections.get("Story hour")).toContain("Repeats: every 2 weeks on Saturday until 19 December 2026");
    expect(sections.get("Closed for the potato holidays")).toBe(
      "When: Monday, 12 October 2026 to Friday, 23 October 2026, all day\n",
    );
  });
});

describe("a notebook", () => {
  it("has its text, its code, and the beginning of what the code put out", async () => {
    const read = await readFixture("notebook", "loans.ipynb");
    expect(read.title).toBe("Loans of the year");
    expect(textsOf(read, "list_item")).toEqual(["Atlases are read, but never lent.", "Comics come back late."]);
    expect(textsOf(read, "code")).toContain("3187");
    expect(read.text).not.toContain("iVBORw0KGgo");
    expect(read.text).not.toContain("row 40");
    expect(read.unread).toEqual(["1 picture", "the rest of 1 long output"]);
  });

  it("whose cells end in open code doesn't lose the next ones", async () => {
    const cells = ["```\nopen", "# Heading"].map((source) => ({ cell_type: "markdown", source }));
    const result = await readBytes("notebook", new TextEncoder().encode(JSON.stringify({ cells })), "a.ipynb");
    expect(result).toMatchObject({ title: "Heading" });
  });
});

describe("subtitles", () => {
  it("are sentences with their times, without numbers and marks", async () => {
    const { text, blocks } = await readFixture("subtitles", "tour.srt");
    expect(blocks.map((block) => [text.slice(block.start, block.end), block.part])).toEqual([
      ["Welcome to the village library.", { kind: "time", start: 1, end: 4 }],
      ["The house was built in 1791 as a place to weigh wool.", { kind: "time", start: 4.2, end: 10 }],
      ["How many books are there?", { kind: "time", start: 15, end: 18 }],
      ["About four thousand two hundred, and every one is on a card.", { kind: "time", start: 62, end: 66.5 }],
    ]);
  });

  it("of the web name who speaks", async () => {
    expect((await readFixture("subtitles", "talk.vtt")).text).toBe(
      "Odalys: When do we open in winter?\n\nBen: At three, as always, but never when it is below fourteen degrees.",
    );
  });

  it("that roll up say each line once", async () => {
    const cue = (at: number, text: string) => `00:0${at}.000 --> 00:0${at + 1}.000\n${text}\n\n`;
    const vtt = `WEBVTT\n\n${cue(1, "we begin")}${cue(2, "we begin\nwith the stove.")}`.replaceAll("00:0", "00:00:0");
    expect((await readWith(subtitlesReader, vtt, "a.vtt")).text).toBe("we begin with the stove.");
  });
});

describe.each(["docbook5", "jats", "tei"])("documentation in XML: %s", (kind) => {
  it("has the title and the sections of the text that it was made of", async () => {
    const read = await readFixture("xml", `village-library.${kind}.xml`);
    const source = outline(await readFixture("markdown", "source/village-library.md"));
    const made = outline(read);
    expect(read.title).toBe("Running the Village Library");
    expect([...made.keys()]).toEqual([...source.keys()]);
    const plain = (text: string) =>
      text
        .replace(/^\d+\. /gm, "")
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
    for (const title of source.keys()) expect(plain(made.get(title)!)).toBe(plain(source.get(title)!));
  });

  it("keeps the header of a table for every row", async () => {
    const read = await readFixture("xml", `village-library.${kind}.xml`);
    const rows = read.blocks.filter(({ kind: block }) => block === "table_row");
    expect(rows.at(-1)?.context).toBe("Room | Shelves | Subjects | Keeper");
  });
});

describe("any other XML", () => {
  it("stays as it is written", async () => {
    const xml = '<settings>\n  <option name="a">1</option>\n  <title>Window</title>\n</settings>\n';
    expect(await readBytes("xml", new TextEncoder().encode(xml), "a.xml")).toMatchObject({ text: xml, title: null });
  });

  it("in the words of DITA is a document", async () => {
    const xml =
      '<task id="t"><title>Light the stove</title><taskbody><steps><step><cmd>Open the flue.</cmd><info>It squeaks.</info></step><step><cmd>Lay <uicontrol>beech</uicontrol> wood.</cmd></step></steps></taskbody></task>';
    const result = await readBytes("xml", new TextEncoder().encode(xml), "a.dita");
    expect(result).toMatchObject({ title: "Light the stove", text: expect.stringContaining("Lay beech wood.") });
  });
});
