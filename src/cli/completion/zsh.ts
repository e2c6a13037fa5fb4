import type { CommandDescription, ProgramDescription, ValueDescription } from "../reference/describe-program.js";
import { quoted } from "./shell-word.js";

/** A script for zsh, to be read from `fpath` or evaluated. */
export function zshCompletion({ name, options, commands }: ProgramDescription): string {
  const described = commands.flatMap((command) =>
    [command.name, ...command.aliases].map((one) => `      ${quoted(`${one}:${command.about}`)}`),
  );
  const programOptions = options.flatMap(({ names, about }) => names.map((one) => quoted(`${one}${bracketed(about)}`)));
  return `#compdef ${name}
# Completion of ${name} for zsh, made by: ${name} completion zsh
_${name}() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C ${programOptions.join(" ")} ': :->command' '*:: :->rest' && return
  case $state in
  command)
    local -a commands=(
${described.join("\n")}
    )
    _describe -t commands 'command' commands || _files -/ ;;
  rest)
    curcontext="\${curcontext%:*}-$words[1]:"
    case $words[1] in
${commands.map(commandCase).join("\n")}
    esac ;;
  esac
}

if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function commandCase(command: CommandDescription): string {
  const options = command.options.flatMap(({ names, about, value }) =>
    names.map((name) => {
      const repeat = value ? "*" : "";
      const assigns = value && name.startsWith("--") ? "=" : "";
      return quoted(`${repeat}${name}${assigns}${bracketed(about)}${value ? valueSpec(value) : ""}`);
    }),
  );
  const places = command.arguments.map((argument, i) =>
    quoted(`${argument.isVariadic ? "*" : i + 1}${valueSpec(argument)}`),
  );
  const specs = [...options, ...places].map((spec) => `        ${spec}`).join(" \\\n");
  return `    ${[command.name, ...command.aliases].join("|")})\n      _arguments \\\n${specs} ;;`;
}

function valueSpec({ name, takes, choices }: ValueDescription): string {
  const actions = { file: "_files", folder: "_files -/", choice: `(${choices.join(" ")})`, text: " " };
  return `:${name}:${actions[takes]}`;
}

function bracketed(about: string): string {
  return `[${about.replace(/[[\]\\]/g, "\\$&")}]`;
}
