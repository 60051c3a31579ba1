import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Preloaded into every process of a command (`NODE_OPTIONS`): stands where Cloudflare would. A process that would be
 * wrangler is answered here, from an invented account in the file that ACCOUNT names, and noted; SQL is run by the real
 * wrangler on a local database. Remote bindings are those of local stores in the account's folder (`far.ts`).
 */

export interface Account {
  folder: string;
  accounts: { id: string; name: string }[];
  databases: { name: string; uuid: string }[];
  namespaces: { title: string; id: string }[];
  buckets: string[];
  r2: boolean;
  /** Whether the database is really migrated, for commands on it. That takes a while. */
  migrates: boolean;
  workers: string[];
  /** The beginning of a command that fails. */
  fails?: string;
}

const file = process.env.ACCOUNT ?? "";
const args = process.argv.slice(2);

const isWrangler = process.argv[1]?.endsWith(join("wrangler", "bin", "wrangler.js"));
// What it does on this machine it does itself.
if (isWrangler && !args.includes("--local")) answer();
else {
  const far = pathToFileURL(join(import.meta.dirname, "far.ts")).href;
  registerHooks({
    resolve: (name, context, next) =>
      name === "wrangler" && context.parentURL !== far ? { url: far, shortCircuit: true } : next(name, context),
  });
}

function answer(): never {
  const account = JSON.parse(readFileSync(file, "utf8")) as Account;
  const command = args.join(" ");
  appendFileSync(join(account.folder, "calls"), `${command}\n`);
  const is = (start: string) => command.startsWith(start);
  const print = (value: unknown) => end(0, JSON.stringify(value));
  if (account.fails && is(account.fails)) end(1, "", "The network is down. [code: 1]");
  if (is("whoami")) account.accounts.length > 0 ? print({ loggedIn: true, accounts: account.accounts }) : end(1, "{}");
  if (process.env.CLOUDFLARE_ACCOUNT_ID === undefined) end(1, "", "Which account?");
  if (is("d1 list")) print(account.databases);
  if (is("kv namespace list")) print(account.namespaces);
  if (is("r2 bucket") && !account.r2) end(1, "", "Please enable R2 through the Cloudflare Dashboard. [code: 10042]");
  if (is("r2 bucket list")) end(0, account.buckets.map((name) => `name:  ${name}\ncreation_date:  2026`).join("\n\n"));
  if (is("deployments list")) {
    account.workers.includes(args[3] ?? "") ? print([]) : end(1, "", "This Worker does not exist. [code: 10007]");
  }
  if (is("d1 create")) account.databases.push({ name: args[2] ?? "", uuid: `database-of-${args[2]}` });
  else if (is("kv namespace create")) account.namespaces.push({ title: args[3] ?? "", id: `namespace-of-${args[3]}` });
  else if (is("r2 bucket create")) account.buckets.push(args[3] ?? "");
  else if (is("d1 execute") || (is("d1 migrations apply") && account.migrates)) really(account);
  else if (is("deploy")) deploy(account);
  else if (!is("d1 migrations apply")) end(1, "", `unknown: ${command}`);
  writeFileSync(file, JSON.stringify(account));
  end(0, "done");
}

function really({ folder }: Account): never {
  const local = [...args.map((arg) => (arg === "--remote" ? "--local" : arg)), "--persist-to", join(folder, "far")];
  const env = { ...process.env, NODE_OPTIONS: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [process.argv[1] ?? "", ...local], {
    env,
    encoding: "utf8",
  });
  end(status ?? 1, stdout, stderr);
}

function deploy(account: Account) {
  const { name } = JSON.parse(readFileSync(args[2] ?? "", "utf8"));
  account.workers = [...new Set([...account.workers, name])];
  const did = { type: "deploy", version: 1, worker_name: name, targets: [`https://${name}.wren.workers.dev`] };
  appendFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH ?? "", `{"type":"wrangler-session"}\n${JSON.stringify(did)}\n`);
}

function end(code: number, stdout = "", stderr = ""): never {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exit(code);
}
