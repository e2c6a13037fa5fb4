import type { Fields } from "./document.js";

/** The fields of a document that is a mail. Those of people are as its header names them; `date` is ISO 8601. */
export type MailField = "from" | "to" | "cc" | "date" | "subject" | "message_id" | "in_reply_to";

export function mailField(fields: Fields, name: MailField): string | undefined {
  return fields[name];
}

/** The section of what a mail quotes of the one that it replies to. */
export const QUOTED_SECTION = "Quoted";
