import fc from "fast-check";
import { expect, test } from "vitest";
import { HOME, hashOf, type Opened, type ReportOf, type Route, routeOf } from "../../../src/page/state/route.js";

const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => value.trim() !== "");
const opened = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 99 }).map((number): Opened => ({ kind: "citation", number })),
  fc.integer({ min: 1, max: 99 }).map((number): Opened => ({ kind: "reported", number })),
  text.map((id): Opened => ({ kind: "passage", id })),
  text.map((id): Opened => ({ kind: "document", id })),
);
const report: fc.Arbitrary<ReportOf | null> = fc.oneof(
  fc.constant(null),
  text.map((document): ReportOf => ({ task: "summary", document })),
  text.map((passage): ReportOf => ({ task: "explanation", passage })),
  fc.record({ task: fc.constant("comparison" as const), first: text, second: text, about: fc.option(text) }),
);
const routes: fc.Arbitrary<Route> = fc.record({
  conversation: fc.array(
    fc.record({ text, isLiteral: fc.boolean(), collection: text }, { requiredKeys: ["text", "isLiteral"] }),
    { maxLength: 4 },
  ),
  report,
  view: fc.constantFrom("answer" as const, "documents" as const),
  opened,
  page: fc.option(fc.integer({ min: 1, max: 99_999 })),
  asText: fc.boolean(),
});

test("an address gives back the route that it was made of", () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(routeOf(hashOf(route))).toEqual(route);
    }),
  );
});

test("an address that nobody made leads home, or as far as it can be read", () => {
  expect(routeOf("")).toEqual(HOME);
  expect(routeOf("#q=&cite=0&cite=x&view=other&unknown=1&page=0&page=x&as=picture")).toEqual(HOME);
  expect(routeOf("#q=Who%3F&cite=-1")).toEqual({ ...HOME, conversation: [{ text: "Who?", isLiteral: false }] });
  fc.assert(
    fc.property(fc.string(), (hash) => {
      routeOf(`#${hash}`);
    }),
  );
});
