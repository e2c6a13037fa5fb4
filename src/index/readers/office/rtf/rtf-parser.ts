import type { Comment } from "../asides.js";
import { PAGE_NUMBER } from "../flow.js";
import { numberAs } from "../numbering.js";
import type { DocumentProperties } from "../opc-package.js";
import { Unread } from "../unread.js";
import { decodeBytes, encodingOf, type Font } from "./code-pages.js";
import { type ParagraphState, type RowShape, RtfStory, type RtfStyle } from "./rtf-story.js";

/** What an RTF file holds. */
export interface RtfDocument {
  readonly body: RtfStory;
  readonly headers: readonly RtfStory[];
  readonly footers: readonly RtfStory[];
  readonly comments: readonly Comment[];
  readonly properties: DocumentProperties;
  readonly unread: Unread;
}

/** Where the text of a group goes. */
type Destination =
  | "text"
  | "skipped"
  | "fonts"
  | "styles"
  | "mark"
  | "instruction"
  /** Gathered until the group ends, under the control word that began it. */
  | "gathered";

interface Group {
  destination: Destination;
  /** The control word that gave it its destination. */
  word: string;
  font: number;
  isHidden: boolean;
  /** Characters behind each `\u` that stand for it in old programs. */
  fallback: number;
  /** Whether an unknown destination may be skipped. */
  isOptional: boolean;
  story: RtfStory;
  /** Runs when the group ends. */
  end: (() => void) | null;
  field: { instruction: string; value: string } | null;
}

const SKIPPED = new Set(
  (
    "colortbl filetbl objdata objclass private template xe tc tcn rxe nonesttables shprslt nonshppict sn sv " +
    "bkmkstart bkmkend pntxta pntxtb pnseclvl themedata listtable listoverridetable revtbl rsidtbl generator " +
    "mmathPict ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn do background atnid atntime atndate atnicn atnparent"
  ).split(" "),
);
/** Destinations that are marked as unknown to old programs and hold text. */
const ENTERED = new Set("shpinst shppict shptxt nesttableprops ud moMath moMathPara".split(" "));
const GATHERED = new Set("title subject author keywords atnauthor atrfstart atrfend atnref".split(" "));
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: "\t",
  line: "\n",
  lbr: "\n",
  emdash: "—",
  endash: "–",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  bullet: "•",
  enspace: " ",
  emspace: " ",
  qmspace: " ",
  chpgn: PAGE_NUMBER,
  mden: "/",
  msup: "^",
  msub: "_",
};
const PLAIN: ParagraphState = { style: 0, outline: null, list: false, level: 0, hangs: false, table: 0 };
const TOKEN = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|[^\\{}\r\n]+|\\/gsu;

/** Parses RTF, from which whatever is broken is left out. @param source its bytes as Latin-1 */
export function parseRtf(source: string): RtfDocument {
  return new RtfParser(source).parse();
}

class RtfParser {
  readonly #styles = new Map<number, RtfStyle>();
  readonly #body = new RtfStory(this.#styles);
  readonly #headers: RtfStory[] = [];
  readonly #footers: RtfStory[] = [];
  readonly #comments: { author: string; text: string; words: string }[] = [];
  readonly #ranges = new Map<string, { words: string; isOpen: boolean }>();
  readonly #unread = new Unread();
  readonly #fonts = new Map<number, Font>();
  readonly #info = new Map<string, string>();
  readonly #stack: Group[] = [];
  readonly #notes = { footnote: 0, endnote: 0 };
  #group: Group = {
    destination: "text",
    word: "",
    font: -1,
    isHidden: false,
    fallback: 1,
    isOptional: false,
    story: this.#body,
    end: null,
    field: null,
  };
  #encoding = "windows-1252";
  #usualFont = -1;
  #paragraph: ParagraphState = { ...PLAIN };
  #row: RowShape = { isHeader: false, cells: [] };
  #nestedRow: RowShape = { isHeader: false, cells: [] };
  #pendingCell = { continues: false, covered: false };
  /** Bytes of the text that are not decoded yet. */
  #bytes: number[] = [];
  #gathered = "";
  #toSkip = 0;
  #style = { number: 0, outline: null as number | null };
  #author = "";
  #commentReference = "";
  #form = { type: 0, result: null as number | null, usual: 0, choices: [] as string[] };

  constructor(private readonly source: string) {}

  parse(): RtfDocument {
    TOKEN.lastIndex = 0;
    for (let match = TOKEN.exec(this.source); match !== null; match = TOKEN.exec(this.source)) {
      const [token, word, number, hex, symbol, brace] = match;
      if (word !== undefined) {
        if (word === "bin") TOKEN.lastIndex += Math.max(0, Number(number ?? 0));
        else this.#word(word, number === undefined ? null : Number(number));
      } else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
      else if (symbol !== undefined) this.#symbol(symbol);
      else if (brace === "{") this.#open();
      else if (brace === "}") this.#close();
      else if (!/^[\r\n]/.test(token)) this.#literal(token);
    }
    while (this.#stack.length > 0) this.#close();
    this.#flush();
    this.#body.end(this.#paragraph);
    return {
      body: this.#body,
      headers: this.#headers,
      footers: this.#footers,
      comments: this.#comments,
      properties: {
        title: this.#info.get("title"),
        properties: ["author", "subject", "keywords"].flatMap((name) => this.#info.get(name) ?? []),
      },
      unread: this.#unread,
    };
  }

  #open(): void {
    this.#flush();
    this.#toSkip = 0;
    this.#stack.push(this.#group);
    const { destination, word } = this.#group;
    const isBase = destination === "text" && word === "upr";
    this.#group = { ...this.#group, word, end: null, isOptional: false, destination: isBase ? "skipped" : destination };
  }

  #close(): void {
    this.#flush();
    this.#toSkip = 0;
    const { end } = this.#group;
    const outer = this.#stack.pop();
    if (outer === undefined) return;
    end?.();
    this.#group = outer;
  }

  #literal(token: string): void {
    if (this.#group.destination === "skipped") return;
    for (let index = 0; index < token.length; index++) this.#byte(token.charCodeAt(index));
  }

  #byte(byte: number): void {
    if (this.#toSkip > 0) this.#toSkip--;
    else if (this.#group.destination !== "skipped") this.#bytes.push(byte & 0xff);
  }

  #symbol(symbol: string): void {
    if (symbol === "*") {
      this.#group.isOptional = true;
      return;
    }
    if (this.#toSkip > 0) {
      this.#toSkip--;
      return;
    }
    if (symbol === "~") this.#say("\u00a0");
    else if (symbol === "_") this.#say("-");
    else if (symbol === "\n" || symbol === "\r") this.#endParagraph();
    else if (/[\\{}]/.test(symbol)) this.#byte(symbol.charCodeAt(0));
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const text = decodeBytes(this.#bytes, this.#fonts.get(this.#group.font), this.#encoding);
    this.#bytes = [];
    this.#take(text);
  }

  #say(text: string): void {
    this.#flush();
    this.#take(text);
  }

  #take(text: string): void {
    const { destination, isHidden, story, field } = this.#group;
    switch (destination) {
      case "text":
        if (isHidden) return;
        story.say(text);
        for (const range of this.#ranges.values()) if (range.isOpen) range.words += text;
        return;
      case "instruction":
        if (field) field.instruction += text;
        return;
      case "fonts":
      case "styles":
      case "mark":
      case "gathered":
        this.#gathered += text;
    }
  }

  #endParagraph(): void {
    this.#flush();
    if (this.#group.destination !== "text") return;
    this.#group.story.endParagraph(this.#paragraph);
  }

  #word(word: string, number: number | null): void {
    if (word === "u" && number !== null) {
      this.#say(String.fromCharCode(number & 0xffff));
      this.#toSkip = this.#group.fallback;
      return;
    }
    this.#toSkip = 0;
    if (this.#group.destination === "skipped") return;
    if (this.#destination(word)) return;
    const { isOptional } = this.#group;
    this.#group.isOptional = false;
    if (isOptional && !ENTERED.has(word)) {
      this.#group.destination = "skipped";
      return;
    }
    const character = CHARACTERS[word];
    if (character !== undefined) this.#say(character);
    else if (!this.#structure(word) && !this.#table(word, number)) this.#property(word, number ?? 1, number === null);
  }

  /** Whether the word begins a destination. */
  #destination(word: string): boolean {
    if (SKIPPED.has(word) || /^m\w+Pr$/.test(word)) this.#group.destination = "skipped";
    else if (word === "pict" || word === "object") {
      this.#flush();
      if (this.#group.destination === "text") this.#unread.add(word === "pict" ? "picture" : "embedded object");
      this.#group.destination = "skipped";
    } else if (word === "upr") this.#group.word = "upr";
    else if (word === "ud") Object.assign(this.#group, { word: "ud", destination: "text" });
    else if (word === "fonttbl" || word === "stylesheet") {
      this.#group.destination = word === "fonttbl" ? "fonts" : "styles";
      this.#gathered = "";
    } else if (word === "info") Object.assign(this.#group, { word, destination: "gathered" });
    else if (GATHERED.has(word) && (this.#group.isOptional || this.#group.word === "info")) this.#gather(word);
    else if (word === "listtext" || word === "pntext") this.#markGroup();
    else if (word === "pn") this.#group.destination = "skipped";
    else if (/^(?:header|footer)[lrf]?$/.test(word))
      this.#aside(word.startsWith("header") ? this.#headers : this.#footers);
    else if (word === "footnote") this.#note();
    else if (word === "annotation") this.#annotation();
    else if (word === "shptxt") this.#box();
    else if (word === "field") this.#group.field = { instruction: "", value: "" };
    else if (word === "fldinst") this.#group.destination = "instruction";
    else if (word === "fldrslt") this.#result();
    else if (word === "formfield") this.#formField();
    else if (word === "ffl") {
      this.#group.destination = "gathered";
      this.#gathered = "";
      this.#group.end = () => this.#form.choices.push(this.#gathered.trim());
    } else return false;
    this.#group.isOptional = false;
    return true;
  }

  #gather(word: string): void {
    this.#group.destination = "gathered";
    this.#gathered = "";
    this.#group.end = () => {
      const text = this.#gathered.trim();
      if (word === "atnauthor") this.#author = text;
      else if (word === "atnref") this.#commentReference = text;
      else if (word === "atrfstart") this.#ranges.set(text, { words: "", isOpen: true });
      else if (word === "atrfend") {
        const range = this.#ranges.get(text);
        if (range) range.isOpen = false;
      } else if (text !== "" && !this.#info.has(word)) this.#info.set(word, text);
    };
  }

  #markGroup(): void {
    if (this.#group.destination !== "text") return;
    const { story } = this.#group;
    this.#group.destination = "mark";
    this.#gathered = "";
    this.#group.end = () => story.mark(this.#gathered);
  }

  /** Begins a story of its own. @param end gets it when its group ends */
  #story(end: (story: RtfStory) => void): void {
    this.#flush();
    const [outer, row] = [this.#paragraph, this.#row];
    const story = new RtfStory(this.#styles);
    this.#paragraph = { ...PLAIN };
    this.#row = { isHeader: false, cells: [] };
    Object.assign(this.#group, { story, destination: "text", isHidden: false });
    this.#group.end = () => {
      story.end(this.#paragraph);
      this.#paragraph = outer;
      this.#row = row;
      end(story);
    };
  }

  #aside(list: RtfStory[]): void {
    this.#story((story) => list.push(story));
  }

  #box(): void {
    const holder = this.#group.story;
    this.#story((story) => holder.after((flow) => story.write(flow)));
  }

  #note(): void {
    const holder = this.#group.story;
    const own = this.#group;
    own.word = "footnote";
    this.#story((story) => {
      const kind = own.word === "endnote" ? "endnote" : "footnote";
      this.#notes[kind]++;
      const mark = kind === "endnote" ? numberAs("roman", this.#notes.endnote) : String(this.#notes.footnote);
      holder.say(`[${mark}]`);
      holder.after((flow) => flow.note(mark, story.text));
    });
  }

  #annotation(): void {
    const author = this.#author;
    this.#author = "";
    this.#commentReference = "";
    this.#story((story) => {
      const words = this.#ranges.get(this.#commentReference)?.words ?? "";
      this.#comments.push({ author, text: story.text, words });
    });
  }

  /** The result of a field, unless it is the number of a page or a table of contents. */
  #result(): void {
    const { field } = this.#group;
    const instruction = field?.instruction ?? "";
    if (/^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i.test(instruction)) {
      this.#group.destination = "text";
      this.#say(PAGE_NUMBER);
      this.#group.destination = "skipped";
    } else if (/^\s*(?:TOC|INDEX)\b/i.test(instruction)) this.#group.destination = "skipped";
    else {
      this.#group.destination = "text";
      if (field?.value) this.#say(field.value);
    }
  }

  #formField(): void {
    const { field } = this.#group;
    this.#form = { type: 0, result: null, usual: 0, choices: [] };
    this.#group.destination = "gathered";
    this.#group.end = () => {
      const { type, result, usual, choices } = this.#form;
      const chosen = result === null || result === 25 ? usual : result;
      if (field && type === 1) field.value = chosen === 1 ? "☒" : "☐";
      else if (field && type === 2) field.value = choices[chosen] ?? "";
    };
  }

  #structure(word: string): boolean {
    if (this.#group.destination !== "text") return false;
    const { story } = this.#group;
    switch (word) {
      case "par":
      case "sect":
      case "page":
        this.#endParagraph();
        return true;
      case "cell":
        this.#flush();
        story.endCell(this.#paragraph);
        return true;
      case "row":
        story.endRow(this.#row);
        return true;
      case "nestcell":
        this.#flush();
        story.endNestedCell(this.#paragraph);
        return true;
      case "nestrow":
        story.endNestedRow(this.#nestedRow);
        return true;
      case "nesttableprops":
        this.#group.word = "nesttableprops";
        return true;
      case "ftnalt":
        for (const group of [this.#group, ...this.#stack]) if (group.word === "footnote") group.word = "endnote";
        return true;
      default:
        return false;
    }
  }

  #table(word: string, number: number | null): boolean {
    const isNested = this.#group.word === "nesttableprops";
    const row = isNested ? this.#nestedRow : this.#row;
    switch (word) {
      case "trowd":
        if (isNested) this.#nestedRow = { isHeader: false, cells: [] };
        else this.#row = { isHeader: false, cells: [] };
        this.#pendingCell = { continues: false, covered: false };
        return true;
      case "trhdr":
        row.isHeader = true;
        return true;
      case "clvmrg":
        this.#pendingCell.continues = true;
        return true;
      case "clmrg":
        this.#pendingCell.covered = true;
        return true;
      case "cellx":
        row.cells.push({ right: number ?? 0, ...this.#pendingCell });
        this.#pendingCell = { continues: false, covered: false };
        return true;
      default:
        return false;
    }
  }

  /** @param isBare whether the word stands without a number, which switches it on */
  #property(word: string, number: number, isBare: boolean): void {
    const { destination } = this.#group;
    const paragraph = this.#paragraph;
    switch (word) {
      case "ansicpg":
        this.#encoding = encodingOf(number);
        break;
      case "mac":
        this.#encoding = "macintosh";
        break;
      case "pc":
        this.#encoding = "cp437";
        break;
      case "pca":
        this.#encoding = "cp850";
        break;
      case "deff":
        this.#usualFont = number;
        this.#group.font = number;
        for (const group of this.#stack) group.font = number;
        break;
      case "f":
        this.#flush();
        this.#group.font = number;
        if (destination === "fonts") this.#font(number);
        break;
      case "fcharset": {
        const font = this.#fonts.get(this.#group.font);
        if (destination === "fonts" && font) font.charset = number;
        break;
      }
      case "uc":
        this.#group.fallback = isBare ? 1 : Math.min(Math.max(number, 0), 8);
        break;
      case "plain":
        this.#flush();
        this.#group.isHidden = false;
        this.#group.font = this.#usualFont;
        break;
      case "v":
      case "deleted":
        this.#flush();
        this.#group.isHidden = number !== 0;
        break;
      case "s":
        if (destination === "styles") this.#beginStyle(number);
        else paragraph.style = number;
        break;
      case "cs":
      case "ds":
      case "ts":
        if (destination === "styles") this.#group.destination = "skipped";
        break;
      case "outlinelevel":
        if (destination === "styles") this.#style.outline = number;
        else paragraph.outline = number;
        break;
      case "pard":
        Object.assign(this.#paragraph, PLAIN);
        break;
      case "intbl":
        paragraph.table = Math.max(paragraph.table, 1);
        break;
      case "itap":
        paragraph.table = number;
        break;
      case "ls":
        paragraph.list = number > 0;
        break;
      case "ilvl":
        paragraph.level = Math.min(Math.max(number, 0), 8);
        break;
      case "fi":
        paragraph.hangs = number < 0;
        break;
      case "fftype":
        this.#form.type = number;
        break;
      case "ffres":
        this.#form.result = number;
        break;
      case "ffdefres":
        this.#form.usual = number;
        break;
    }
  }

  #font(number: number): void {
    const font: Font = { name: "", charset: null };
    this.#fonts.set(number, font);
    this.#gathered = "";
    this.#group.end = () => {
      font.name = this.#gathered.replace(/;.*$/s, "").trim();
    };
  }

  #beginStyle(number: number): void {
    const style = { number, outline: null as number | null };
    this.#style = style;
    this.#gathered = "";
    this.#group.end = () => {
      const name = this.#gathered.replace(/;.*$/s, "").trim().toLowerCase();
      const level = /^heading ([1-9])$/.exec(name)?.[1];
      const outline = style.outline ?? (name === "title" ? 0 : level === undefined ? null : Number(level) - 1);
      this.#styles.set(number, { name, outline });
    };
  }
}
