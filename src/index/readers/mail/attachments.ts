import { extname } from "node:path";

/** What is attached to a mail, decoded. */
export interface MailAttachment {
  readonly name: string | null;
  /** Media type, in lower case. */
  readonly type: string;
  readonly bytes: Uint8Array;
  /** Whether the mail's text shows it. */
  readonly inline: boolean;
  /** Subject of a mail that is attached to this one. */
  readonly subject?: string;
}

/** A larger picture in a mail's text is no logo or icon. Bytes. */
const MAX_DECORATION_BYTES = 40_000;

/** Endings for attachments that have none. */
const ENDINGS: Readonly<Record<string, string>> = {
  "message/rfc822": ".eml",
  "text/calendar": ".ics",
  "application/ics": ".ics",
  "text/plain": ".txt",
  "text/html": ".html",
  "text/csv": ".csv",
  "application/pdf": ".pdf",
  "application/json": ".json",
  "application/xml": ".xml",
  "text/xml": ".xml",
  "application/zip": ".zip",
  "application/rtf": ".rtf",
  "application/msword": ".doc",
  "application/vnd.ms-excel": ".xls",
  "application/vnd.ms-powerpoint": ".ppt",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
  "application/vnd.oasis.opendocument.text": ".odt",
  "application/vnd.oasis.opendocument.spreadsheet": ".ods",
  "application/vnd.oasis.opendocument.presentation": ".odp",
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/tiff": ".tif",
};

/** The name that an attachment is known by, with one for where it has none. */
export function fileNameOf({ name, type, subject }: MailAttachment): [name: string, fallback: string] {
  const ending = ENDINGS[type] ?? "";
  const given = name?.trim() || subject?.trim() || "";
  const isNamed = type === "message/rfc822" ? /\.eml$/i.test(given) : extname(given) !== "";
  return [given === "" || isNamed ? given : `${given}${ending}`, `attachment${ending}`];
}

/** Whether it is a picture of the mail's look, such as a logo below a name. */
export function isDecoration({ type, inline, bytes }: MailAttachment): boolean {
  return inline && type.startsWith("image/") && bytes.length < MAX_DECORATION_BYTES;
}

/** Whether it only proves who sent the mail. */
export function isSignature({ type }: MailAttachment): boolean {
  return /^application\/(?:(?:x-)?pkcs7-signature|pgp-signature|pgp-keys)$/.test(type);
}
