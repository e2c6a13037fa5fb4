import { parseDocument } from "htmlparser2";
import type { Fields } from "../../../core/document.js";
import { type MailField, QUOTED_SECTION } from "../../../core/mail.js";
import { sliceSpan } from "../../../core/spans.js";
import { singleSpaced } from "../../../core/text.js";
import { ContainedNames } from "../contained-names.js";
import type { ReadResult, SourceFile } from "../document-reader.js";
import { addHtml } from "../html/html-structure.js";
import { elements, plainText } from "../html/html-tree.js";
import { plainTextBlocks } from "../text/text-reader.js";
import { TextBuilder } from "../text-builder.js";
import { fileNameOf, isDecoration, isSignature, type MailAttachment } from "./attachments.js";
import { type MailPart, partsOf, takeQuoted } from "./quoted-replies.js";
import type { SentAt } from "./sent-at.js";

/** What mails of all formats have in common. Texts are decoded; one that is missing is empty. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly sent: SentAt | null;
  readonly subject: string;
  /** With its angle brackets. */
  readonly messageId: string;
  readonly inReplyTo: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
}

const FORWARDED_SECTION = "Forwarded";
/** A plain text with less than this share of the HTML's words only says that there is HTML. */
const REAL_TEXT_SHARE = 0.5;
/** Of the words that a reply stands below, as much as the model reads of them. UTF-16 length. */
const REPLIED_TO_LENGTH = 300;
const FORWARD = /^(?:fwd?|wg|tr|rv|i)\s*:/i;

/**
 * The document of a mail: lines that say who sent it to whom and when, then what was written. What it quotes is a
 * section of its own, so that an answer can tell who said it. Its attachments are documents behind it.
 */
export function mailDocument(mail: Mail): Extract<ReadResult, { status: "read" }> {
  const { from, to, cc, sent, subject, messageId, inReplyTo } = mail;
  const names = new ContainedNames();
  const contained: SourceFile[] = [];
  const unread: string[] = [];
  for (const attachment of mail.attachments) {
    if (isEncryptedPart(attachment)) unread.push("the text, which is encrypted");
    else if (!isDecoration(attachment) && !isSignature(attachment))
      contained.push({ path: names.takePlain(...fileNameOf(attachment)), bytes: attachment.bytes });
  }
  const builder = new TextBuilder();
  const lines = [
    ["From", from],
    // The reader sees when something was sent below "Sent", and not below "Date".
    ["Sent", sent?.words ?? ""],
    ["To", to],
    ["Cc", cc],
    ["Subject", subject],
    ["Attachments", contained.map(({ path }) => path).join(", ")],
  ];
  const header = lines.flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${singleSpaced(value!)}`]));
  builder.block("code", header.join("\n"));
  addBody(builder, mail);
  const all: Record<MailField, string> = {
    from,
    to,
    cc,
    date: sent?.iso ?? "",
    subject,
    message_id: messageId,
    in_reply_to: inReplyTo,
  };
  const fields: Fields = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  const { text, blocks } = builder;
  return { status: "read", text, title: singleSpaced(subject) || null, blocks, fields, unread, contained };
}

function isEncryptedPart({ type, name }: MailAttachment): boolean {
  if (type === "application/pgp-encrypted" || type === "multipart/encrypted") return true;
  return /^application\/(?:x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name ?? "");
}

function addBody(builder: TextBuilder, { text, html, subject }: Mail): void {
  const isForward = FORWARD.test(subject.trim());
  const { children } = parseDocument(html);
  const body = elements(children, "body")[0]?.children ?? children;
  if (html !== "" && wordsIn(text) < REAL_TEXT_SHARE * wordsIn(plainText(body))) {
    const quoted = takeQuoted(body, isForward);
    addHtml(builder, body);
    for (const { kind, roots } of quoted) {
      builder.section(1, kind === "quoted" ? QUOTED_SECTION : FORWARDED_SECTION);
      addHtml(builder, roots);
      builder.endSection(1);
    }
  } else addParts(builder, partsOf(text, isForward));
}

function addParts(builder: TextBuilder, parts: readonly MailPart[]): void {
  for (const [index, { kind, text }] of parts.entries()) {
    const before = parts[index - 1];
    // What is written below some quoted lines says little without them.
    const context = kind === "own" && before?.kind === "quoted" ? before.text.slice(0, REPLIED_TO_LENGTH) : undefined;
    if (kind !== "own") builder.section(1, kind === "quoted" ? QUOTED_SECTION : FORWARDED_SECTION);
    for (const block of plainTextBlocks(text)) {
      // "Hi Ben" above a line looks like a heading, as do names below one.
      const own = block.kind === "heading" || block.kind === "rule" ? "paragraph" : block.kind;
      builder.block(own, sliceSpan(text, block), { row: block.row, ...(context !== undefined && { context }) });
    }
    builder.endSection(1);
  }
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length;
}
