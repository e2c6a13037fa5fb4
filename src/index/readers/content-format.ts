import { FORMATS, type FormatName } from "./formats.js";

/** What a file's bytes show: a format that is read, or a reason for people why it isn't. */
export type Content = { readonly format: FormatName } | { readonly reason: string };

/** How much of a file's start the patterns see. Bytes. */
const START_BYTES = 1024;

const PASSWORD: Content = { reason: "is encrypted; save a copy without a password" };

interface Signature {
  /** Of the file's first bytes as Latin-1. */
  readonly start: RegExp;
  /** Whether it is text that is found in files of text too, where the ending is believed [false]. */
  readonly isText?: true;
  /** What such a file is, or a closer look; `undefined` leaves it to the ending. */
  readonly content: Content | ((bytes: Uint8Array) => Promise<Content | undefined>);
}

/** How files begin, whatever they are called. The first that fits decides. */
const SIGNATURES: readonly Signature[] = [
  { start: /^(?:\xef\xbb\xbf)?\s{0,99}%PDF-\d/, content: { format: "pdf" } },
  { start: /^\s{0,99}\{\\rtf/, content: { format: "rtf" } },
  {
    start: /^(?:\x89PNG|\xff\xd8\xff|II\*[^ -~]|MM[^ -~]\*|GIF8[79]a|RIFF[\s\S]{4}WEBP)/,
    content: { format: "picture" },
  },
  { start: /^PK[^ -~]{2}/, content: zipContent },
  { start: /^\xd0\xcf[^ -~]\xe0\xa1\xb1[^ -~]\xe1/, content: compoundContent },
  { start: /^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)\b/i, isText: true, content: { format: "html" } },
];

/** What a zip archive is by the names of its files. */
const ZIP_MEMBERS: readonly { readonly name: RegExp; readonly content: Content }[] = [
  { name: /^word\/document\d*\.xml$/, content: { format: "docx" } },
  { name: /^ppt\/presentation\d*\.xml$/, content: { format: "pptx" } },
  { name: /^xl\/workbook\.(?:xml|bin)$/, content: { format: "sheet" } },
];

/** What a zip archive is by its file `mimetype`. */
const ZIP_TYPES: Readonly<Record<string, Content>> = {
  "application/epub+zip": { format: "epub" },
  "application/vnd.oasis.opendocument.text": { format: "odt" },
  "application/vnd.oasis.opendocument.presentation": { format: "odp" },
  "application/vnd.oasis.opendocument.spreadsheet": { format: "sheet" },
};

/** What a compound file of old Office programs is by the streams of its root. */
const COMPOUND_STREAMS: readonly { readonly name: string; readonly content: Content }[] = [
  { name: "EncryptedPackage", content: PASSWORD },
  { name: "WordDocument", content: { format: "doc" } },
  { name: "Workbook", content: { format: "sheet" } },
  { name: "Book", content: { format: "sheet" } },
  { name: "__properties_version1.0", content: { format: "msg" } },
];

/**
 * The format that a file's bytes show, so that a wrong ending does no harm. It is asked of each file: nothing but a
 * few bytes is looked at unless they say zip or compound file.
 *
 * @param byEnding what the ending says, if it says anything
 * @returns `undefined` where the bytes say nothing, and the ending is all there is
 */
export async function contentFormat(bytes: Uint8Array, byEnding: FormatName | undefined): Promise<Content | undefined> {
  const signature = signatureOf(bytes);
  if (signature === undefined) return undefined;
  if (signature.isText && endsAsText(byEnding)) return undefined;
  const content = typeof signature.content === "function" ? await signature.content(bytes) : signature.content;
  // An archive of anything: believed where the ending promises text, or nothing.
  const isAnyZip = content === undefined && signature.content === zipContent && endsAsText(byEnding);
  return isAnyZip ? { format: "zip" } : content;
}

function endsAsText(byEnding: FormatName | undefined): boolean {
  return byEnding === undefined || FORMATS[byEnding].ownText;
}

/** Whether the start of a file is that of a format which is no text. */
export function hasSignature(start: Uint8Array): boolean {
  const signature = signatureOf(start);
  return signature !== undefined && !signature.isText;
}

function signatureOf(bytes: Uint8Array): Signature | undefined {
  const start = Buffer.from(bytes.subarray(0, START_BYTES)).toString("latin1");
  return SIGNATURES.find((signature) => signature.start.test(start));
}

async function zipContent(bytes: Uint8Array): Promise<Content | undefined> {
  const { ZipArchive } = await import("./office/zip-archive.js");
  try {
    const archive = await ZipArchive.open(bytes);
    const names = archive.names;
    const member = ZIP_MEMBERS.find(({ name }) => names.some((part) => name.test(part)));
    if (member !== undefined) return member.content;
    const type = names.includes("mimetype") ? String(await archive.read("mimetype")).trim() : "";
    // Templates are documents too.
    return ZIP_TYPES[type.replace(/-template$/, "")];
  } catch {
    // Its reader says what is wrong with it.
    return undefined;
  }
}

async function compoundContent(bytes: Uint8Array): Promise<Content | undefined> {
  const { compoundStreams } = await import("./office/compound-file.js");
  const streams = compoundStreams(bytes);
  return COMPOUND_STREAMS.find(({ name }) => streams.has(name))?.content;
}
