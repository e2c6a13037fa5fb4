// Writes the shapes of the contract as plain TypeScript, for the declarations of the library: without the schemas' library,
// and with each field's description. `npm run docs` calls it through tests/library/contract-types.test.ts.

const HEAD = `// The shapes of the contract as plain types, for whoever imports the library: they need no package of ours to be read.
// Made by scripts/library/contract-types.mjs from the schemas, the settings and the error codes: npm run docs`;

/**
 * The source text of `src/library/contract-types.ts`.
 * @param {{ api: object, roots: readonly string[], options: readonly string[], settings: object, codes: readonly string[] }} given
 *   `api` an OpenAPI description; `roots` the objects to declare, with all that these are made of; `options` the names of
 *   the settings that are options of a folder, `settings` the rules of all; `codes` the error codes
 */
export function contractTypes({ api, roots, options, settings, codes }) {
  const { schemas } = api.components;
  const named = new Set();
  const visit = (value) => {
    if (typeof value !== "object" || value === null) return;
    if (typeof value.$ref === "string") {
      const name = nameOf(value.$ref);
      if (named.has(name)) return;
      named.add(name);
      return visit(schemas[name]);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  for (const name of roots) visit({ $ref: `/${name}` });
  return [
    HEAD,
    ...[...named].sort().map((name) => declaration(name, schemas[name])),
    optionsDeclaration(options, settings),
    `/** What went wrong, for programs. Later versions may have more of them. */\nexport type ErrorCode =\n${codes
      .map((code) => `  | ${JSON.stringify(code)}`)
      .sort()
      .join("\n")};`,
    "",
  ].join("\n\n");
}

function declaration(name, schema) {
  const doc = comment(schema.description);
  // Options of a call are written as JavaScript writes them.
  const spelled = name === "Filters" ? camelCase : (field) => field;
  if (schema.type === "object") return `${doc}export interface ${name} ${fields(schema, spelled)}`;
  return `${doc}export type ${name} = ${typeOf(schema)};`;
}

function fields({ properties = {}, required = [], additionalProperties }, spelled = (field) => field) {
  if (additionalProperties && typeof additionalProperties === "object") {
    return `{ readonly [name: string]: ${typeOf(additionalProperties)} }`;
  }
  const rows = Object.entries(properties).map(([field, schema]) => {
    const isOptional = !required.includes(field);
    const type = `${typeOf(schema)}${isOptional ? " | undefined" : ""}`;
    return `${comment(schema.description)}readonly ${spelled(field)}${isOptional ? "?" : ""}: ${type};`;
  });
  return `{\n${rows.join("\n")}\n}`;
}

function typeOf(schema) {
  if (schema.$ref) return nameOf(schema.$ref);
  // Text that holds JSON on its way, as the data of events.
  if (schema.contentSchema) return typeOf(schema.contentSchema);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const choices = schema.enum?.map((value) => JSON.stringify(value)) ?? (schema.anyOf ?? schema.oneOf)?.map(typeOf);
  if (choices) return union(choices);
  if (schema.allOf) return schema.allOf.map(typeOf).join(" & ");
  return union([schema.type ?? "unknown"].flat().map((type) => basicType(type, schema)));
}

function basicType(type, schema) {
  if (type === "integer") return "number";
  if (type === "array") return `readonly (${typeOf(schema.items)})[]`;
  if (type === "object") return fields(schema);
  return type;
}

const union = (types) => [...new Set(types)].join(" | ");

function optionsDeclaration(options, settings) {
  const rows = options.map((name) => {
    const { about, fallback, kind, allowed } = settings[name];
    const types = {
      text: allowed ? union(allowed.map((value) => JSON.stringify(value))) : "string",
      list: "readonly string[]",
      boolean: "boolean",
      integer: "number",
    };
    const isNone = fallback === "" || fallback === null || (Array.isArray(fallback) && fallback.length === 0);
    const said = `${about[0].toUpperCase()}${about.slice(1)}${isNone ? "" : ` [${fallback}]`}.`;
    return `${comment(said)}readonly ${name}?: ${types[kind]} | undefined;`;
  });
  return `/** The settings that a folder on this machine has; docs/cli.md says more of each. */\nexport interface FolderSettings {\n${rows.join("\n")}\n}`;
}

function comment(text) {
  return text ? `/** ${text.replaceAll("*/", "*\\/")} */\n` : "";
}

const nameOf = (reference) => reference.slice(reference.lastIndexOf("/") + 1);
const camelCase = (field) => field.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
