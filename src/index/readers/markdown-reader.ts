import type { Heading, ListItem, Nodes, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { toString as plainText } from "mdast-util-to-string";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfmTable } from "micromark-extension-gfm-table";
import type { Block, BlockKind, Fields } from "../../core/document.js";
import { sliceSpan } from "../../core/spans.js";
import { singleSpaced } from "../../core/text.js";
import { Sections, textBlock, withHeader, withRules } from "./blocks.js";
import { isHeaderText } from "./data/csv-reader.js";
import { decodeText } from "./decode-text.js";
import type { DocumentReader, ReadResult, SourceFile } from "./document-reader.js";
import { definedAs, markdownPieces, withoutDeepMarks } from "./markdown-pieces.js";
import { matterFields } from "./own-fields.js";

/** What may make the text of a title another one than its source. */
const INLINE_MARK = /[*_`[<&\\!]/;
const LABEL = /\[([^\][]+)\]/g;
const FRONT_MATTER = ["yaml", "toml"] as const;

/** Reads CommonMark with tables and front matter. The text stays the source; blocks are what the marks surround. */
export const markdownReader: DocumentReader = {
  async read({ bytes }: SourceFile): Promise<ReadResult> {
    const decoded = await decodeText(bytes);
    if (decoded.status === "unreadable") return decoded;
    const { text } = decoded;
    const { starts, definitions } = markdownPieces(text);
    const structure = new MarkdownStructure(text, definitions);
    let matter = frontMatter(undefined);
    // One tree at a time: it takes many times its text.
    for (const [index, start] of starts.entries()) {
      const root = parseBlocks(text.slice(start, starts[index + 1]), index === 0);
      if (index === 0) matter = frontMatter(root.children[0]);
      structure.add(root, start);
    }
    return {
      status: "read",
      text,
      title: matter.title ?? structure.title ?? null,
      fields: matter.fields,
      blocks: withRules(text, structure.blocks, matter.end),
    };
  },
};

/** What stands within a paragraph is left as text: nothing but titles asks for it, and it takes most of the time. */
const INLINE = [
  "attention",
  "autolink",
  "characterEscape",
  "characterReference",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

/**
 * The blocks of a Markdown text, each with its place.
 *
 * @param mayHaveMatter whether front matter may stand at its start
 */
export function parseBlocks(text: string, mayHaveMatter: boolean): Root {
  return fromMarkdown(withoutDeepMarks(text), {
    extensions: [...(mayHaveMatter ? [frontmatter([...FRONT_MATTER])] : []), gfmTable(), { disable: { null: INLINE } }],
    mdastExtensions: [frontmatterFromMarkdown([...FRONT_MATTER]), gfmTableFromMarkdown()],
  });
}

/** Finds the blocks of a text that is Markdown, or holds some. */
export class MarkdownStructure {
  readonly #blocks: Block[] = [];
  readonly #sections = new Sections();
  #offset = 0;
  #title: string | undefined;

  /** @param definitions of links, by which a title knows those that it names [none] */
  constructor(
    private readonly text: string,
    private readonly definitions: ReadonlySet<string> = new Set(),
  ) {}

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** The first heading of the first level. */
  get title(): string | undefined {
    return this.#title;
  }

  /** Adds what stands in a piece of the text that starts at `offset` and was parsed apart. */
  add(root: Root, offset: number): void {
    this.#offset = offset;
    for (const node of root.children) {
      if (node.type === "heading" && node.depth === 1) this.#title ??= this.#titleOf(node) || undefined;
      this.#node(node);
    }
  }

  /** Adds code that no marks surround. UTF-16 indexes of the text. */
  addCode(start: number, end: number): void {
    this.#offset = 0;
    this.#add("code", start, end);
  }

  #node(node: RootContent): void {
    switch (node.type) {
      case "heading":
        this.#heading(node);
        break;
      case "paragraph":
        this.#add("paragraph", startOf(node), endOf(node));
        break;
      case "html":
        if (hasText(node.value)) this.#add("paragraph", startOf(node), endOf(node));
        break;
      case "code":
        this.#code(startOf(node), endOf(node));
        break;
      case "blockquote":
        for (const child of node.children) this.#node(child);
        break;
      case "list":
        for (const item of node.children) this.#item(item, node.ordered === true);
        break;
      case "table":
        this.#table(node);
    }
  }

  #heading(node: Heading): void {
    const title = this.#titleOf(node);
    if (title === "") return;
    this.#sections.enter(node.depth, title);
    this.#add("heading", startOf(node.children[0]!), endOf(node.children.at(-1)!));
  }

  /** Without marks of links and emphasis; empty for a heading without text. */
  #titleOf({ children }: Heading): string {
    if (children.length === 0) return "";
    const source = this.text.slice(this.#offset + startOf(children[0]!), this.#offset + endOf(children.at(-1)!));
    if (!INLINE_MARK.test(source)) return singleSpaced(source);
    const defined = Array.from(source.matchAll(LABEL), ([, label]) => label!).filter((label) =>
      this.definitions.has(definedAs(label)),
    );
    const [heading] = fromMarkdown(`# ${source}\n\n${defined.map((label) => `[${label}]: #\n`).join("")}`).children;
    return singleSpaced(plainText(heading));
  }

  #item(item: ListItem, ordered: boolean): void {
    for (const [index, child] of item.children.entries()) {
      // A number is part of what the item says, a bullet is not.
      if (index === 0 && child.type === "paragraph") {
        this.#add("list_item", ordered ? startOf(item) : startOf(child), endOf(child));
      } else this.#node(child);
    }
  }

  /** The first row names the columns of the others; it is none of them if it can be nothing but names. */
  #table({ children }: Table): void {
    let header: Block | undefined;
    for (const [index, row] of children.entries()) {
      const block = this.#blockOf("table_row", startOf(row), endOf(row), index + 1);
      if (block === undefined) continue;
      if (index === 0) header = block;
      const isNamed = index > 0 || isHeaderText(sliceSpan(this.text, block));
      this.#blocks.push(withHeader(block, isNamed ? header : undefined));
    }
  }

  #code(start: number, end: number): void {
    const source = this.text.slice(this.#offset + start, this.#offset + end);
    const fence = /^(`{3,}|~{3,})[^\r\n]*(?:\r\n|\r|\n|$)/.exec(source);
    const closing = /(?:\r\n|\r|\n)[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.exec(source);
    const from = start + (fence?.[0].length ?? 0);
    const to = fence !== null && closing !== null ? start + closing.index : end;
    if (to > from) this.#add("code", from, to);
  }

  #add(kind: BlockKind, start: number, end: number): void {
    const block = this.#blockOf(kind, start, end);
    if (block !== undefined) this.#blocks.push(block);
  }

  #blockOf(kind: BlockKind, start: number, end: number, row: number | null = null): Block | undefined {
    return textBlock(this.text, kind, this.#offset + start, this.#offset + end, this.#sections.path, row);
  }
}

interface Matter {
  readonly title: string | undefined;
  readonly fields: Fields;
  readonly end: number;
}

function frontMatter(node: RootContent | undefined): Matter {
  // The TOML node comes from the extension and is not among the types of mdast.
  const kind = FRONT_MATTER.find((one) => one === (node?.type as string | undefined));
  if (kind === undefined || node === undefined || !("value" in node)) return { title: undefined, fields: {}, end: 0 };
  const value = /^title\s*[:=]\s*(?<title>\S.*?)\s*$/m.exec(node.value)?.groups?.title;
  const title = value?.replace(/^(["'])(.*)\1$/, "$2").trim();
  return { title: title === "" ? undefined : title, fields: matterFields(kind, node.value), end: endOf(node) };
}

function hasText(html: string): boolean {
  return (
    html
      .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
      .replace(/<[^<>]*>/g, "")
      .trim() !== ""
  );
}

// The parser sets the position of every node that it makes.
const startOf = (node: Nodes): number => node.position!.start.offset!;
const endOf = (node: Nodes): number => node.position!.end.offset!;
