import type {
  ArgumentDescription,
  CommandDescription,
  ProgramDescription,
  ValueDescription,
} from "../reference/describe-program.js";

/** A script for bash 3.2 or newer that completes commands, options and their values; file names as bash itself does. */
export function bashCompletion({ name, options, commands }: ProgramDescription): string {
  const valued = commands.flatMap((command) => command.options.filter(({ value }) => value).flatMap((o) => o.names));
  const names = commands.flatMap((command) => [command.name, ...command.aliases]);
  return `# Completion of ${name} for bash, made by: ${name} completion bash
_${name}_words() {
  local IFS=$' \\t\\n'
  compopt +o default +o bashdefault 2>/dev/null
  COMPREPLY=($(compgen -W "$1" -- "$2"))
}

_${name}_folders() {
  local IFS=$'\\n'
  compopt -o filenames +o default +o bashdefault 2>/dev/null
  COMPREPLY=($(compgen -d -- "$1"))
}

_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= place=-1 word i
  # bash takes --option=value for three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
    ${unique(valued).join("|")})
      [[ \${COMP_WORDS[i+1]} == = ]] && ((i++))
      ((i++)) ;;
    -*) ;;
    *)
      [[ -z $command ]] && command=$word
      ((place++)) ;;
    esac
  done
  case $command in
  "")
    _${name}_words "${[...names, ...options.flatMap((option) => option.names)].join(" ")}" "$cur"
    # No command begins so: it is a folder to open.
    [[ \${#COMPREPLY[@]} -eq 0 ]] && _${name}_folders "$cur" ;;
${commands.map((command) => commandCase(name, command)).join("\n")}
  esac
}

complete -o bashdefault -o default -F _${name} ${name}
`;
}

function commandCase(program: string, command: CommandDescription): string {
  const valued = command.options.flatMap(({ names, value }) => (value ? [{ names, value }] : []));
  const byAction = new Map<string, string[]>();
  for (const { names, value } of valued) {
    const action = complete(program, value);
    byAction.set(action, [...(byAction.get(action) ?? []), ...names]);
  }
  const values = [...byAction].map(([action, names]) => `    ${names.join("|")}) ${action}; return ;;`);
  const flags = command.options.flatMap(({ names }) => names).join(" ");
  return [
    `  ${[command.name, ...command.aliases].join("|")})`,
    ...(values.length > 0 ? ["    case $prev in", ...values, "    esac"] : []),
    `    if [[ $cur == -* ]]; then _${program}_words "${flags}" "$cur"; return; fi`,
    "    case $place in",
    ...command.arguments.map((argument, i) => argumentCase(program, argument, i)),
    `    *) _${program}_words "" "$cur" ;;`,
    "    esac ;;",
  ].join("\n");
}

function argumentCase(program: string, argument: ArgumentDescription, i: number): string {
  return `    ${i}) ${complete(program, argument)} ;;`;
}

function complete(program: string, { takes, choices }: ValueDescription): string {
  // With nothing in COMPREPLY, bash completes file names by itself, and knows best how to quote them.
  if (takes === "file") return ":";
  if (takes === "folder") return `_${program}_folders "$cur"`;
  return `_${program}_words "${choices.join(" ")}" "$cur"`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
