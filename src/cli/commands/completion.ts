import { Argument, Command } from "commander";
import type { CliContext } from "../context.js";
import { oneOf } from "../input/options.js";
import { addHelpNotes } from "../reference/help-notes.js";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

const NOTES = `
Each shell reads it at its start from then on:
  bash  echo 'eval "$(footnote completion bash)"' >> ~/.bashrc
  zsh   echo 'eval "$(footnote completion zsh)"' >> ~/.zshrc     (below the line with compinit)
  fish  footnote completion fish > ~/.config/fish/completions/footnote.fish`;

export function completionCommand(context: CliContext): Command {
  const command = new Command("completion")
    .description("print a script that completes commands, options and file names in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS).argParser(oneOf(SHELLS)));
  addHelpNotes(command, { notes: NOTES, examples: ['eval "$(footnote completion bash)"'] });
  return command.action(async (shell: Shell) => {
    const { describeProgram } = await import("../reference/describe-program.js");
    const scripts = {
      bash: async () => (await import("../completion/bash.js")).bashCompletion,
      zsh: async () => (await import("../completion/zsh.js")).zshCompletion,
      fish: async () => (await import("../completion/fish.js")).fishCompletion,
    };
    const script = await scripts[shell]();
    context.stdout.write(script(describeProgram(command.parent as Command)));
  });
}
