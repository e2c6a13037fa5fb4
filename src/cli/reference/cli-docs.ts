import { EXIT_CODES } from "../exit-codes.js";
import { CONVENTIONS, describeSettings, FILES, SETTINGS_ABOUT } from "./conventions.js";
import type {
  ArgumentDescription,
  CommandDescription,
  OptionDescription,
  ProgramDescription,
} from "./describe-program.js";

/** The reference of the commands as Markdown. */
export function cliDocs(program: ProgramDescription): string {
  const settings = describeSettings(program).map(({ name, flag, environment, fallback, values, about }) => [
    code(name),
    flag === null ? "" : code(flag),
    code(environment),
    fallback === "" ? "" : code(fallback),
    values,
    about,
  ]);
  return `${[
    "# Commands",
    "<!-- Made from the commands by src/cli/reference/cli-docs.ts: UPDATE_DOCS=1 npx vitest run tests/cli/reference/reference.test.ts -->",
    `${program.about} \`footnote <command> --help\` says the same as this page; so does the manual, [docs/man/footnote.1](man/footnote.1).`,
    program.commands
      .map(({ name, about }) => `- [\`${program.name} ${name}\`](#footnote-${name}): ${about}`)
      .join("\n"),
    ...program.commands.map((command) => commandSection(program.name, command)),
    "## Exit codes",
    table(
      ["code", "meaning"],
      EXIT_CODES.map(([exit, meaning]) => [String(exit), meaning]),
    ),
    "A batch, or questions from standard input to `chat`, end with the worst of theirs: 2, then 5, 1, 3, 0.",
    ...CONVENTIONS.flatMap(([title, paragraphs]) => [`## ${title}`, ...paragraphs.map(withCode)]),
    "## Files",
    table(
      ["path", ""],
      FILES.map(([path, about]) => [code(path), withCode(about)]),
    ),
    "## Settings",
    withCode(SETTINGS_ABOUT),
    table(["setting", "flag", "environment", "default", "takes", ""], settings),
  ].join("\n\n")}\n`;
}

function commandSection(program: string, command: CommandDescription): string {
  const { name, aliases, about, usage, notes, examples } = command;
  const parts = [
    `## ${program} ${name}`,
    `${capitalised(about)}.${aliases.length > 0 ? ` Also called ${aliases.map(code).join(", ")}.` : ""}`,
    fenced(usage),
    command.arguments.length > 0 ? table(["argument", ""], command.arguments.map(argumentRow)) : "",
    command.options.length > 0 ? table(["option", ""], command.options.map(optionRow)) : "",
    notes === "" ? "" : fenced(notes.trim(), "text"),
    examples.length > 0 ? fenced(examples.join("\n")) : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function argumentRow({ name, about, choices }: ArgumentDescription): string[] {
  const said = [about, ...(choices.length > 0 ? [choices.map(code).join(", ")] : [])];
  return [code(name), said.filter((part) => part !== "").join(": ")];
}

function optionRow({ flags, fullAbout }: OptionDescription): string[] {
  return [code(flags), fullAbout];
}

/** Flags, variables, files and command lines in a text of plain words. */
function withCode(text: string): string {
  return text.replace(
    /vim -q <\(.*?\)|--[a-z-]+|\b[A-Z]+_[A-Z]+(?:=1|=0)?\b|TERM=dumb|footnote\.config\.json|path:line: quote/g,
    (found) => code(found),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function fenced(text: string, language = "sh"): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function code(text: string): string {
  return `\`${text}\``;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
