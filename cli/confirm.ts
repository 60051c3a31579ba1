import { createInterface } from "node:readline/promises";
import { CommandError } from "./command.ts";

type Terminal = { input: NodeJS.ReadableStream & { isTTY?: boolean }; output: NodeJS.WritableStream };

/**
 * Asks before something is destroyed, unless `yes` was said in the command. Throws where the answer is not yes, and where
 * there is no terminal to ask at.
 */
export async function confirmed(
  what: string,
  yes: boolean | undefined,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (yes) return;
  if (!input.isTTY) throw new CommandError(`${what}\nThere is no terminal to ask at: say --yes to do it.`);
  const asking = createInterface({ input, output });
  // Ctrl-D, or Ctrl-C, is no answer.
  const answer = await Promise.race([
    asking.question(`${what} Do it? [y/N] `),
    new Promise<string>((resolve) => asking.once("close", () => resolve(""))),
  ]);
  asking.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError("Nothing was changed.");
}
