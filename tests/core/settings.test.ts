import { describe, expect, test } from "vitest";
import { fromEnvironment, mergeSettings } from "../../src/core/settings.js";

describe("a setting that is a list", () => {
  const hosts = (name: string, value: unknown) => mergeSettings([{ name, values: { allowedHost: value } }]).allowedHost;

  test("is a list in a file and by flags, and has commas in the environment", () => {
    expect(mergeSettings([]).allowedHost).toEqual([]);
    expect(hosts("flag", ["a.example", "b.example:8080"])).toEqual(["a.example", "b.example:8080"]);
    expect(mergeSettings([fromEnvironment({ FOOTNOTE_ALLOWED_HOST: "a.example, b.example," })]).allowedHost).toEqual([
      "a.example",
      "b.example",
    ]);
  });

  test.each([1, [1], {}, null])("is never %j", (value) => {
    expect(() => hosts("footnote.config.json", value)).toThrow(/allowedHost \(footnote.config.json\).*list of texts/);
  });
});
