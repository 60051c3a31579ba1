import type { Command } from "commander";
import { confirmed } from "../confirm.ts";
import type { Platform } from "../platform.ts";

/** The options that every command has: where it works, and whether it asks. */
interface Where {
  remote?: boolean;
  yes?: boolean;
}

// One process does one command.
let chosen: Where = {};

/** Whether the command that runs was told to work on the deployed instance. */
export const isRemote = () => chosen.remote === true;

/** Gives every command `--remote` and `--yes`, and notes which were said before it runs. */
export function everywhere(program: Command): void {
  for (const command of leaves(program)) {
    command.option("--remote", "on the deployed instance, not on this machine");
    const asks = command.options.some(({ long }) => long === "--yes");
    if (!asks) command.option("--yes", "don't ask before something can't be undone there");
  }
  program.hook("preAction", (_, command) => {
    chosen = command.opts<Where>();
  });
}

/** The commands that do something: those without commands of their own. */
export function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

/** Asks before something is done to the deployed instance that can't be undone or writes much; never locally. */
export async function sure({ remote }: Platform, what: string): Promise<void> {
  if (remote) await confirmed(`On the deployed instance: ${what}`, chosen.yes);
}
