import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { ROOT } from "../helpers/shipped.js";

const SRC = join(ROOT, "src");
/** Past this a file needs a reason. */
const MAX_LINES = 600;
/** Below this a file that only its neighbour imports is a crumb: what it holds belongs where it is used. */
const MIN_LINES = 25;
/** Past this a folder is a drawer: its roles become folders. */
const MAX_FILES = 25;
/** What may be shorter than that, and why. */
const CRUMBS: Readonly<Record<string, string>> = {
  "index/readers/reading-worker.ts": "a thread begins in a file of its own",
};

/** What may be longer than MAX_LINES, and why. */
const LONG: Readonly<Record<string, string>> = {
  "library/contract-types.ts": "it is made from the contract's schemas",
};

/** The page is no part of the program: it runs in a browser, is bundled apart, and shares contract and core alone. */
const PAGE = "page";

/** Each layer may use itself and the layers of the lines above; layers of one line don't know each other. */
const LAYERS = [
  ["contract"],
  ["core"],
  ["export", "conversations"],
  ["language"],
  ["embedding"],
  ["reading"],
  ["store"],
  ["index"],
  ["search"],
  ["verify"],
  ["writing"],
  ["assistant"],
  ["server", "tui", "eval", "library", PAGE],
  ["cli"],
] as const;
/** What every layer may share: the words of the wire and those without input or output. */
const BASE = ["contract", "core"];

/** Within the chat: what is known and drawn (left) learns nothing of what changes it or acts on it (right). */
const CHAT = {
  drawn: ["state", "input", "reader", "layout"],
  acting: ["reducer", "effects", "components", "linear"],
};

/** The schemas of the contract are loaded by what speaks over the wire; all else knows their types, so that `ask` loads no zod. */
const SCHEMAS = /^(zod|@hono\/zod-openapi)$/;
const PARSING = ["contract/", "server/", "assistant/remote/"];

/**
 * What shows answers knows the assistant by its port alone; who calls it decides which one it is. What it gives away as a
 * file it has made by `export`, which reads and writes none.
 */
const PORT_ONLY = ["server", "tui"];
const PORT = "assistant/assistant.ts";

/** Where a process begins: the program, and a build beside it. */
const MAINS = ["cli/main.ts", "index/build/build-child.ts"];

/**
 * Who else may touch the process, and what of it. Everyone else gets streams, signals and settings as arguments.
 * (An embedding thread's `parentPort` is its own channel, of node:worker_threads, and no part of the process.)
 */
const PROCESS_EXCEPTIONS: Readonly<Record<string, { readonly imports: readonly string[]; readonly reason: string }>> = {
  "index/lock/writer-lock.ts": {
    imports: ["kill", "pid", "uptime"],
    reason:
      "a lock names the process that holds it, and is taken over when that process is gone or had this one's number",
  },
};

interface SourceFile {
  /** Relative to src/, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly ast: ts.SourceFile;
  /** Files of src/ that it imports, types included. */
  readonly imports: readonly string[];
  /** What is loaded with it: files of src/ and packages, without what is imported for its types or when it is needed. */
  readonly loads: readonly string[];
}

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
  .map((entry) => read(relative(SRC, join(entry.parentPath, entry.name)).replaceAll("\\", "/")));
const byPath = new Map(files.map((file) => [file.path, file]));

function read(path: string): SourceFile {
  const text = readFileSync(join(SRC, path), "utf8");
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const meant = (specifier: string) => (specifier.startsWith(".") ? fileAt(dirname(path), specifier) : specifier);
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return {
    path,
    text,
    ast,
    imports: imports.filter((specifier) => specifier.startsWith(".")).map(meant),
    loads: ast.statements.flatMap((node) => (isLoading(node) ? [meant(textOf(node.moduleSpecifier))] : [])),
  };
}

type Loading = ts.ImportDeclaration | (ts.ExportDeclaration & { readonly moduleSpecifier: ts.Expression });

/** An import or export of another module that is more than types: what is left of it when types are stripped. */
function isLoading(node: ts.Statement): node is Loading {
  if (ts.isImportDeclaration(node)) return node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
  return ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && !node.isTypeOnly;
}

/** The file of src/ that `./spans.js` means in a folder. */
function fileAt(folder: string, specifier: string): string {
  const target = relative(SRC, resolve(SRC, folder, specifier))
    .replaceAll("\\", "/")
    .replace(/\.js$/, "");
  const found = [".ts", ".tsx"].map((ending) => target + ending).find((path) => ts.sys.fileExists(join(SRC, path)));
  return found ?? target;
}

function layerOf(path: string): string {
  return path.split("/")[0] as string;
}

function rankOf(path: string): number {
  return LAYERS.findIndex((layers) => (layers as readonly string[]).includes(layerOf(path)));
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

describe("imports", () => {
  test("are found at all, and name files that exist", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
    const unknown = files.flatMap(({ path, imports }) =>
      imports.filter((target) => !byPath.has(target)).map((target) => `${path} -> ${target}`),
    );
    expect(unknown).toEqual([]);
  });

  test("stand in a layer", () => {
    expect(files.filter(({ path }) => rankOf(path) < 0).map(({ path }) => path)).toEqual([]);
  });

  test(`go one way: ${LAYERS.map((layers) => layers.join(" | ")).join(" <- ")}`, () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter((target) => layerOf(target) !== layerOf(path) && rankOf(target) >= rankOf(path))
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("of the server and the chat reach the assistant by its port, and below it export, contract and core alone", () => {
    const wrong = files
      .filter(({ path }) => PORT_ONLY.includes(layerOf(path)))
      .flatMap(({ path, imports }) =>
        imports
          .filter((target) => ![layerOf(path), "export", ...BASE].includes(layerOf(target)) && target !== PORT)
          .map((target) => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test("of the page reach contract and core alone, and nobody imports the page", () => {
    const across = files.flatMap(({ path, imports }) =>
      imports.filter((target) => layerOf(target) !== layerOf(path)).map((target) => ({ path, target })),
    );
    const wrong = across.filter(({ path, target }) => {
      return (layerOf(path) === PAGE && !BASE.includes(layerOf(target))) || layerOf(target) === PAGE;
    });
    expect(wrong).toEqual([]);
  });

  test("of search reach nothing that makes an index: what it needs of a file is stored", () => {
    const wrong = files
      .filter(({ path }) => layerOf(path) === "search")
      .flatMap(({ path, imports }) =>
        imports.filter((target) => layerOf(target) === "index").map((target) => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test("of what the chat knows and draws reach nothing that changes it", () => {
    const isIn = (path: string, folders: readonly string[]) =>
      folders.some((folder) => path.startsWith(`tui/${folder}/`));
    const wrong = files
      .filter(({ path }) => isIn(path, CHAT.drawn))
      .flatMap(({ path, imports }) =>
        imports.filter((target) => isIn(target, CHAT.acting)).map((target) => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
    const back = files
      .filter(({ path }) => isIn(path, ["state", "input", "reader"]))
      .flatMap(({ path, imports }) =>
        imports.filter((target) => isIn(target, ["layout"])).map((target) => `${path} -> ${target}`),
      );
    expect(back).toEqual([]);
  });

  test("of the contract's schemas are of types alone, but where something is parsed", () => {
    const schemas = files
      .filter(({ path, loads }) => layerOf(path) === "contract" && loads.some((target) => SCHEMAS.test(target)))
      .map(({ path }) => path);
    expect(schemas.length).toBeGreaterThan(5);
    const wrong = files
      .filter(({ path }) => !PARSING.some((folder) => path.startsWith(folder)))
      .flatMap(({ path, loads }) =>
        loads
          .filter((target) => schemas.includes(target) || SCHEMAS.test(target))
          .map((target) => `${path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
    const rest = files.filter(({ path }) => layerOf(path) === "contract" && !schemas.includes(path));
    expect(rest.flatMap(({ loads }) => loads).filter((target) => schemas.includes(target))).toEqual([]);
  });

  test("make no cycles", () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, way: readonly string[]): void => {
      const at = way.indexOf(path);
      if (at >= 0) cycles.push([...way.slice(at), path].join(" -> "));
      if (at >= 0 || done.has(path)) return;
      for (const target of byPath.get(path)?.imports ?? []) visit(target, [...way, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe("a file", () => {
  test("is never a barrel: no index.ts, also not of src/ itself", () => {
    expect(files.filter(({ path }) => /(^|\/)index\.[jt]sx?$/.test(path)).map(({ path }) => path)).toEqual([]);
    const reexports = files.flatMap(({ path, ast }) =>
      ast.statements.filter((node) => ts.isExportDeclaration(node) && !node.exportClause).map(() => path),
    );
    expect(reexports, "export * from").toEqual([]);
  });

  test(`of more than ${MAX_LINES} lines is none`, () => {
    const long = files.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split("\n").length;
      return lines > MAX_LINES && !(path in LONG) ? [`${path}: ${lines}`] : [];
    });
    expect(long).toEqual([]);
  });

  test(`under ${MIN_LINES} lines is imported from more places than its own folder, or has a reason`, () => {
    const crumbs = files.filter(({ path, text }) => {
      const importers = files.filter(({ imports }) => imports.includes(path));
      const isBeside = importers.length === 1 && dirname(importers[0]!.path) === dirname(path);
      return isBeside && text.trimEnd().split("\n").length < MIN_LINES;
    });
    expect(crumbs.map(({ path }) => path).filter((path) => !(path in CRUMBS))).toEqual([]);
  });

  test(`stands beside at most ${MAX_FILES - 1} others`, () => {
    const sizes = new Map<string, number>();
    for (const { path } of files) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
    expect([...sizes].filter(([, size]) => size > MAX_FILES)).toEqual([]);
  });

  test("touches the process only where one begins, but for the exceptions named here", () => {
    const touching = files.flatMap(({ path, ast }) => {
      if (MAINS.includes(path)) return [];
      return [...nodesOf(ast)].flatMap((node) => {
        if (ts.isImportDeclaration(node) && /^(node:)?process$/.test(textOf(node.moduleSpecifier))) {
          const allowed = PROCESS_EXCEPTIONS[path]?.imports ?? [];
          return importedNames(node).flatMap((name) => (allowed.includes(name) ? [] : [`${path} imports ${name}`]));
        }
        return isGlobalProcess(node) ? [`${path}: ${node.parent.getText()}`] : [];
      });
    });
    expect(touching).toEqual([]);
  });

  test("is no exception without need", () => {
    for (const [path, { imports }] of Object.entries(PROCESS_EXCEPTIONS)) {
      const used = [...nodesOf(byPath.get(path)!.ast)]
        .filter(ts.isImportDeclaration)
        .filter((node) => textOf(node.moduleSpecifier) === "node:process")
        .flatMap(importedNames);
      expect(used.sort()).toEqual([...imports].sort());
    }
  });
});

function textOf(node: ts.Expression): string {
  return ts.isStringLiteral(node) ? node.text : "";
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (bindings && ts.isNamedImports(bindings)) {
    return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  }
  return ["everything"];
}

/** The global itself (`process.env`, `globalThis.process`), not a property or a type of that name. */
function isGlobalProcess(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || node.text !== "process") return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return parent.expression.getText() === "globalThis";
  return !(ts.isPropertyAssignment(parent) && parent.name === node) && !ts.isPropertySignature(parent);
}
