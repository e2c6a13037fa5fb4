import { posix } from "node:path";
import type { Document } from "domhandler";
import type { Fields } from "../../../core/document.js";
import { EXPORT_WORDS, IS_EXPORT } from "../../../core/own-files.js";
import { UnreadableFile } from "../document-reader.js";
import { ownFields } from "../own-fields.js";
import { childElements, parseXml, textOf } from "./xml.js";
import { ZipArchive } from "./zip-archive.js";

/** What a part refers to. */
export interface Relation {
  readonly id: string;
  /** The last word of its type: `footnotes`, `chart`. */
  readonly type: string;
  /** A name of a part, or an address outside of the file. */
  readonly target: string;
}

export interface DocumentProperties {
  readonly title: string | undefined;
  /** Author, subject, keywords. */
  readonly properties: readonly string[];
  /** The same by name, and when it was made [nothing]. */
  readonly fields?: Fields;
}

/** A file of Office Open XML: parts of XML in a zip archive that refer to each other. */
export class OpcPackage {
  readonly #names: ReadonlyMap<string, string>;

  private constructor(private readonly archive: ZipArchive) {
    this.#names = new Map(archive.names.map((name) => [name.toLowerCase(), name]));
  }

  /** @throws UnreadableFile */
  static async open(bytes: Uint8Array): Promise<OpcPackage> {
    if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
      throw new UnreadableFile(
        "is encrypted, or an old Office document under a new name; save a copy without a password",
      );
    }
    return new OpcPackage(await ZipArchive.open(bytes));
  }

  get names(): string[] {
    return [...this.#names.values()];
  }

  /** `undefined` for a part that there isn't, or that is empty. @throws UnreadableFile */
  async part(name: string): Promise<Document | undefined> {
    const bytes = await this.archive.read(this.#names.get(name.toLowerCase()) ?? name);
    return bytes === undefined || bytes.length === 0 ? undefined : parseXml(bytes);
  }

  /** The document itself. @param usual where it lies if nothing says so */
  async mainPart(usual: string): Promise<string> {
    return (await this.relations("")).find(({ type }) => type === "officeDocument")?.target ?? usual;
  }

  /** @param name of the part whose they are; empty for the package */
  async relations(name: string): Promise<Relation[]> {
    const { dir, base } = posix.parse(name);
    const document = await this.part(posix.join(dir, "_rels", `${base}.rels`));
    return childElements(childElements(document)[0], "relationship").map(({ attribs }) => {
      const { Id = "", Type = "", Target = "", TargetMode } = attribs;
      const inside = Target.startsWith("/") ? Target.slice(1) : posix.join(dir, Target);
      return { id: Id, type: Type.split("/").at(-1)!, target: TargetMode === "External" ? Target : inside };
    });
  }

  /** @throws UnreadableFile for an export, also where another program has saved it since */
  async properties(): Promise<DocumentProperties> {
    const core = await this.part("docProps/core.xml");
    if (core === undefined) return { title: undefined, properties: [] };
    if (textOf(core, "dc:description") === EXPORT_WORDS) throw new UnreadableFile(IS_EXPORT);
    const [author, subject, keywords] = ["dc:creator", "dc:subject", "cp:keywords"].map((name) => textOf(core, name));
    const created = textOf(core, "dcterms:created");
    return {
      title: textOf(core, "dc:title"),
      properties: [author, subject, keywords].flatMap((property) => property ?? []),
      fields: ownFields(Object.entries({ author, subject, keywords, created })),
    };
  }
}
