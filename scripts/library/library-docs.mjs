// Writes docs/library-api.md: every name that the package exports, as dist/library/open-folder.d.ts declares it. What is public
// changes with that page, and with nothing else. `npm run docs` calls it through tests/library/library-docs.test.ts.
import ts from "typescript";

/** What people call and handle come first, in this order; then the objects by name. */
const FIRST = [
  "openFolder",
  "FolderOptions",
  "Folder",
  "Run",
  "IndexOptions",
  "AskOptions",
  "AnswerEvent",
  "SearchOptions",
  "VerifyOptions",
  "Place",
  "WatchEvent",
  "Abortable",
  "AbortSignalLike",
  "FootnoteError",
  "isFootnoteError",
  "ErrorCode",
  "FolderSettings",
];

/** @param {string} declarations text of open-folder.d.ts @param {string} name of the package */
export function libraryDocs(declarations, name) {
  const file = ts.createSourceFile("open-folder.d.ts", declarations, ts.ScriptTarget.Latest, true);
  /** Declarations by name: a value and a type may share one. */
  const exported = new Map();
  for (const node of file.statements) {
    if (ts.isExportDeclaration(node)) continue;
    if (
      !ts.canHaveModifiers(node) ||
      !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    ) {
      throw new Error(`open-folder.d.ts declares what it does not export: ${node.getText().slice(0, 80)}`);
    }
    const { name: identifier } = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
    const title = identifier.getText();
    exported.set(title, [...(exported.get(title) ?? []), node]);
  }
  const objects = [...exported.keys()].filter((title) => !FIRST.includes(title)).sort();
  const section = (title) => [`### ${title}`, ...exported.get(title).map(entry)].join("\n\n");
  return `${[
    "# Library reference",
    "<!-- Made from the declarations by scripts/library/library-docs.mjs: npm run docs -->",
    `All that \`import … from "${name}"\` gives, and nothing else is public ([how to use it, and what a new version may ` +
      "change](library.md)). Fields of answers are called as in [HTTP](http-api.md) and `--json`: it is the same object. " +
      "Offsets are 0-based, end-exclusive and count Unicode code points; lines and pages are 1-based and inclusive.",
    "## Calls",
    ...FIRST.map(section),
    "## Objects",
    ...objects.map(section),
  ].join("\n\n")}\n`;
}

function entry(node) {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = docs.map(({ comment, tags }) =>
    [words(comment), ...(tags ?? []).map(tagLine)].filter(Boolean).join("\n\n"),
  );
  const code = node
    .getText()
    .replace(/^export (declare )?/, "")
    .replaceAll("\t", "  ");
  return [...text, `\`\`\`ts\n${wrapped(code)}\n\`\`\``].filter(Boolean).join("\n\n");
}

function tagLine(tag) {
  const said = words(tag.comment);
  if (ts.isJSDocParameterTag(tag)) return `\`${tag.name.getText()}\`: ${said}.`;
  // What TypeScript takes for the thrown type is the first word.
  return `Throws ${
    said ||
    tag
      .getText()
      .replace(/^@throws\s*/, "")
      .trim()
  }.`;
}

const words = (comment) => (ts.getTextOfJSDocComment(comment) ?? "").replace(/\s*\n\s*/g, " ").trim();

/** A long union as one choice a line. */
function wrapped(code) {
  const isLong = /^type \w+ = [^\n{]{100,}$/.test(code);
  return isLong ? code.replace(/ (?:= |\| )/g, "\n  | ").replace("\n  | ", " =\n  | ") : code;
}
