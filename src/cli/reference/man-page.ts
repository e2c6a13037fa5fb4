import { EXIT_CODES } from "../exit-codes.js";
import { CONVENTIONS, describeSettings, FILES, SETTINGS_ABOUT, type SettingDescription } from "./conventions.js";
import type { CommandDescription, OptionDescription, ProgramDescription } from "./describe-program.js";

/** The manual page, section 1, in the man macros of roff. */
export function manPage(program: ProgramDescription): string {
  const { name, version, about, options, commands } = program;
  return `${[
    `.\\" Made from the commands by src/cli/reference/man-page.ts`,
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    // No word is broken: names of variables are to be copied.
    ".nh",
    ".ad l",
    ".SH NAME",
    `${name} \\- answer questions about a folder of documents, with proof`,
    ".SH SYNOPSIS",
    `.B ${name}`,
    "\\fIcommand\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]",
    ".SH DESCRIPTION",
    escaped(about),
    ...options.flatMap(optionLines),
    ".SH COMMANDS",
    ...commands.flatMap(commandLines),
    ".SH EXIT STATUS",
    ...EXIT_CODES.flatMap(([exit, meaning]) => [".TP", `.B ${exit}`, escaped(meaning)]),
    ...CONVENTIONS.flatMap(([title, paragraphs]) => [
      `.SH ${title.toUpperCase()}`,
      ...paragraphs.flatMap((paragraph, i) => [...(i === 0 ? [] : [".PP"]), escaped(paragraph)]),
    ]),
    ".SH SETTINGS",
    escaped(SETTINGS_ABOUT),
    ...describeSettings(program).flatMap(settingLines),
    ".SH FILES",
    ...FILES.flatMap(([path, about]) => [".TP", `.I ${escaped(path)}`, escaped(about)]),
  ].join("\n")}\n`;
}

function commandLines(command: CommandDescription): string[] {
  const { aliases, about, usage, notes, examples } = command;
  const also = aliases.length > 0 ? ` Also called ${aliases.join(", ")}.` : "";
  return [
    `.SS ${escaped(usage.replace(/ \[options\]/, ""))}`,
    escaped(`${about.charAt(0).toUpperCase()}${about.slice(1)}.${also}`),
    ...command.arguments.flatMap(({ name, about, choices }) => {
      const said = [about, choices.join(", ")].filter((part) => part !== "").join(": ");
      return [".TP", `.I ${escaped(name)}`, escaped(said === "" ? name : said)];
    }),
    ...command.options.flatMap(optionLines),
    ...(notes === "" ? [] : verbatim(notes.trim())),
    ...(examples.length === 0 ? [] : verbatim(examples.join("\n"))),
  ];
}

function optionLines({ flags, fullAbout }: OptionDescription): string[] {
  return [".TP", `.B ${escaped(flags)}`, escaped(fullAbout)];
}

function settingLines({ name, flag, environment, fallback, values, about }: SettingDescription): string[] {
  const ways = [flag, environment].filter((way) => way !== null).join(", ");
  const value = fallback === "" ? values : `${values}; default ${fallback}`;
  return [".TP", `.B ${escaped(name)}`, escaped(`${about} (${ways}). Takes ${value}.`)];
}

/** Lines as they are, further in. */
function verbatim(text: string): string[] {
  return [
    ".PP",
    ".RS 4",
    ".nf",
    ...text.split("\n").map((line) => (line === "" ? ".sp" : escaped(line))),
    ".fi",
    ".RE",
  ];
}

/** Text that roff sets as it is: no requests, no escapes, hyphens that can be copied. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^([.'])/gm, "\\&$1")
    .replace(
      /[^ -~\n]/gu,
      (character) => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}
