import PostalMime, { type Address, type Attachment, decodeWords, type Email } from "postal-mime";
import { singleSpaced } from "../../../core/text.js";
import { readerOf, UnreadableFile } from "../document-reader.js";
import type { MailAttachment } from "./attachments.js";
import { mailDocument } from "./mail-text.js";
import { sentAt } from "./sent-at.js";

const DAMAGED = "is damaged or no mail; save it from the mail program again";
/** One of these is in the header of every mail. */
const MARKS_OF_MAIL = new Set(["from", "to", "subject", "date", "received", "message-id", "mime-version"]);
/** Parts within parts. */
const MAX_NESTING = 64;

/** Reads a mail as it is sent (RFC 5322, MIME). */
export const emlReader = readerOf(DAMAGED, async ({ bytes }) => {
  const options = { forceRfc822Attachments: true, maxNestingDepth: MAX_NESTING } as const;
  const email = await PostalMime.parse(bytes, options);
  if (!email.headers.some(({ key }) => MARKS_OF_MAIL.has(key))) throw new UnreadableFile(DAMAGED);
  const mail = mailDocument({
    from: addresses(email.from ? [email.from] : email.sender ? [email.sender] : []),
    to: addresses(email.to ?? []),
    cc: addresses(email.cc ?? []),
    sent: sentAt(headerOf(email, "date")),
    subject: asWindows1252(email.subject ?? ""),
    messageId: email.messageId?.trim() ?? "",
    inReplyTo: idOf(email.inReplyTo) ?? "",
    text: asWindows1252(email.text ?? ""),
    html: asWindows1252(email.html ?? ""),
    attachments: email.attachments.map(attachmentOf),
  });
  if (mail.text === "") throw new UnreadableFile("is empty");
  return mail;
});

/** Node decodes Windows-1252 as Latin 1, whose controls no mail means. */
function asWindows1252(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80]!);
}

/** The characters from 0x80 to 0x9f. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function headerOf({ headers }: Email, name: string): string {
  return headers.find(({ key }) => key === name)?.value ?? "";
}

function addresses(list: readonly Address[]): string {
  return list
    .flatMap((entry) => entry.group ?? [entry])
    .map(({ name, address }) => (name && address ? `${singleSpaced(name)} <${address}>` : name || address || ""))
    .filter((entry) => entry !== "")
    .join(", ");
}

function idOf(header: string | undefined): string | undefined {
  return /<[^<>\s]+>/.exec(header ?? "")?.[0];
}

function attachmentOf({ filename, mimeType, disposition, related, contentId, content }: Attachment): MailAttachment {
  // Without another encoding asked for, it is bytes.
  const bytes = new Uint8Array(content as ArrayBuffer);
  return {
    name: filename,
    type: mimeType,
    bytes,
    inline: disposition === "inline" || related === true || contentId !== undefined,
    ...(mimeType === "message/rfc822" && { subject: subjectOf(bytes) }),
  };
}

/** How much of a mail is looked at for its subject. Bytes. */
const HEADER_BYTES = 1 << 16;

/** The subject of a mail, from its header alone; empty without one. */
export function subjectOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, HEADER_BYTES)).toString("utf8");
  const header = start.slice(0, /\r?\n\r?\n/.exec(start)?.index);
  const value = /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(header)?.[1] ?? "";
  return singleSpaced(decodeWords(value.replace(/\r?\n[ \t]/g, " ")));
}
