import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
// @ts-expect-error: a script, without types
import { MODELS, packages } from "../../scripts/release/parts.mjs";
// @ts-expect-error: a script, without types
import { sbom } from "../../scripts/release/sbom.mjs";
import { ROOT } from "../helpers/shipped.js";

interface Bill {
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly { readonly name: string; readonly group?: string; readonly version: string }[];
}

const schema = (name: string) =>
  JSON.parse(readFileSync(join(ROOT, `tests/fixtures/cyclonedx/${name}.schema.json`), "utf8")) as object;

const bill = sbom() as Bill;

test("the bill of materials is valid CycloneDX", () => {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { "idn-email": true, "iri-reference": true } });
  formats.default(ajv);
  ajv.addSchema(schema("spdx"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  ajv.addSchema(schema("jsf-0.82"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
  const isValid = ajv.compile(schema("bom-1.5"));
  expect([isValid(bill), isValid.errors]).toEqual([true, null]);
  // It would not do for anything at all.
  expect(isValid({ ...bill, components: [{ name: "no type" }] })).toBe(false);
});

test("it is of this package, and holds every part that THIRD_PARTY.md lists", () => {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, string>;
  expect(bill.metadata.component).toMatchObject({ name, version });
  const named = new Set(bill.components.map((one) => (one.group ? `${one.group}/${one.name}` : one.name)));
  const parts = [...(packages() as { name: string }[]), ...(MODELS as { name: string }[])].map((part) => part.name);
  expect(parts.filter((part) => !named.has(part))).toEqual([]);
});
