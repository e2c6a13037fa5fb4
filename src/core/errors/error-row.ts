/**
 * What an error of one code is: `{name}` in the texts is filled from the error's details, `{message}` in `outside` with
 * the filled message.
 */
export interface ErrorRow {
  /** HTTP status. */
  readonly status: number;
  readonly exit: 2 | 4 | 130;
  readonly message: string;
  /** The message for those who aren't on this machine: without its paths, processes, and what a library said of them. */
  readonly outside?: string;
  /** What to do now. */
  readonly hint: string;
}

/** The names that the templates are filled by. */
export type Fields<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Fields<Rest>
  : never;

/** What may be filled into a message for anyone: numbers, ids, and what whoever asked has sent. */
const SAID_TO_ANYONE = ["length", "limit", "seconds", "id", "field", "value", "type", "method", "when"] as const;
type SaidToAnyone = (typeof SAID_TO_ANYONE)[number];

/** What a row must have besides: `outside`, where its message names anything else, as a path; of its own names alone. */
type WithOutside<Row extends ErrorRow> =
  Exclude<Fields<Row["message"]>, SaidToAnyone> extends never
    ? unknown
    : { readonly outside: string } & (Row extends { readonly outside: infer Outside extends string }
        ? Exclude<Fields<Outside>, Fields<Row["message"]> | "message"> extends never
          ? unknown
          : { readonly outside: `{${Fields<Row["message"]> | "message"}}` }
        : unknown);

/** Rows of the catalogue, each checked to say what those outside are told where its message is not for them. */
export function errorRows<const Rows extends Readonly<Record<string, ErrorRow>>>(
  rows: Rows & { readonly [Code in keyof Rows]: WithOutside<Rows[Code]> },
): Rows {
  return rows;
}

/** For a message that names more than it may, in a row that slipped past the check. */
const OPAQUE = "Something went wrong.";

/** The template of what those outside are told. */
export function outsideTemplate({ message, outside }: ErrorRow): string {
  if (outside !== undefined) return outside;
  const names = [...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return names.every((name) => (SAID_TO_ANYONE as readonly (string | undefined)[]).includes(name)) ? message : OPAQUE;
}
