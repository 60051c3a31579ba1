import { Command } from "commander";
import { ask, canAsk } from "./ask.ts";
import { CommandError } from "./command.ts";
import { confirmed } from "./confirm.ts";
import { accountId, EMPTY, look } from "./deploy/account.ts";
import { committed, deployed } from "./deploy/config.ts";
import { LOCATIONS, plan, type Step, storesOf, type Wanted } from "./deploy/plan.ts";
import { take } from "./deploy/run.ts";

/** `npm run deploy`: puts an instance on the account that is logged in. Exit code 0: done, or shown; 2: not. */

interface Options {
  name?: string;
  location?: string;
  pictures?: boolean;
  user?: string;
  dryRun: boolean;
  yes: boolean;
}

await new Command("npm run deploy --")
  .description("Puts this Darkroom on your Cloudflare account: makes what is missing, migrates, deploys.")
  .option("--location <hint>", `where a new database lies: ${Object.keys(LOCATIONS).join(", ")}`)
  .option("--pictures", "with a bucket for pictures (R2 asks for a payment method)")
  .option("--no-pictures", "without the bucket that is there")
  .option("--name <name>", "of the Worker and its stores: another instance on the same account")
  .option("--user <name>", "whose the first token is")
  .option("--dry-run", "only show the steps", false)
  .option("--yes", "ask nothing", Boolean(process.env.CI))
  .action(main)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof CommandError ? error.message : error);
    process.exitCode = 2;
  });

async function main(options: Options) {
  const toml = committed();
  const before = deployed();
  const name = options.name ?? before?.name ?? toml.name ?? "";
  if (!/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/.test(name)) {
    throw new CommandError(`--name is ${name}; allowed: 1 to 42 lower-case letters, digits and hyphens within`);
  }
  if (options.location !== undefined && !Object.hasOwn(LOCATIONS, options.location)) {
    throw new CommandError(`--location is ${options.location}; allowed: ${Object.keys(LOCATIONS).join(", ")}`);
  }
  const id = accountId();
  if (id === undefined && !options.dryRun) {
    throw new CommandError("Nobody is logged in to Cloudflare. First: npx wrangler login, or set CLOUDFLARE_API_TOKEN");
  }
  const account = id === undefined ? EMPTY : look(id, name, options.pictures === true);
  const wanted: Wanted = { name, location: options.location, pictures: options.pictures, user: options.user };
  const isNew = storesOf(wanted, account, toml, before).databaseId === undefined;
  const asks = canAsk() && !options.yes && !options.dryRun;
  if (isNew && wanted.location === undefined && !options.dryRun) wanted.location = await askLocation(asks);
  if (wanted.user === undefined && asks)
    wanted.user = (await ask("Whose is the first token? (blank: none)")) || undefined;

  const steps = plan(wanted, account, toml, before);
  if (id === undefined) console.log("Nobody is logged in: these are the steps for an account that has nothing.");
  show(steps);
  if (id === undefined || options.dryRun) return console.log("\nNothing was done.");
  await confirmed(`\nOn the account ${id}.`, options.yes);
  const url = await take(steps, wanted, id, toml, before);
  const next = wanted.user === undefined ? "tokens create --user NAME --remote" : "import PATH… --user NAME --remote";
  console.log(`\nDarkroom answers at ${url || "the routes of your account"}\nNext: npm run darkroom -- ${next}`);
}

async function askLocation(asks: boolean): Promise<string> {
  const list = Object.entries(LOCATIONS).map(([hint, where]) => `  ${hint}  ${where}`);
  const question = `Where will most requests come from? The database can't be moved later.\n${list.join("\n")}\n`;
  const given = asks ? await ask(question) : "";
  if (Object.hasOwn(LOCATIONS, given)) return given;
  const what = asks ? `It is ${given}` : "Where the database lies can't be changed later; say it with --location";
  throw new CommandError(`${what}; allowed: ${Object.keys(LOCATIONS).join(", ")}`);
}

function show(steps: Step[]) {
  for (const [i, { says, args }] of steps.entries()) {
    console.log(`${String(i + 1).padStart(2)}. ${says}${args ? `\n      wrangler ${args.map(quoted).join(" ")}` : ""}`);
  }
}

function quoted(text: string): string {
  return /[\s*]/.test(text) ? `"${text}"` : text;
}
