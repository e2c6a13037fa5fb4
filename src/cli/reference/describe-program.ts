import type { Argument, Command, Option } from "commander";
import { helpNotesOf } from "./help-notes.js";

/** What may stand in the place of a value. */
export interface ValueDescription {
  /** As the help calls it: `folder`. */
  readonly name: string;
  readonly takes: "file" | "folder" | "choice" | "text";
  /** Empty unless it takes a choice. */
  readonly choices: readonly string[];
}

export interface OptionDescription {
  /** As the help shows it: `--top-k <number>`. */
  readonly flags: string;
  /** `-h` where there is one, and `--help`. */
  readonly names: readonly string[];
  /** Without what the environment and the default are. */
  readonly about: string;
  /** As the help says it. */
  readonly fullAbout: string;
  /** `null` for one that is given or not. */
  readonly value: ValueDescription | null;
}

export interface ArgumentDescription extends ValueDescription {
  readonly about: string;
  readonly isVariadic: boolean;
}

export interface CommandDescription {
  /** Empty for the program itself. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly about: string;
  /** `footnote ask [options] [question...]` */
  readonly usage: string;
  readonly arguments: readonly ArgumentDescription[];
  readonly options: readonly OptionDescription[];
  readonly notes: string;
  readonly examples: readonly string[];
}

export interface ProgramDescription {
  readonly name: string;
  readonly version: string;
  readonly about: string;
  readonly options: readonly OptionDescription[];
  readonly commands: readonly CommandDescription[];
}

/** Values by the names that the help gives them; any other name stands for text. */
const TAKES: Readonly<Record<string, "file" | "folder">> = {
  file: "file",
  folder: "folder",
  glob: "file",
  document: "file",
  where: "file",
};

/** The commands with their options and arguments, as their help has them: for completion, manual and reference. */
export function describeProgram(program: Command): ProgramDescription {
  const commands = program.createHelp().visibleCommands(program);
  return {
    name: program.name(),
    version: program.version() ?? "",
    about: program.description(),
    options: optionsOf(program),
    commands: commands.map((command) => describeCommand(command, commands)),
  };
}

function describeCommand(command: Command, all: readonly Command[]): CommandDescription {
  const help = command.createHelp();
  const { notes = "", examples = [] } = helpNotesOf(command) ?? {};
  const names = all.map((one) => one.name());
  return {
    name: command.name(),
    aliases: command.aliases(),
    about: command.description(),
    usage: usageOf(command),
    arguments: command.registeredArguments.map((argument) => describeArgument(argument, names)),
    options: command.name() === "help" ? [] : optionsOf(command),
    notes,
    examples,
  };

  function usageOf(one: Command): string {
    // Commander's own help command has no parent to name.
    const usage = help.commandUsage(one);
    return usage.startsWith("footnote ") ? usage : `footnote ${usage}`;
  }
}

function describeArgument(argument: Argument, commands: readonly string[]): ArgumentDescription {
  const name = argument.name();
  // Of `footnote help [command]`.
  const choices = name === "command" ? commands : (argument.argChoices ?? []);
  return { ...describeValue(name, choices), about: argument.description, isVariadic: argument.variadic };
}

function optionsOf(command: Command): OptionDescription[] {
  const help = command.createHelp();
  return help.visibleOptions(command).map((option) => ({
    flags: option.flags,
    names: [option.short, option.long].filter((name) => name !== undefined),
    about: option.description.replace(/ \(FOOTNOTE_.*\)$/, ""),
    fullAbout: help.optionDescription(option),
    value: optionValue(option),
  }));
}

function optionValue(option: Option): ValueDescription | null {
  const [, name] = /[<[](\w+)/.exec(option.flags) ?? [];
  return name === undefined ? null : describeValue(name, option.argChoices ?? []);
}

function describeValue(name: string, choices: readonly string[]): ValueDescription {
  return { name, takes: choices.length > 0 ? "choice" : (TAKES[name] ?? "text"), choices };
}
