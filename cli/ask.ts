import { createInterface } from "node:readline/promises";
import { CommandError } from "./command.ts";

/** Whether somebody is there to be asked. */
export const canAsk = () => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/** What is typed in answer to a question, without the spaces around it. */
export async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}

/** Goes on only where somebody says yes, or has said `--yes`. Throws where nothing is to be done. */
export async function agree(what: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!canAsk()) throw new CommandError(`${what}\nNobody can be asked here: say --yes to do it.`);
  if (!/^y(es)?$/i.test(await ask(`${what} Go on? (y/N)`))) throw new CommandError("Nothing was done.");
}
