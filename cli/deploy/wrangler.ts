import { spawnSync } from "node:child_process";
import { CommandError } from "../command.ts";
import { WRANGLER } from "../platform.ts";

interface Answer {
  ok: boolean;
  stdout: string;
  /** Both streams, for people. */
  said: string;
}

/** Runs wrangler without questions to its end, for the account with this id where one is given. */
export function wrangler(args: string[], account?: string): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [WRANGLER, ...args], {
    env: { ...environment(account), CI: "true" },
    encoding: "utf8",
  });
  return { ok: status === 0, stdout, said: `${stdout}${stderr}`.trim() };
}

/** The same; throws, with what it said, where it fails. */
export function needWrangler(args: string[], account?: string): string {
  const { ok, stdout, said } = wrangler(args, account);
  if (!ok) throw failed(args, said);
  return stdout;
}

/** Runs wrangler in this terminal, where it may ask: `more` goes into its environment. */
export function showWrangler(args: string[], account: string | undefined, more: Record<string, string>): void {
  const options = { env: { ...environment(account), ...more }, stdio: "inherit" } as const;
  const { status } = spawnSync(process.execPath, [WRANGLER, ...args], options);
  if (status !== 0) throw failed(args, "");
}

const environment = (account?: string) => ({
  ...process.env,
  WRANGLER_SEND_METRICS: "false",
  ...(account !== undefined && { CLOUDFLARE_ACCOUNT_ID: account }),
});

function failed(args: string[], said: string): CommandError {
  const r2 = /code: 10042/.test(said)
    ? "\nR2 must be turned on in the dashboard first, with a payment method; or leave --pictures out."
    : "";
  const next = "What was done until here stays and is found again: the same command goes on from it.";
  return new CommandError(`${said}${said && "\n"}wrangler ${args.join(" ")} failed.${r2} ${next}`);
}
