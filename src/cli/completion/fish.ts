import type {
  CommandDescription,
  OptionDescription,
  ProgramDescription,
  ValueDescription,
} from "../reference/describe-program.js";

/** A script for fish 3 or newer. */
export function fishCompletion({ name, options, commands }: ProgramDescription): string {
  const add = (condition: string, rest: string) => `complete -c ${name} -n ${quote(condition)} ${rest}`;
  const lines = [
    `# Completion of ${name} for fish, made by: ${name} completion fish`,
    // No file names but where a file is meant.
    `complete -c ${name} -f`,
    ...options.map((option) => add("__fish_use_subcommand", flag(option))),
  ];
  for (const command of commands) {
    for (const one of [command.name, ...command.aliases]) {
      lines.push(add("__fish_use_subcommand", `-a ${one} -d ${quote(command.about)}`));
    }
  }
  // What is no command is a folder to open.
  lines.push(add("__fish_use_subcommand", "-a '(__fish_complete_directories)'"));
  for (const command of commands) {
    const isIt = `__fish_seen_subcommand_from ${[command.name, ...command.aliases].join(" ")}`;
    lines.push(...command.options.map((option) => add(isIt, flag(option))), ...argumentLines(command, isIt, add));
  }
  return `${lines.join("\n")}\n`;
}

function argumentLines(
  command: CommandDescription,
  isIt: string,
  add: (condition: string, rest: string) => string,
): string[] {
  const [first] = command.arguments;
  const values = first ? valuesOf(first) : "";
  return values === "" ? [] : [add(isIt, values)];
}

function flag({ names, about, value }: OptionDescription): string {
  const spelled = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  // -x: a value, and no file names.
  const values = value ? [value.takes === "file" ? "-r" : "-x", valuesOf(value)] : [];
  return [...spelled, ...values, "-d", quote(about)].filter((part) => part !== "").join(" ");
}

function valuesOf({ takes, choices }: ValueDescription): string {
  switch (takes) {
    case "file":
      return "-F";
    case "folder":
      return "-a '(__fish_complete_directories)'";
    case "choice":
      return `-a ${quote(choices.join(" "))}`;
    case "text":
      return "";
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
