import { describe, expect, it } from "vitest";
import { readBytes, readFixture } from "../../../helpers/fixtures.js";
import { type Read, textsOf } from "../../../helpers/read-text.js";

const ROWS = "Title | Reader | Due | Note";
const LONG = "The roof is tiled. ".repeat(20).trim();

async function read(path: string, text: string): Promise<Read> {
  const format = path.endsWith(".csv") ? "csv" : path.endsWith(".yaml") ? "yaml" : "json";
  const result = await readBytes(format, new TextEncoder().encode(text), path);
  if (result.status !== "read") throw new Error(result.reason);
  return result;
}

const places = ({ text, blocks }: Read) =>
  blocks
    .filter(({ kind }) => kind !== "rule")
    .map(({ start, end, row, column, section }) => [row, column, section.join("/"), text.slice(start, end)]);

describe("a table of values", () => {
  it.each(["source/loans.csv", "libreoffice-semicolon.csv", "libreoffice-utf16.tsv"])(
    "%s is read row by row as the spreadsheet numbers them, with its header for the model",
    async (name) => {
      const { text, blocks } = await readFixture("csv", name);
      expect(blocks.map(({ kind, row, context }) => [kind, row, context])).toEqual([
        ["table_row", 1, undefined],
        ["table_row", 2, ROWS],
        ["table_row", 3, ROWS],
        ["table_row", 4, ROWS],
      ]);
      expect(text.slice(blocks[2]!.start, blocks[2]!.end)).toMatch(
        /^Beekeeping at Home.Zoë Brontë-Ngai.*"Said ""wonderful"" twice\nand asked for the second volume"$/su,
      );
    },
  );

  it("cites a long cell with its column, and the cells around it as their row", async () => {
    const table = await read("a.csv", `id,story,place\r\n7,"${LONG}",attic\r\n`);
    expect(places(table)).toEqual([
      [1, null, "", "id,story,place"],
      [2, null, "", '7,"'],
      [2, "story", "", LONG],
      [2, null, "", '",attic'],
    ]);
    expect(table.blocks.find(({ column }) => column === "story")!.context).toBe("story");
  });

  it("without a header has none, and names its columns by letters", async () => {
    const table = await read("a.csv", `1;2;${LONG}\n3;4;x\n`);
    expect(places(table)).toEqual([
      [1, null, "", "1;2;"],
      [1, "C", "", LONG],
      [2, null, "", "3;4;x"],
    ]);
    expect(table.blocks[0]!.context).toBeUndefined();
  });

  it("has years for names of its columns where they follow each other behind a text", async () => {
    const { blocks } = await read("a.csv", "Item,2024,2025\nWages,10,12\n");
    expect(blocks.map(({ context }) => context)).toEqual([undefined, "Item | 2024 | 2025"]);
    expect((await read("a.csv", "1999,2024,2025\n7,10,12\n")).blocks[1]!.context).toBeUndefined();
  });

  it("with a quote that is never closed loses nothing", async () => {
    expect(places(await read("a.csv", 'a,b\n"open,2\n3,4')).map(([, , , text]) => text)).toEqual([
      "a,b",
      '"open,2',
      "3,4",
    ]);
  });
});

describe("JSON", () => {
  it("is read in pieces below their keys: members, and small objects whole", async () => {
    const json = { name: "x", list: [{ a: 1 }, { a: [2] }], more: { text: LONG, n: { k: "v" } } };
    expect(places(await read("a.json", JSON.stringify(json)))).toEqual([
      [null, null, "", '"name":"x"'],
      [null, null, "", '"list":[{"a":1},{"a":[2]}]'],
      [null, null, "more", `"text":"${LONG}"`],
      [null, null, "more", '"n":{"k":"v"}'],
    ]);
  });

  it("of settings is read key by key, and of records one by one, however small it is", async () => {
    const settings = { port: 8080, hosts: ["a", "b"], log: { level: "warn" } };
    expect(places(await read("a.json", JSON.stringify(settings))).map(([, , , text]) => text)).toEqual([
      '"port":8080',
      '"hosts":["a","b"]',
      '"log":{"level":"warn"}',
    ]);
    const records = [{ name: "Ada" }, { name: "Bo" }];
    expect(places(await read("a.json", JSON.stringify(records)))).toEqual([
      [1, null, "", '{"name":"Ada"}'],
      [2, null, "", '{"name":"Bo"}'],
    ]);
  });

  it("numbers the elements of an array, and the lines of JSONL with one that is broken", async () => {
    const array = await read("a.json", `[{"a":1}, {"b":"${LONG}","c":2}, [3]]`);
    expect(places(array).map(([row]) => row)).toEqual([1, 2, 2, 3]);
    const lines = await read("a.jsonl", `{"a":1}\r\n{"a":\r\n\r\n{"a":3}\r\n`);
    expect(places(lines)).toEqual([
      [1, null, "", '{"a":1}'],
      [2, null, "", '{"a":'],
      [3, null, "", '{"a":3}'],
    ]);
  });

  it.each(["{ // a remark\n a: 1,\n\n b: 2 }", '{"a":', '{"a":1}]', '["open', '{"a" 1 : 2'])(
    "that is none (%s) is read as it is written",
    async (text) => {
      const result = await read("a.json", text);
      expect(textsOf(result, "code").join("")).toBe(text.replace(/\n\n /, ""));
    },
  );
});

describe("YAML", () => {
  it("is read key by key with what is written beside it, records of a list one by one, and comments", async () => {
    const settings = [
      "shop:",
      "  # In summer an hour earlier.",
      '  friday: "8:00-13:00"',
      "  days: [monday, friday]",
      "alarms:",
      "  - sensor: wind",
      "    threshold: 24.5",
      "  - sensor: frost",
      "    threshold: -3",
      "---",
      `note: ${LONG}`,
    ].join("\n");
    expect(places(await read("settings.yaml", settings))).toEqual([
      [null, null, "shop", "# In summer an hour earlier."],
      [null, null, "shop", 'friday: "8:00-13:00"'],
      [null, null, "shop", "days: [monday, friday]"],
      [null, null, "alarms", "sensor: wind\n    threshold: 24.5"],
      [null, null, "alarms", "sensor: frost\n    threshold: -3"],
      [null, null, "", `note: ${LONG}`],
    ]);
  });

  it.each([
    ["a template", "a: {{ .Values.x }}\n{{- if b }}\nc: d\n{{- end }}"],
    ["nested deeper than can be followed", "[".repeat(20_000)],
  ])("that is %s is read as code", async (_, text) => {
    expect(textsOf(await read("chart.yaml", text), "code")).toEqual([text]);
  });
});

describe("source code", () => {
  it("is read as it is written, in blocks between blank lines", async () => {
    const text = "const a = 1;\n  // one\n\n\n  run(a);\n";
    const result = await readBytes("code", new TextEncoder().encode(text), "src/run.ts");
    expect(result).toMatchObject({ title: null, text });
    expect(textsOf(result as Read, "code")).toEqual(["const a = 1;\n  // one", "run(a);"]);
  });
});
