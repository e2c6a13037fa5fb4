import type { ChildNode, Element } from "domhandler";
import { descendants, elements, isElement, plainText } from "../html/html-tree.js";

/** A run of a mail's text: of its sender, quoted from the mail that it replies to, or passed on with it. */
export interface MailPart {
  readonly kind: "own" | "quoted" | "forwarded";
  readonly text: string;
}

/** The lines that announce a quoted mail: "On 3 March 2026 at 10:15, Anna Kovacs wrote:". Some of them are wrapped. */
const MAX_ANNOUNCEMENT_LINES = 3;
const MAX_LINE_LENGTH = 400;
const ANNOUNCES =
  /^(?:On|Am|Le|El|Il|Op|Em|Den|Dnia|Dne|Dana)\b.*\d.*(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(a\)|napsal\(a\))\s*:$/su;
/** Right above lines with marks, less tells. */
const WROTE = /^\S.{1,200}\s(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef):$/u;
const FORWARDED =
  /^(?:-{2,}\s*)?(?:Begin forwarded message:|Forwarded message\s*-{2,}|Weitergeleitete Nachricht\s*-{2,})/iu;
const ORIGINAL =
  /^(?:-{2,}\s*)(?:Original Message|Original Appointment|Ursprüngliche Nachricht|Message d'origine)\s*-{2,}$/iu;
const RULE = /^_{20,}$/;
/** The names of the lines with which Outlook begins a quoted mail. */
const HEADER = /^\*?(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|An|Betreff|De|Envoyé|À|Objet):\*?\s/u;
const MIN_HEADER_LINES = 3;
const QUOTE_MARKS = /^(?:>\s?)+/;

/** Parts a mail's plain text. @param isForward whether the mail says that it passes another one on */
export function partsOf(text: string, isForward: boolean): MailPart[] {
  const lines = text.split(/\r\n|\r|\n/);
  const parts: MailPart[] = [];
  let own: string[] = [];
  const add = (kind: MailPart["kind"], content: readonly string[]) => {
    if (content.some((line) => line.trim() !== "")) parts.push({ kind, text: content.join("\n") });
  };
  const addOwn = () => {
    add("own", own);
    own = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (FORWARDED.test(line) || startsQuotedMail(lines, i)) {
      addOwn();
      const isPassedOn = isForward || FORWARDED.test(line);
      add(isPassedOn ? "forwarded" : "quoted", lines.slice(i).map(withoutMarks));
      return parts;
    }
    const announced = announcementAt(lines, i);
    if (
      announced > 0 &&
      lines
        .slice(i + announced)
        .find((next) => next.trim() !== "")
        ?.startsWith(">") !== true
    ) {
      addOwn();
      add("quoted", lines.slice(i).map(withoutMarks));
      return parts;
    }
    if (announced === 0 && !lines[i]!.startsWith(">")) {
      own.push(lines[i]!);
      continue;
    }
    addOwn();
    let end = i + announced;
    for (let next = end; next < lines.length; next++) {
      if (lines[next]!.startsWith(">")) end = next + 1;
      else if (lines[next]!.trim() !== "") break;
    }
    add("quoted", lines.slice(i, end).map(withoutMarks));
    i = end - 1;
  }
  addOwn();
  return parts;
}

function withoutMarks(line: string): string {
  return line.replace(QUOTE_MARKS, "");
}

/** How many lines from `at` on announce a quoted mail; 0 for none. */
function announcementAt(lines: readonly string[], at: number): number {
  if (WROTE.test(lines[at]!.trim()) && lines[at + 1]?.startsWith(">") === true) return 1;
  if (!/^(?:On|Am|Le|El|Il|Op|Em|Den|Dnia|Dne|Dana)\b/u.test(lines[at]!.trimStart())) return 0;
  for (let count = 1; count <= MAX_ANNOUNCEMENT_LINES; count++) {
    const said = lines
      .slice(at, at + count)
      .join(" ")
      .trim();
    if (said.length > MAX_LINE_LENGTH) return 0;
    if (ANNOUNCES.test(said)) return count;
  }
  return 0;
}

function startsQuotedMail(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.trim();
  if (ORIGINAL.test(line)) return true;
  const from = RULE.test(line) ? at + 1 : at;
  if (!HEADER.test(lines[from]?.trim() ?? "")) return false;
  let headers = 0;
  while (HEADER.test(lines[from + headers]?.trim() ?? "")) headers++;
  return headers >= MIN_HEADER_LINES;
}

/** What of the HTML of a mail is quoted or passed on, in the order of the text. */
export interface QuotedHtml {
  readonly kind: "quoted" | "forwarded";
  readonly roots: readonly ChildNode[];
}

const QUOTE_CLASSES = /(?:^|\s)(?:gmail_quote\w*|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra)(?:\s|$)/;
const QUOTE_IDS = /^(?:divRplyFwdMsg|x_divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|reply-intro)$/;
/** From these on, all that follows is of the mail that is quoted. */
const OUTLOOK_BORDER = /border-top:\s*solid\s+#?\w+\s+1\.0pt/i;

/** Takes what is quoted out of the tree of a mail's HTML. @param isForward as for `partsOf` */
export function takeQuoted(roots: ChildNode[], isForward: boolean): QuotedHtml[] {
  const quoted: QuotedHtml[] = [];
  const add = (nodes: readonly ChildNode[]) => {
    const isPassedOn = isForward || FORWARDED.test(plainText(nodes).slice(0, MAX_LINE_LENGTH));
    quoted.push({ kind: isPassedOn ? "forwarded" : "quoted", roots: nodes });
  };
  const cut = elements(roots, "div").find(startsQuotedHtml);
  const rest = cut && takeFrom(cut, roots);
  for (const element of outermostQuotes(roots)) {
    removeFrom(element, roots);
    add([element]);
  }
  if (rest) add(rest);
  return quoted;
}

function startsQuotedHtml({ attribs, children }: Element): boolean {
  if (QUOTE_IDS.test(attribs.id ?? "")) return true;
  return OUTLOOK_BORDER.test(attribs.style ?? "") && HEADER.test(plainText(children).slice(0, MAX_LINE_LENGTH));
}

function outermostQuotes(roots: readonly ChildNode[]): Element[] {
  const found: Element[] = [];
  const isQuote = (element: Element) => {
    const { name, attribs } = element;
    const quotes = (name === "blockquote" && attribs.type === "cite") || QUOTE_CLASSES.test(attribs.class ?? "");
    if (quotes) found.push(element);
    return quotes;
  };
  for (const _ of descendants(roots, isQuote));
  return found;
}

function removeFrom(node: ChildNode, roots: ChildNode[]): void {
  const siblings = siblingsOf(node, roots);
  siblings.splice(siblings.indexOf(node), 1);
}

/** Takes an element and all that stands behind it below `roots`. */
function takeFrom(element: Element, roots: ChildNode[]): ChildNode[] {
  const taken: ChildNode[] = [element];
  for (let node: ChildNode = element; ; ) {
    const siblings: ChildNode[] = siblingsOf(node, roots);
    const at = siblings.indexOf(node);
    if (at < 0) break;
    taken.push(...siblings.splice(at + 1));
    const { parent }: ChildNode = node;
    if (siblings === roots || parent === null || !isElement(parent as ChildNode)) break;
    node = parent as Element;
  }
  removeFrom(element, roots);
  return taken;
}

function siblingsOf({ parent }: ChildNode, roots: ChildNode[]): ChildNode[] {
  return parent !== null && isElement(parent as ChildNode) ? (parent as Element).children : roots;
}
