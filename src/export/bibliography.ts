import type { CslItem } from "../contract/bibliography.js";
import { EXPORT_MARK, EXPORT_WORDS } from "../core/own-files.js";
import { exactText } from "./exact-text.js";
import { nameParts, type Reference } from "./references.js";

/** As BibTeX in UTF-8: what TeX would take for its own is escaped, and braces keep its capitals. */
export function toBibTex(references: readonly Reference[]): string {
  // What stands outside of entries is passed over.
  return [`${EXPORT_MARK}\n`, ...references.map(bibTexEntry)].join("\n");
}

function bibTexEntry({ key, kind, title, authors, date, path, pages }: Reference): string {
  const [year, month] = date?.split("-") ?? [];
  const fields: readonly (readonly [string, string])[] = [
    ["title", `{${texText(title)}}`],
    ...(authors.length === 0 ? [] : ([["author", authors.map(texName).join(" and ")]] as const)),
    ...(year === undefined ? [] : ([["year", year]] as const)),
    ...(month === undefined ? [] : ([["month", String(Number(month))]] as const)),
    ...(date === null ? [] : ([["date", date]] as const)),
    ...(pages.length === 0 ? [] : ([["pages", pages.join(", ")]] as const)),
    ["howpublished", KIND_WORDS[kind]],
    ["note", `File: ${texText(path)}`],
  ];
  return `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
}

const KIND_WORDS: Readonly<Record<Reference["kind"], string>> = {
  mail: "E-mail",
  web: "Web page",
  slides: "Slides",
  data: "Data file",
  document: "Document",
};

/** Braces around a name that holds what BibTeX parts names by. */
function texName(name: string): string {
  const { family, given } = nameParts(name);
  if (given === "" || /\band\b|[{}@]/iu.test(name)) return `{${texText(name)}}`;
  return `${texText(family)}, ${texText(given)}`;
}

const TEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** On one line. A brace without its other half would end the field even where it is escaped: there all are spelt out. */
function texText(text: string): string {
  const spelt = areBalanced(text) ? TEX : { ...TEX, "{": "\\textbraceleft{}", "}": "\\textbraceright{}" };
  return exactText(text)
    .replace(/\s+/gu, " ")
    .replace(/[\\{}$&%#_~^]/g, (character) => spelt[character] ?? character);
}

function areBalanced(text: string): boolean {
  let open = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    open += brace === "{" ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}

const CSL_TYPES: Readonly<Record<Reference["kind"], CslItem["type"]>> = {
  mail: "personal_communication",
  web: "webpage",
  slides: "speech",
  data: "dataset",
  document: "document",
};

/** As CSL-JSON, which Zotero and pandoc read. */
export function toCslJson(references: readonly Reference[]): string {
  const items = references.map(({ key, kind, title, authors, date, path, pages }, index): CslItem => {
    const author = authors.map((name) => {
      const { family, given } = nameParts(exactText(name));
      return given === "" ? { literal: family } : { family, given };
    });
    return {
      // JSON has no comments.
      ...(index === 0 && { custom: { made_by: EXPORT_WORDS } }),
      id: key,
      type: CSL_TYPES[kind],
      title: exactText(title),
      ...(author.length > 0 && { author }),
      ...(date !== null && { issued: { "date-parts": [date.split("-").map(Number)] } }),
      ...(pages.length > 0 && { page: pages.join(", ") }),
      archive_location: exactText(path),
    };
  });
  return `${JSON.stringify(items, null, 2)}\n`;
}
