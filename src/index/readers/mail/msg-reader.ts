import type { FieldsData } from "@kenjiuno/msgreader";
import msgReaderModule from "@kenjiuno/msgreader";
import { singleSpaced } from "../../../core/text.js";
import { decodeText } from "../decode-text.js";
import { readerOf, UnreadableFile } from "../document-reader.js";
import type { MailAttachment } from "./attachments.js";
import { mailDocument } from "./mail-text.js";
import { sentAt } from "./sent-at.js";

const DAMAGED = "is damaged or no Outlook message; save it from Outlook again, or as EML";

type MsgReaderClass = (typeof msgReaderModule)["default"];

/** A module of CommonJS may have its default export below another one. */
const MsgReader = ("default" in msgReaderModule ? msgReaderModule.default : msgReaderModule) as MsgReaderClass;

/** Reads a message that Outlook saved (MS-OXMSG). */
export const msgReader = readerOf(DAMAGED, async ({ bytes }) => {
  const reader = new MsgReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) as DataView<ArrayBuffer>);
  const message = reader.getFileData();
  if (message.error !== undefined || message.dataType !== "msg") throw new UnreadableFile(DAMAGED);
  const { headers = "", recipients = [], body = "", subject = "" } = message;
  const sent = message.clientSubmitTime ?? message.messageDeliveryTime ?? "";
  const mail = mailDocument({
    from: person(message.senderName, message.senderSmtpAddress ?? message.senderEmail),
    to: people(recipients, "to"),
    cc: people(recipients, "cc"),
    // Only the header that came with it knows the sender's clock.
    sent: sentAt(headerOf(headers, "date")) ?? sentAt(sent),
    subject,
    messageId: message.messageId ?? headerOf(headers, "message-id"),
    inReplyTo: /<[^<>\s]+>/.exec(headerOf(headers, "in-reply-to"))?.[0] ?? "",
    text: body,
    html: message.bodyHtml ?? (await decoded(message.html)),
    attachments: (message.attachments ?? []).map((attachment) => attachmentOf(reader, attachment)),
  });
  if (mail.text === "") throw new UnreadableFile("is empty");
  return mail;
});

function headerOf(headers: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(headers)?.[1]?.trim() ?? "";
}

function people(recipients: readonly FieldsData[], type: FieldsData["recipType"]): string {
  return recipients
    .filter(({ recipType = "to" }) => recipType === type)
    .map(({ name, smtpAddress, email }) => person(name, smtpAddress ?? email))
    .join(", ");
}

/** An address of Exchange ("/O=…") says nothing to people. */
function person(name = "", address = ""): string {
  const known = address.includes("@") ? address : "";
  const plain = singleSpaced(name).replace(/^'(.*)'$/, "$1");
  if (plain === "" || plain === known) return known;
  return known === "" ? plain : `${plain} <${known}>`;
}

async function decoded(html: Uint8Array | undefined): Promise<string> {
  if (html === undefined) return "";
  const result = await decodeText(html);
  return result.status === "decoded" ? result.text : "";
}

function attachmentOf(reader: InstanceType<MsgReaderClass>, attachment: FieldsData): MailAttachment {
  const { fileName, content } = reader.getAttachment(attachment);
  const name = attachment.innerMsgContent && !/\.msg$/i.test(fileName) ? `${fileName}.msg` : fileName;
  return {
    name: name || null,
    type: attachment.attachMimeTag?.toLowerCase() ?? typeByName(fileName),
    bytes: new Uint8Array(content),
    inline: attachment.attachmentHidden === true || attachment.pidContentId !== undefined,
  };
}

function typeByName(name: string): string {
  return /\.(?:png|jpe?g|gif)$/i.test(name) ? "image/unknown" : "application/octet-stream";
}
