import { EXPORT_MARK } from "../core/own-files.js";
import { escapeMarkup } from "./exact-text.js";
import type { Block, ExportDocument, Note, Sentence } from "./export-document.js";

/** One file without scripts that opens no connection, and can be printed. */
export function toHtml({ title, asked, blocks, notes }: ExportDocument): string {
  const cited = new FirstMentions();
  const body = blocks.map((block) => blockHtml(block, cited)).join("\n");
  const sources = notes.length === 0 ? "" : `<h2>Sources</h2>\n<ol>\n${notes.map(noteHtml).join("\n")}\n</ol>\n`;
  return `${EXPORT_MARK}
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeMarkup(title)}</h1>
<p class="remark">${escapeMarkup(asked)}.</p>
${body}
${sources}</body>
</html>
`;
}

/** A note leads back to where it is first cited. */
class FirstMentions {
  readonly #seen = new Set<number>();

  idOf(number: number): string {
    if (this.#seen.has(number)) return "";
    this.#seen.add(number);
    return ` id="cited-${number}"`;
  }
}

function blockHtml(block: Block, cited: FirstMentions): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${escapeMarkup(block.text)}</h${block.level}>`;
    case "remark":
      return `<p class="remark">${escapeMarkup(block.text)}</p>`;
    case "said":
      return block.sentences.map((one) => `<p dir="auto">${sentenceHtml(one, cited)}</p>`).join("\n");
    case "list":
      return `<ul>\n${block.items.map((one) => `<li dir="auto">${sentenceHtml(one, cited)}</li>`).join("\n")}\n</ul>`;
  }
}

function sentenceHtml({ text, notes }: Sentence, cited: FirstMentions): string {
  const marks = notes.map((number) => `<sup${cited.idOf(number)}><a href="#note-${number}">${number}</a></sup>`);
  return `<span class="text">${escapeMarkup(text)}</span>${marks.join("")}`;
}

function noteHtml({ number, where, since, quote }: Note): string {
  const after = since === "" ? "" : ` <strong>(${escapeMarkup(since)})</strong>`;
  const back = `<a href="#cited-${number}" aria-label="Back to the text">↩</a>`;
  return `<li id="note-${number}">${escapeMarkup(where)}${after} ${back}
<blockquote dir="auto" class="text">${escapeMarkup(quote)}</blockquote></li>`;
}

const STYLE = `
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Georgia, serif; color: #1a1a1a; background: #fff; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; }
.text { white-space: pre-wrap; }
.remark { color: #555; font-size: .9rem; }
sup { line-height: 0; } sup a { padding: 0 .1em; text-decoration: none; }
a { color: #0b57a4; }
blockquote { margin: .25rem 0 .75rem; padding-left: .75rem; border-left: 3px solid #ccc; }
ol > li { break-inside: avoid; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } ol a { display: none; } }
`;
