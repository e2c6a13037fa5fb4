import { type Command, Option } from "commander";
import { type CliContext, print, toJson } from "../context.js";

/** `jsonl` is one object a line, each printed as soon as it is known. */
export type OutputFormat = "text" | "json" | "jsonl";

interface FormatHelp {
  readonly json: string;
  readonly jsonl: string;
}

/** Flags of a command whose result is a list of things. */
export function addListFormats(command: Command, { json, jsonl }: FormatHelp): Command {
  return command.option("--json", json).addOption(new Option("--jsonl", jsonl).conflicts("json"));
}

export function formatOf({ json, jsonl }: Readonly<Record<string, unknown>>): OutputFormat {
  if (jsonl === true) return "jsonl";
  return json === true ? "json" : "text";
}

/** Prints values as they come: each on a line, or all as one array on one line. */
export class ListPrinter {
  #printed = 0;

  constructor(
    private readonly context: CliContext,
    private readonly format: "json" | "jsonl",
  ) {}

  add(value: unknown): void {
    if (this.format === "jsonl") print(this.context, toJson(value));
    else this.context.stdout.write(`${this.#printed === 0 ? "[" : ","}${toJson(value)}`);
    this.#printed += 1;
  }

  /** All has been added. */
  end(): void {
    if (this.format === "json") print(this.context, this.#printed === 0 ? "[]" : "]");
  }

  /** What was to come will not: what has been printed is made whole, and nothing stays nothing. */
  breakOff(): void {
    if (this.#printed > 0) this.end();
  }
}
