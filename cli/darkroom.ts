import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { Command } from "commander";
import { createClient } from "./clients.ts";
import { CommandError } from "./command.ts";
import { importRecords } from "./import/import.ts";
import { records } from "./import/source.ts";
import { begin, summary } from "./import/tally.ts";
import { openPlatform, type Platform } from "./platform.ts";
import { createToken, listTokens, revokeToken } from "./tokens.ts";

/** The operator's tool: `npm run darkroom -- <noun> <verb>`. Exit code 0: done, 1: done in part, 2: not done. */

const program = new Command("npm run darkroom --").description("Runs a Darkroom: what it shows, and who may ask.");

program
  .command("import")
  .description("take v1 JSON into the collection: responses, lists, single media, or one of these a line")
  .argument("<file...>", "files; - is standard input")
  .option("--ndjson", "the input is newline-delimited, even if its first line is damaged")
  .option("--json", "print the summary as JSON")
  .action((files: string[], options: { ndjson?: boolean; json?: boolean }) =>
    withPlatform(async ({ db }) => {
      // npm runs this in the project's folder; names are relative to where it was called.
      const from = process.env.INIT_CWD ?? process.cwd();
      const paths = files.map((file) => (file === "-" ? file : resolve(from, file)));
      for (const path of paths) if (path !== "-") await stat(path).catch(() => fail(`There is no file ${path}.`));
      const progress = begin((where, reason) => console.error(`refused: ${where}: ${reason}`));
      for (const [i, path] of paths.entries()) {
        const stream = path === "-" ? process.stdin : createReadStream(path);
        const lines = options.ndjson || [".ndjson", ".jsonl"].includes(extname(path));
        await importRecords(db, records(stream.setEncoding("utf8"), lines), progress, files[i]);
      }
      console.log(options.json ? JSON.stringify(progress.tally) : summary(progress.tally));
      if (progress.tally.refused > 0) process.exitCode = 1;
    }),
  );

const tokens = program.command("tokens").description("who may ask, as a user");

tokens
  .command("create")
  .description("make a token; it is printed this once and stored nowhere")
  .requiredOption("--user <name>", "whose token it is: a username, made where there is none")
  .option("--scope <scope...>", "what it may do besides reading: likes (comments, relationships are accepted)", [])
  .option("--expires <time>", "how long it lives, as 90m, 12h or 30d; for ever without")
  .option("--json", 'print {"access_token": …} alone')
  .action((options: { user: string; scope: string[]; expires?: string; json?: boolean }) =>
    withPlatform(async (platform) => {
      const { token, user } = await createToken(platform, options.user, options.scope, options.expires);
      if (options.json) console.log(JSON.stringify({ access_token: token }));
      else console.log(`access_token: ${token}\nfor user ${user.username} (id ${user.id}). It is not shown again.`);
    }),
  );

tokens
  .command("list")
  .description("the tokens that are valid, by fingerprint")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const list = await listTokens(platform);
      if (options.json) console.log(JSON.stringify(list));
      const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ");
      for (const { fingerprint, user_id, scopes, created, expires } of options.json ? [] : list) {
        const until = expires === undefined ? "for ever" : `until ${day(expires)}`;
        console.log(`${fingerprint}  user ${user_id}  ${scopes.join(",")}  made ${day(created)}, valid ${until} UTC`);
      }
    }),
  );

tokens
  .command("revoke")
  .description("end a token, within a minute everywhere")
  .argument("<token>", "the token or its fingerprint")
  .action((token: string) =>
    withPlatform(async (platform) => {
      await revokeToken(platform, token);
      console.log("revoked");
    }),
  );

const clients = program.command("clients").description("which applications may read what everyone may see");

clients
  .command("create")
  .description("make a client_id and its secret")
  .argument("<name>", "what the application is called")
  .option("--json", 'print {"client_id": …, "client_secret": …} alone')
  .action((name: string, options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const { clientId, secret } = await createClient(platform, name);
      if (options.json) console.log(JSON.stringify({ client_id: clientId, client_secret: secret }));
      else console.log(`client_id: ${clientId}\nclient_secret: ${secret}`);
    }),
  );

async function withPlatform(work: (platform: Platform) => Promise<void>) {
  const platform = await openPlatform();
  try {
    await work(platform);
  } finally {
    await platform.close();
  }
}

function fail(message: string): never {
  throw new CommandError(message);
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CommandError ? error.message : error);
  process.exitCode = 2;
}
