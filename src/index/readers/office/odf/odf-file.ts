import type { ChildNode, Document, Element } from "domhandler";
import { UnreadableFile } from "../../document-reader.js";
import { elements, plainText } from "../../html/html-tree.js";
import { ownFields } from "../../own-fields.js";
import type { DocumentProperties } from "../opc-package.js";
import { childAt, childElements, isTag, parseXml, textOf } from "../xml.js";
import { ZipArchive } from "../zip-archive.js";

/** More objects than that are not looked into. */
const MAX_OBJECTS = 200;

/** An OpenDocument file: what it says, how it looks, and the objects in it. */
export interface OdfFile {
  /** `office:text` or `office:presentation`. */
  readonly body: Element | undefined;
  /** `office:styles`, `office:automatic-styles` and `office:master-styles` of all parts, those of the text last. */
  readonly styles: readonly Element[];
  /** Charts, equations and the like by the name that a drawing refers to: `Object 1`. */
  readonly objects: ReadonlyMap<string, Element>;
  readonly properties: DocumentProperties;
}

/** Opens a package, or a document in a single file of XML. @throws UnreadableFile */
export async function openOdf(bytes: Uint8Array, kind: "office:text" | "office:presentation"): Promise<OdfFile> {
  if (bytes[0] !== 0x50) return odfOf([childElements(await parseXml(bytes))[0]], new Map(), kind);
  const archive = await ZipArchive.open(bytes);
  const part = async (name: string) => {
    const read = await archive.read(name);
    return read === undefined || read.length === 0 ? undefined : parseXml(read);
  };
  await refuseEncrypted(await part("META-INF/manifest.xml"));
  const objects = new Map<string, Element>();
  for (const name of archive.names.filter((one) => /^[^/]+\/content\.xml$/.test(one)).slice(0, MAX_OBJECTS)) {
    const root = childElements(await part(name))[0];
    if (root !== undefined) objects.set(name.split("/")[0]!, root);
  }
  const roots = [await part("meta.xml"), await part("styles.xml"), await part("content.xml")];
  return odfOf(
    roots.map((document) => childElements(document)[0]),
    objects,
    kind,
  );
}

function odfOf(roots: readonly (Element | undefined)[], objects: ReadonlyMap<string, Element>, kind: string): OdfFile {
  const parts = roots.flatMap((root) => childElements(root));
  const meta = parts.find(({ name }) => name === "office:meta");
  return {
    body: childAt(
      parts.find(({ name }) => name === "office:body"),
      kind,
    ),
    styles: parts.filter(({ name }) => name.endsWith("styles")),
    objects,
    properties: meta === undefined ? { title: undefined, properties: [] } : propertiesOf(meta),
  };
}

async function refuseEncrypted(manifest: Document | undefined): Promise<void> {
  if (manifest !== undefined && elements(manifest.children, "manifest:encryption-data").length > 0)
    throw new UnreadableFile("is encrypted; save a copy without a password");
}

function propertiesOf(meta: Element): DocumentProperties {
  const author = textOf(meta, "meta:initial-creator") ?? textOf(meta, "dc:creator");
  const keywords = elements(meta.children, "meta:keyword").map(({ children }) => plainText(children));
  const subject = textOf(meta, "dc:subject");
  const created = textOf(meta, "meta:creation-date");
  const properties = [author, subject, keywords.join(", ")];
  return {
    title: textOf(meta, "dc:title"),
    properties: properties.filter((one) => one !== undefined && one !== "") as string[],
    fields: ownFields(Object.entries({ author, subject, keywords: keywords.join(", "), created })),
  };
}

/** What a drawing refers to: an object of the package, or one that stands in it. */
export function objectOf(file: OdfFile, { attribs, children }: Element): Element | undefined {
  const name = (attribs["xlink:href"] ?? "").replace(/^\.\//, "").replace(/\/$/, "");
  return file.objects.get(name) ?? (children as ChildNode[]).find(isTag);
}
