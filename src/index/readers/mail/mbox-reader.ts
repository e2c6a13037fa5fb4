import { ContainedNames } from "../contained-names.js";
import type { DocumentReader, ReadResult, SourceFile } from "../document-reader.js";
import { subjectOf } from "./eml-reader.js";

/** How a mail begins in a mailbox: the sender, and when it came ("From anna@example.org Tue Mar  3 10:15:00 2026"). */
const START = /^From \S.*\d{4}\s*(?:[+-]\d{4})?\s*$/;
const MAX_START_LENGTH = 500;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FROM = Buffer.from("From ");
/** Mails of a mailbox that are read; more of them take hours. */
const MAX_MAILS = 5000;

/** Parts a mailbox (RFC 4155) into its mails: `box.mbox › 0012 Offer.eml`. */
export const mboxReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const starts = startsOf(buffer);
    if (starts[0] !== 0) {
      return { status: "unreadable", reason: "is no mailbox: it does not begin with a line “From …”" };
    }
    const names = new ContainedNames();
    const contained: SourceFile[] = [];
    const read = starts.slice(0, MAX_MAILS);
    for (const [index, start] of read.entries()) {
      const mail = withoutEscapes(buffer.subarray(buffer.indexOf(LINE_FEED, start) + 1, starts[index + 1]));
      if (mail.length === 0) continue;
      const number = String(index + 1).padStart(4, "0");
      // The number comes first and stays: mails are added at the end of a mailbox.
      const path = names.takePlain(`${number} ${subjectOf(mail) || "no subject"}.eml`, `${number}.eml`);
      contained.push({ path, bytes: mail });
    }
    const more = starts.length - read.length;
    const setAside =
      more > 0 ? [{ path: `${more} more`, reason: `are behind the first ${MAX_MAILS} mails of one mailbox` }] : [];
    return { status: "read", text: "", title: null, blocks: [], contained, setAside };
  },
};

/** Where mails start: lines that begin with "From " at the beginning or below an empty line. */
function startsOf(buffer: Buffer): number[] {
  const starts: number[] = [];
  for (let at = buffer.indexOf(FROM); at >= 0; at = buffer.indexOf(FROM, at + 1)) {
    if (at > 0 && !isBelowEmptyLine(buffer, at)) continue;
    const end = buffer.indexOf(LINE_FEED, at);
    if (end < 0 || end - at > MAX_START_LENGTH) continue;
    if (START.test(buffer.toString("latin1", at, end))) starts.push(at);
  }
  return starts;
}

function isBelowEmptyLine(buffer: Buffer, at: number): boolean {
  if (buffer[at - 1] !== LINE_FEED) return false;
  const before = buffer[at - 2] === CARRIAGE_RETURN ? at - 3 : at - 2;
  return before < 0 || buffer[before] === LINE_FEED;
}

const ESCAPED = Buffer.from("\n>");

/** A line of a mail that begins with "From " is kept as ">From ", one that begins with ">From " as ">>From ". */
function withoutEscapes(mail: Buffer): Uint8Array {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = mail.indexOf(ESCAPED); at >= 0; at = mail.indexOf(ESCAPED, at + 1)) {
    let mark = at + 1;
    while (mail[mark] === 0x3e) mark++;
    if (!mail.subarray(mark, mark + FROM.length).equals(FROM)) continue;
    parts.push(mail.subarray(from, at + 1));
    from = at + 2;
  }
  return new Uint8Array(Buffer.concat([...parts, mail.subarray(from)]));
}
