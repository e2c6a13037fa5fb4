import type { Fields } from "./document.js";

/** The fields of a document that is a mail. Those of people are as its header names them; `date` is ISO 8601. */
export type MailField = "from" | "to" | "cc" | "date" | "subject" | "message_id" | "in_reply_to";

export function mailField(fields: Fields, name: MailField): string | undefined {
  return fields[name];
}

const MAIL_FIELDS: readonly string[] = [
  "from",
  "to",
  "cc",
  "date",
  "subject",
  "message_id",
  "in_reply_to",
] satisfies MailField[];
const OF_NO_MAIL = "own_";

/** What a field of a document that is no mail is kept as: those of mails are theirs alone. */
export function ownField(name: string): string {
  return MAIL_FIELDS.includes(name) ? `${OF_NO_MAIL}${name}` : name;
}

/** The name that a field is asked for by. */
export function nameOfField(field: string): string {
  return field.startsWith(OF_NO_MAIL) ? field.slice(OF_NO_MAIL.length) : field;
}

/** What a document says of itself under a name, be it a mail or not. @param name in small letters */
export function fieldNamed(fields: Fields, name: string): string | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : fields[`${OF_NO_MAIL}${name}`];
}

/** Fields that hold tags, parted by commas or semicolons. */
const TAG_FIELDS = ["tags", "tag", "keywords", "categories", "category"];

/** What a document is tagged with, as it is written there. */
export function tagsOf(fields: Fields): string[] {
  const said = TAG_FIELDS.flatMap((name) => fieldNamed(fields, name)?.split(/[,;]/) ?? []);
  return said.map((tag) => tag.trim().replace(/^#/, "")).filter((tag) => tag !== "");
}

/** The section of what a mail quotes of the one that it replies to. */
export const QUOTED_SECTION = "Quoted";
