import { createInterface } from "node:readline/promises";

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
