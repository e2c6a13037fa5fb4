/** What several schemas are made of. */
import { z } from "@hono/zod-openapi";

export const count = z.int().min(0);
/** Code points from the start of some text; which one, its field says. */
export const points = count.brand<"CodePointOffset">();
export const offset = points.describe("Unicode code points from the start of the document's text");
export const line = z.int().min(1);
export const time = z.string().describe("ISO 8601");
export const documentId = z.string().brand<"DocumentId">();
export const passageId = z.string().brand<"PassageId">();
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
/** `nullable()` would make the named schema itself nullable in OpenAPI, wherever else it stands. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);

/** A value that nobody changes, however deep. */
export type Immutable<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : { readonly [Key in keyof Value]: Immutable<Value[Key]> };
