import { Command } from "commander";
import { rewriteKept } from "../src/kept.ts";
import { createClient, listClients, revokeClient, rotateClient } from "./clients.ts";
import { CommandError } from "./command.ts";
import { removeDemo } from "./demo/load.ts";
import { importFiles } from "./import/command.ts";
import { begin, summary } from "./import/tally.ts";
import { importPictures, pictureLines, sorted } from "./photos/command.ts";
import type { PhotoOptions } from "./photos/options.ts";
import { renamePictures } from "./photos/rename.ts";
import { openPlatform, type Platform } from "./platform.ts";
import { halfLife, type Ranked, rebuildPopular, showPopular } from "./popular.ts";
import { setPrivate } from "./privacy.ts";
import { createToken, type Grant, listTokens, revokeToken, rotateToken } from "./tokens.ts";
import { listOwners, needUser } from "./users.ts";

/** The operator's tool: `npm run darkroom -- <noun> <verb>`. Exit code 0: done; 1: done, but for what it names; 2: not. */

const program = new Command("npm run darkroom --").description("Runs a Darkroom: what it shows, and who may ask.");

program
  .command("import")
  .description("take photos into the collection: pictures, folders of them, or v1 JSON")
  .argument("<path...>", "files and folders, each told by what is in it; - is v1 JSON on standard input")
  .option("--user <name>", "whose the pictures are: a username, made where there is none")
  .option("--timezone <zone>", "of pictures that don't tell theirs, as Europe/Paris; without, this machine's")
  .option("--fuzz <metres>", "keep of each position only the square of this size that it lies in, as 200m")
  .option(
    "--strip-near <lat,lng,metres>",
    "keep no position around a place; may be repeated",
    (value: string, before: string[]) => [...before, value],
    [],
  )
  .option("--dry-run", "only tell what would come in", false)
  .option("--ndjson", "of v1 JSON: each line is JSON of its own, even if the first is damaged", false)
  .option("--json", "print the summary as JSON")
  .action((paths: string[], options: PhotoOptions & { ndjson: boolean; json?: boolean }) =>
    withPlatform(async (platform) => {
      const progress = begin((where, reason) => console.error(`refused: ${where}: ${reason}`), options.dryRun);
      const { pictures, documents } = await sorted(paths);
      if (documents.length > 0) await importFiles(platform.db, documents, options.ndjson, progress);
      const made = pictures.length > 0 && (await importPictures(platform, pictures, options, progress));
      const { tally } = progress;
      const lines = [
        ...(options.dryRun ? ["Nothing was written."] : []),
        summary(tally),
        ...(made ? pictureLines(made) : []),
      ];
      print(options, { ...tally, ...(made && { pictures: made }) }, lines.join("\n"));
      if (tally.refused > 0) process.exitCode = 1;
    }),
  );

const tokens = program.command("tokens").description("who may ask, as a user");

tokens
  .command("create")
  .description("make a token; it is printed this once and stored nowhere")
  .requiredOption("--user <name>", "whose token it is: a username, made where there is none")
  .option("--scope <scope...>", "what it may do besides reading: likes", [])
  .option("--expires <time>", "how long it lives, as 90m, 12h or 30d; without, for ever")
  .option("--client <client_id>", "the client that it belongs to, whose limit and signing hold for it too")
  .option("--json", 'print {"access_token": …} alone')
  .action((options: Grant & { user: string; json?: boolean }) =>
    withPlatform(async (platform) => {
      const { token, user } = await createToken(platform, options.user, options);
      const text = `access_token: ${token}\nof user ${user.username} (id ${user.id}). It is not shown again.`;
      print(options, { access_token: token }, text);
    }),
  );

tokens
  .command("list")
  .description("the tokens that are valid, by fingerprint")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const list = await listTokens(platform);
      const lines = list.map(({ fingerprint, user_id, client_id, scopes, created, expires }) => {
        const until = expires === undefined ? "for ever" : `until ${minute(expires)}`;
        const who = `user ${user_id}${client_id === undefined ? "" : `, client ${client_id}`}`;
        return `${fingerprint}  ${who}  ${scopes.join(",")}  made ${minute(created)}, valid ${until}`;
      });
      print(options, list, lines.join("\n") || "There are no tokens.");
    }),
  );

tokens
  .command("rotate")
  .description("make a token in place of another, which ends within a minute or so everywhere")
  .argument("<token>", "the token or its fingerprint")
  .option("--json", 'print {"access_token": …} alone')
  .action((given: string, options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const token = await rotateToken(platform, given);
      print(options, { access_token: token }, `access_token: ${token}\nIt is not shown again.`);
    }),
  );

tokens
  .command("revoke")
  .description("end a token, within a minute or so everywhere")
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
  .option("--limit <n>", "requests in an hour, for it and for each of its tokens", requestsAnHour)
  .option("--enforce-signed", "refuse its requests, and its tokens', that are not signed with its secret")
  .option("--json", 'print {"client_id": …, "client_secret": …} alone')
  .action((name: string, options: { limit?: number; enforceSigned?: boolean; json?: boolean }) =>
    withPlatform(async (platform) => {
      const terms = {
        ...(options.limit !== undefined && { limit: options.limit }),
        ...(options.enforceSigned && { enforce_signed: true }),
      };
      const { clientId, secret } = await createClient(platform, name, terms);
      const text = `client_id: ${clientId}\nclient_secret: ${secret}`;
      print(options, { client_id: clientId, client_secret: secret }, text);
    }),
  );

clients
  .command("list")
  .description("the clients, without their secrets")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const list = await listClients(platform);
      const lines = list.map(({ client_id, fingerprint, name, created, limit, enforce_signed }) => {
        const terms = `${limit === undefined ? "" : `, ${limit} an hour`}${enforce_signed ? ", must sign" : ""}`;
        return `${client_id}  ${fingerprint} in logs  ${name}, made ${minute(created)}${terms}`;
      });
      print(options, list, lines.join("\n") || "There are no clients.");
    }),
  );

clients
  .command("rotate")
  .description("make a client's secret anew; the old one ends within a minute or so everywhere")
  .argument("<client_id>")
  .option("--json", 'print {"client_secret": …} alone')
  .action((clientId: string, options: { json?: boolean }) =>
    withPlatform(async (platform) => {
      const secret = await rotateClient(platform, clientId);
      print(options, { client_secret: secret }, `client_secret: ${secret}`);
    }),
  );

clients
  .command("revoke")
  .description("end a client and its tokens, within a minute or so everywhere")
  .argument("<client_id>")
  .action((clientId: string) =>
    withPlatform(async (platform) => {
      await revokeClient(platform, clientId);
      console.log("revoked");
    }),
  );

const users = program.command("users").description("whose photos there are, and who sees them");

users
  .command("list")
  .description("everyone who has photos")
  .option("--json", "print them as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async ({ db }) => {
      const list = (await listOwners(db)).map(({ pk, ...user }) => user);
      const lines = list.map((user) => {
        const counts = `${user.media} media, ${user.located} with a position`;
        return `${user.username.padEnd(24)} id ${user.id.padEnd(19)} ${counts}${user.private ? ", private" : ""}`;
      });
      print(options, list, lines.join("\n") || "Nobody has photos yet.");
    }),
  );

users
  .command("show")
  .description("one user")
  .argument("<name>", "username or id")
  .option("--json", "print it as JSON")
  .action((name: string, options: { json?: boolean }) =>
    withPlatform(async ({ db }) => {
      const { pk, ...user } = await needUser(db, name);
      print(
        options,
        user,
        Object.entries({ ...user, private: user.private ? "yes" : "no" })
          .map(([key, value]) => `${key.padEnd(10)} ${value ?? ""}`)
          .join("\n"),
      );
    }),
  );

users
  .command("set-private")
  .description("show a user's photos to nobody else (on), or to everyone (off)")
  .argument("<name>", "username or id")
  .argument("<on|off>")
  .action((name: string, setting: string) =>
    withPlatform(async (platform) => {
      if (setting !== "on" && setting !== "off") throw new CommandError(`It is ${setting}; allowed: on, off`);
      const user = await needUser(platform.db, name);
      await setPrivate(platform.db, user, setting === "on");
      if (setting === "on" && platform.bucket) await renamePictures(platform.db, platform.bucket, user.pk);
      await rewriteKept({ DB: platform.db, KV: platform.kv });
      console.log(
        `${user.username} (id ${user.id}) is ${setting === "on" ? "private" : "public"}: ${user.media} media.`,
      );
    }),
  );

const popular = program.command("popular").description("the popular list: why it is as it is");

popular
  .command("show")
  .description("the list at this moment, and what puts each photo there")
  .option("--json", "print it as JSON")
  .action((options: { json?: boolean }) =>
    withPlatform(async ({ db }) => {
      const list = await showPopular(db);
      print(options, list, list.map(rankLine).join("\n") || "Nobody has public photos yet.");
    }),
  );

popular
  .command("refresh")
  .description("make the kept list anew, now")
  .action(() =>
    withPlatform(async ({ db, kv }) => {
      await rewriteKept({ DB: db, KV: kv });
      console.log("The kept list is made anew; everywhere within about 90 seconds.");
    }),
  );

popular
  .command("rebuild")
  .description("count all likes again and rank all photos anew, as by another half-life")
  .option("--half-life <time>", "in which a like loses half of its weight, as 12h or 7d")
  .action((options: { halfLife?: string }) =>
    withPlatform(async ({ db, kv }) => {
      const count = await rebuildPopular(db, options.halfLife === undefined ? undefined : halfLife(options.halfLife));
      await rewriteKept({ DB: db, KV: kv });
      console.log(`${count} media are ranked anew.`);
    }),
  );

program
  .command("demo")
  .description("the collection that comes with Darkroom")
  .command("remove")
  .description("take it out for good")
  .action(() =>
    withPlatform(async (platform) => {
      console.log(`${await removeDemo(platform)} media of the demo were taken out.`);
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

function requestsAnHour(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text))
    throw new CommandError(`--limit is ${text}; allowed: a number of requests, from 1 up`);
  return Number(text);
}

function print(options: { json?: boolean }, value: unknown, text: string) {
  console.log(options.json ? JSON.stringify(value) : text);
}

function rankLine({ rank, id, owner, score, weight, likes, recent, created_time, above }: Ranked): string {
  const [age, unit] = howLong(Date.now() / 1000 - created_time);
  const place = above < 2 ? "" : `; fills the list, below ${above} of the same owner`;
  return (
    `${String(rank).padStart(3)}  ${score.toFixed(3)}  ${id.padEnd(19)}  ${owner.padEnd(16)}  ${likes} likes, ${age} ${unit} old: ` +
    `weighs ${weight < 10 ? weight.toFixed(1) : weight.toFixed(0)} likes of now, ${recent} from the last half-life${place}`
  );
}

function howLong(seconds: number): [number, string] {
  const hours = seconds / 3_600;
  return hours < 48 ? [Math.round(hours), "h"] : [Math.round(hours / 24), "days"];
}

const minute = (seconds: number) => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof CommandError ? error.message : error);
  process.exitCode = 2;
}
