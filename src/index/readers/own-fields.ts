import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Fields } from "../../core/document.js";
import { ownField } from "../../core/mail.js";
import { singleSpaced } from "../../core/text.js";

/** What a file says of itself is kept in the index's description: a program may have written any amount of it. */
const MAX_FIELDS = 50;
const MAX_NAME_CHARACTERS = 60;
const MAX_VALUE_CHARACTERS = 1000;
const MAX_MATTER_CHARACTERS = 50_000;

/** Fields of a document that is no mail, by their names in small letters; without those that say nothing. */
export function ownFields(said: Iterable<readonly [name: string, value: string | undefined]>): Fields {
  const fields: Record<string, string> = {};
  for (const [name, value = ""] of said) {
    const key = name.trim().toLowerCase();
    const text = singleSpaced(value).slice(0, MAX_VALUE_CHARACTERS);
    if (key === "" || key.length > MAX_NAME_CHARACTERS || key === "__proto__" || text === "") continue;
    if (Object.keys(fields).length < MAX_FIELDS) fields[ownField(key)] = text;
  }
  return fields;
}

/** What items of a list are parted by, as one value: a comma may stand within a name, `Smith, John`. */
const ITEM_BREAK = "; ";

/**
 * The fields of front matter: a list is one value, parted by semicolons; what is nested is named by its path,
 * `author.name`.
 */
export function matterFields(kind: "yaml" | "toml", matter: string): Fields {
  if (matter.length > MAX_MATTER_CHARACTERS) return {};
  return ownFields(kind === "yaml" ? yamlPairs(matter) : tomlPairs(matter));
}

type Pair = readonly [name: string, value: string];

function yamlPairs(matter: string): Pair[] {
  try {
    // Values stay as they are written: a date is one to its reader, not to YAML. No alias is followed.
    const { contents } = parseDocument(matter, { schema: "failsafe", logLevel: "silent" });
    return isMap(contents) ? pairsOf(contents, "") : [];
  } catch {
    // Nested beyond all measure: the text of the file is there all the same.
    return [];
  }
}

function pairsOf(node: unknown, name: string): Pair[] {
  if (isScalar(node)) return [[name, String(node.value ?? "")]];
  if (isSeq(node)) {
    return [
      [
        name,
        node.items
          .map(itemText)
          .filter((text) => text !== "")
          .join(ITEM_BREAK),
      ],
    ];
  }
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const own = isScalar(key) ? String(key.value ?? "") : "";
    return own === "" ? [] : pairsOf(value, name === "" ? own : `${name}.${own}`);
  });
}

/** What an item of a list says; of one in fields of its own, as a person's name and affiliation, the name. */
function itemText(item: unknown): string {
  const pairs = pairsOf(item, "");
  const named = pairs.find(([name]) => name === "name");
  return named?.[1] ?? pairs.map(([, value]) => value).join(", ");
}

/** Texts, numbers, dates and lists of these on one line, as front matter has them. */
function tomlPairs(matter: string): Pair[] {
  const pairs: Pair[] = [];
  let table = "";
  for (const line of matter.split("\n")) {
    const header = /^\s*\[([\w.-]+)\]\s*$/.exec(line);
    if (header) table = `${header[1]}.`;
    const [, name, value] = /^\s*([\w.-]+|"[^"]+")\s*=\s*(\S.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const parts = value.startsWith("[") ? [...value.matchAll(/"([^"]*)"|'([^']*)'|[^\s,[\]]+/g)] : [];
    const texts = parts.map(([whole, double, single]) => double ?? single ?? whole);
    const text = value.startsWith("[") ? texts.join(ITEM_BREAK) : value.replace(/^(["'])(.*?)\1.*$/, "$2");
    pairs.push([`${table}${name.replaceAll('"', "")}`, text]);
  }
  return pairs;
}
