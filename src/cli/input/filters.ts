import { type Command, InvalidArgumentError } from "commander";
import { FILTER_DATE_PROBLEM, type Filters, filterDate, withField } from "../../contract/filters.js";
import { asDocumentId } from "../../contract/ids.js";
import { collect } from "./options.js";

/** Flags that narrow the documents searched. */
export function addFilters(command: Command): Command {
  return command
    .option("--path <glob>", "search these files or folders only (repeatable)", collect)
    .option("--type <ending>", "search files with this ending only, such as md (repeatable)", collect)
    .option("--document <id>", "search this document only (repeatable)", collect)
    .option("--after <date>", "search files modified after this date only", dateOf)
    .option("--before <date>", "search files modified before this date only", dateOf)
    .option("--where <field=text>", "search documents that say this of themselves only (repeatable)", fieldOf)
    .option("--tag <tag>", "search documents with this tag only (repeatable)", collect)
    .option("--since <date>", "search documents that date themselves on this day or later only", dateOf)
    .option("--until <date>", "search documents that date themselves on this day or earlier only", dateOf)
    .option("--from <text>", "search mails of this sender only, by part of a name or address (repeatable)", collect)
    .option("--to <text>", "search mails to this person only, copies too (repeatable)", collect)
    .option("--subject <text>", "search mails with this in their subject only (repeatable)", collect)
    .option("--sent-after <date>", "search mails sent after this date only", dateOf)
    .option("--sent-before <date>", "search mails sent before this date only", dateOf);
}

/** Checked here, where the flag's name is known. */
function dateOf(value: string): string {
  if (filterDate(value) === null)
    throw new InvalidArgumentError(`${FILTER_DATE_PROBLEM[0]?.toUpperCase()}${FILTER_DATE_PROBLEM.slice(1)}.`);
  return value;
}

type Where = NonNullable<Filters["where"]>;

/** `author=Smith`, beside those that were given before. */
function fieldOf(value: string, earlier: Where = {}): Where {
  const where = withField(earlier, value);
  if (where === null) throw new InvalidArgumentError("It takes a field and a text: author=Smith");
  return where;
}

type FilterOptions = Readonly<Record<string, string | string[] | undefined>> & { readonly where?: Where };

export function filtersOf(options: FilterOptions): { filters?: Filters } {
  const { path, type, document, after, before, from, to, subject, sentAfter, sentBefore } = options;
  const { tag, where, since, until } = options;
  const filters: Filters = {
    ...(path && { paths: [path].flat() }),
    ...(type && { types: [type].flat() }),
    ...(document && { documentIds: [document].flat().map(asDocumentId) }),
    ...(typeof after === "string" && { modifiedAfter: after }),
    ...(typeof before === "string" && { modifiedBefore: before }),
    ...(tag && { tags: [tag].flat() }),
    ...(where && { where }),
    ...(typeof since === "string" && { since }),
    ...(typeof until === "string" && { until }),
    ...(from && { from: [from].flat() }),
    ...(to && { to: [to].flat() }),
    ...(subject && { subject: [subject].flat() }),
    ...(typeof sentAfter === "string" && { sentAfter }),
    ...(typeof sentBefore === "string" && { sentBefore }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}
