import { describe, expect, it } from "vitest";
import { partsOf } from "../../../../src/index/readers/mail/quoted-replies.js";
import { sentAt } from "../../../../src/index/readers/mail/sent-at.js";
import { fixture, readBytes, readFixture } from "../../../helpers/fixtures.js";
import { textsOf } from "../../../helpers/read-text.js";

const encode = (text: string) => new TextEncoder().encode(text);

describe("a mail", () => {
  it("begins with who sent it, when, to whom and about what, and has the same as fields", async () => {
    const { text, title, fields } = await readFixture("eml", "offer.eml");
    expect(text.split("\n\n")[0]).toBe(
      [
        "From: Anna Kovács <anna@hearth-heating.example>",
        "Sent: Tuesday, 3 March 2026, 10:15 (UTC+01:00)",
        "To: Ben Hale <ben@hollow-brook.example>",
        "Cc: Odalys Vance <odalys@hollow-brook.example>",
        "Subject: Offer for the boiler — weighing house",
        "Attachments: price list.csv",
      ].join("\n"),
    );
    expect(title).toBe("Offer for the boiler — weighing house");
    expect(fields).toMatchObject({
      from: "Anna Kovács <anna@hearth-heating.example>",
      date: "2026-03-03T10:15:00+01:00",
      subject: title,
    });
  });

  it("is decoded, has its signature, and its attachments apart without the logo in its text", async () => {
    const { text, contained } = await readFixture("eml", "offer.eml");
    expect(text).toContain("for £2,950 plus VAT, fitted and tested. The price holds until 30 April 2026.");
    expect(text).toContain("Hearth Heating Ltd · Tel. 01632 960 117");
    expect(contained?.map(({ path }) => path)).toEqual(["price list.csv"]);
  });

  it("keeps what it quotes in a section of its own", async () => {
    const read = await readFixture("eml", "reply.eml");
    const ofSection = (quoted: boolean) =>
      read.blocks
        .filter(({ section }) => section.includes("Quoted") === quoted)
        .map((b) => read.text.slice(b.start, b.end));
    expect(ofSection(false).join("\n")).not.toContain("£2,950");
    expect(ofSection(true).join("\n")).toContain("for £2,950 plus VAT, fitted and tested.");
    expect(ofSection(true).join("\n")).not.toContain(">  ");
  });

  it("of HTML in another encoding is read without what Outlook quotes", async () => {
    const read = await readFixture("eml", "html-only.eml");
    const quoted = read.blocks.filter(({ section }) => section.includes("Quoted"));
    expect(read.text).toContain("the spare key – the one with the red ribbon – hangs behind the clock.");
    expect(textsOf(read, "list_item")).toEqual(["Front door: two keys", "Attic: one key"]);
    expect(quoted.map((block) => read.text.slice(block.start, block.end)).at(-1)).toBe(
      "Who has the spare key at the moment?",
    );
  });

  it("that is attached to another one is a mail behind it", async () => {
    const { contained } = await readFixture("eml", "forward.eml");
    expect(contained?.map(({ path }) => path)).toEqual(["Burst pipe in the reading room.eml"]);
  });

  it("whose text is encrypted says so", async () => {
    expect((await readFixture("eml", "encrypted.eml")).unread).toEqual(["the text, which is encrypted"]);
  });

  it("of Outlook has its people, its text and its attachments", async () => {
    const { text, fields, contained } = await readFixture("msg", "minutes.msg");
    expect(fields).toMatchObject({ from: "Odalys Vance <odalys@hollow-brook.example>", date: "2026-02-14T16:30:00Z" });
    expect(fields).toMatchObject({
      to: "Ben Hale <ben@hollow-brook.example>",
      cc: "Anna Kovacs <anna@hearth-heating.example>",
      subject: "Minutes of the annual meeting",
    });
    expect(text).toContain("the meeting elected Ms. Iyer as treasurer with eleven votes to two.");
    expect(contained?.map(({ path }) => path)).toEqual(["letter.txt"]);
    expect(contained?.[0]?.bytes).toEqual(fixture("source/letter.txt"));
  });

  it("that is none is set aside", async () => {
    expect(await readBytes("eml", encode("just a line\n"), "a.eml")).toMatchObject({ status: "unreadable" });
    expect(await readBytes("msg", encode("just a line\n"), "a.msg")).toMatchObject({ status: "unreadable" });
  });
});

describe("a mailbox", () => {
  it("is its mails, by number and subject, with a line that begins with From", async () => {
    const { contained = [], text } = await readFixture("mbox", "thread.mbox");
    expect(text).toBe("");
    expect(contained.map(({ path }) => path)).toEqual([
      "0001 Roof of the shed.eml",
      "0002 Re Roof of the shed.eml",
      "0003 Grüße aus dem Urlaub.eml",
    ]);
    expect(new TextDecoder().decode(contained[0]?.bytes)).toMatch(/\nFrom tomorrow on we cover it/);
  });
});

describe("what a mail quotes", () => {
  it.each([
    ["lines with marks", "Yes.\n\n> Can you come?\n", ["own", "quoted"]],
    [
      "an announcement on two lines",
      "Yes.\n\nOn Tue, 3 Mar 2026 at 10:15, Anna\n<a@b.example> wrote:\n\n> Can you?\n",
      ["own", "quoted"],
    ],
    ["an announcement without marks", "Yes.\n\nOn 3 March 2026 Anna wrote:\n\nCan you come?\n", ["own", "quoted"]],
    ["Outlook's line", "Yes.\n\n-----Original Message-----\nFrom: A\nCan you come?\n", ["own", "quoted"]],
    ["Outlook's header", "Yes.\n\nFrom: A\nSent: B\nTo: C\nSubject: D\n\nCan you come?\n", ["own", "quoted"]],
    ["answers between", "> One?\nYes.\n> Two?\nNo.\n", ["quoted", "own", "quoted", "own"]],
    [
      "a mail that is passed on",
      "See below.\n\n---------- Forwarded message ---------\nFrom: A\n",
      ["own", "forwarded"],
    ],
    ["nothing", "On 3 March we wrote a letter: it was long.\n", ["own"]],
  ])("is told by %s", (_, text, kinds) => {
    expect(partsOf(text, false).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("the time of a mail", () => {
  it.each([
    ["Tue, 3 Mar 2026 10:15:00 -0530 (IST)", "2026-03-03T10:15:00-05:30", "Tuesday, 3 March 2026, 10:15 (UTC-05:30)"],
    ["Tue, 3 Mar 2026 10:15:00 GMT", "2026-03-03T10:15:00Z", "Tuesday, 3 March 2026, 10:15 (UTC)"],
  ])("%s is told by its sender's clock", (written, iso, words) => {
    expect(sentAt(written)).toEqual({ iso, words });
  });

  it("that can't be read is none", () => {
    expect(sentAt("yesterday")).toBeNull();
  });
});
