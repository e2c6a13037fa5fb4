import { describe, expect, it } from "vitest";
import { NOWHERE } from "../../../src/core/document.js";
import { span } from "../../../src/core/spans.js";
import { factsOf } from "../../../src/language/en/facts.js";
import type { StoredSentence } from "../../../src/store/index-store.js";
import { toldRow } from "../../../src/verify/statements/told-row.js";

const TABLES = {
  "a sheet": ["Model | Weight (kg) | Price (EUR) | Kind", "Helios Duo | 29.5 | 1120 | wall boiler"],
  "a CSV file": ["Model,Weight (kg),Price (EUR),Kind", '"Helios Duo",29.5,1120,wall boiler'],
  Markdown: ["| Model | Weight (kg) | Price (EUR) | Kind |", "| Helios Duo | 29.5 | 1120 | wall boiler |"],
};

function told([header, row]: readonly string[], statement: string): string | null {
  const text = `${header}\n${row}\n`;
  const start = header!.length + 1;
  const sentence: StoredSentence = {
    ...span(start, start + row!.length),
    ...NOWHERE,
    kind: "table_row",
    header: span(0, header!.length),
  };
  return toldRow({ text }, sentence, factsOf(statement));
}

describe.each(Object.entries(TABLES))("a row of %s", (_, table) => {
  it("is told with the figure whose column a statement names, and its unit", () => {
    expect(told(table, "The Helios Duo weighs 29.5 kg.")).toBe("model: Helios Duo; weight: 29.5 kg; kind: wall boiler");
    expect(told(table, "Its price is 1120.")).toBe("model: Helios Duo; price: EUR 1120; kind: wall boiler");
  });

  it("stands for itself where no column of figures is named, or one figure beside the name of another's", () => {
    expect(told(table, "The Helios Duo is a wall boiler.")).toBeNull();
    expect(told(table, "The Helios Duo weighs 1120 kg and costs 29.5 EUR.")).toBeNull();
  });
});

it("a row whose cells don't fit its header stands for itself", () => {
  expect(told(["Model | Weight", "a | 1 | 2"], "The weight is 1.")).toBeNull();
});
