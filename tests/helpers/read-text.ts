import { readFileSync } from "node:fs";
import fc from "fast-check";
import { type Block, type BlockKind, NOWHERE } from "../../src/core/document.js";
import { span } from "../../src/core/spans.js";
import type { DocumentReader, ReadResult } from "../../src/index/readers/document-reader.js";
import { textReader } from "../../src/index/readers/text/text-reader.js";

export type Read = Extract<ReadResult, { status: "read" }>;

export async function readWith(reader: DocumentReader, text: string, path = "notes.txt"): Promise<Read> {
  const result = await reader.read({ path, bytes: new TextEncoder().encode(text) });
  if (result.status !== "read") throw new Error(`${path} ${result.reason}`);
  return result;
}

/** One of the documents that ship with Footnote. */
export async function readCorpus(path: string): Promise<Read> {
  const result = await textReader.read({ path, bytes: readFileSync(new URL(`../../corpus/${path}`, import.meta.url)) });
  if (result.status !== "read") throw new Error(`${path} ${result.reason}`);
  return result;
}

export function textsOf({ text, blocks }: Pick<Read, "text" | "blocks">, kind: BlockKind): string[] {
  return blocks.filter((block) => block.kind === kind).map((block) => text.slice(block.start, block.end));
}

export function paragraph(text: string): { text: string; blocks: Block[] } {
  return { text, blocks: [{ kind: "paragraph", ...span(0, text.length), section: [], ...NOWHERE }] };
}

/** Texts made of what readers look for, in any order. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          "\n",
          "\n\n",
          "\r\n",
          "\r",
          " ",
          "  ",
          "\t",
          "\f",
          "• ",
          "- ",
          "* ",
          "1. ",
          "(a) ",
          "= ",
          "== ",
          "# ",
          "> ",
          "|",
        ],
        ...[
          "~ ~ ~",
          "---",
          "===",
          "```\n",
          "The ",
          "U.S. ",
          "Dr. ",
          "END OF TERMS",
          "too late.The ",
          "wait… ",
          "“Why?” ",
          "a | b | c\n",
        ],
        ...["😀", "北京。", "e\u0301", "\\n\\n", "2.1 Scope", "No. 5 ", ". ", "?", "”", "\u00a0", "\u2028"],
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.lorem({ maxCount: 12 }),
    ),
    { maxLength: 40 },
  )
  // NUL makes a file binary, and a byte order mark at the start is not part of the text.
  .map((parts) => parts.join("").replace(/[\0\ufeff]|\p{Cs}/gu, ""))
  .filter((text) => text.trim() !== "");
