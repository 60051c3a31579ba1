import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../command.ts";
import { openRemote } from "../remote.ts";
import { createToken, listTokens } from "../tokens.ts";
import { look } from "./account.ts";
import { type Config, configOf, DEPLOYED } from "./config.ts";
import { type Step, storesOf, type Wanted } from "./plan.ts";
import { needWrangler, showWrangler } from "./wrangler.ts";

/** Takes the steps of a plan, telling each before. Returns the URL that the Worker answers at; "" where wrangler names none. */
export async function take(
  steps: Step[],
  wanted: Wanted,
  account: string,
  toml: Config,
  deployed: Config | undefined,
): Promise<string> {
  let url = "";
  for (const [i, step] of steps.entries()) {
    console.log(`${i + 1}. ${step.says}`);
    const args = step.args ?? [];
    if (step.kind === "create") needWrangler(args, account);
    else if (step.kind === "write") writeConfig(wanted, account, toml, deployed);
    else if (step.kind === "check") check(needWrangler(args, account), wanted);
    // What it asks was asked before: whether to go on.
    else if (step.kind === "migrate") showWrangler(args, account, { CI: "true" });
    else if (step.kind === "deploy") url = deploy(args, account);
    else await firstToken(wanted.user ?? "");
  }
  return url;
}

function writeConfig(wanted: Wanted, id: string, toml: Config, deployed: Config | undefined) {
  const stores = storesOf(wanted, look(id, wanted.name, wanted.pictures === true), toml, deployed);
  const { databaseId, namespaceId, pictures } = stores;
  if (databaseId === undefined || namespaceId === undefined) {
    throw new CommandError("What was just made is not in the account's lists yet. Do it again in a minute.");
  }
  const config = configOf(toml, { name: wanted.name, account: id, databaseId, namespaceId, pictures });
  writeFileSync(DEPLOYED, `${JSON.stringify(config, null, 2)}\n`);
}

function check(stdout: string, { name }: Wanted) {
  const [answer] = JSON.parse(stdout) as { results: { tables: number; ours: number }[] }[];
  const { tables = 0, ours = 0 } = answer?.results[0] ?? {};
  if (tables === 0 || ours > 0) return;
  rmSync(DEPLOYED);
  throw new CommandError(
    `The database of ${name} holds ${tables} tables of something else. Choose a name: --name NAME`,
  );
}

// Wrangler writes what it did, a line of JSON each, into a file that is named to it.
function deploy(args: string[], account: string): string {
  const folder = mkdtempSync(join(tmpdir(), "darkroom-"));
  const file = join(folder, "output.ndjson");
  try {
    showWrangler(args, account, { WRANGLER_OUTPUT_FILE_PATH: file });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as { type: string; targets?: string[] });
    return entries.find(({ type }) => type === "deploy")?.targets?.[0] ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function firstToken(user: string) {
  const platform = await openRemote();
  try {
    if ((await listTokens(platform)).length > 0) return console.log("   There are tokens.");
    const { token } = await createToken(platform, user, { scope: [] });
    console.log(`   access_token: ${token}\n   It is not shown again.`);
  } finally {
    await platform.close();
  }
}
