import { Command } from "commander";
import { rewriteKept } from "../../src/kept.ts";
import { CommandError } from "../command.ts";
import { confirmed } from "../confirm.ts";
import { renamePictures } from "../photos/rename.ts";
import { setPrivate } from "../privacy.ts";
import { removeUser } from "../remove-user.ts";
import { cost, MOVED } from "../rows.ts";
import { listOwners, needUser } from "../users.ts";
import { print, withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

/** `users`: whose photos there are, and who sees them. */
export const users = new Command("users").description("whose photos there are, and who sees them");

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
      await sure(platform, cost(user.media, MOVED));
      await setPrivate(platform.db, user, setting === "on");
      if (setting === "on" && platform.bucket) await renamePictures(platform.db, platform.bucket, user.pk);
      await rewriteKept({ DB: platform.db, KV: platform.kv });
      console.log(
        `${user.username} (id ${user.id}) is ${setting === "on" ? "private" : "public"}: ${user.media} media.`,
      );
    }),
  );

users
  .command("delete")
  .description("take a user out for good: photos, likes, comments, tags and tokens")
  .argument("<name>", "username or id")
  .option("--yes", "don't ask")
  .option("--json", "print what was taken out as JSON")
  .action((name: string, options: { yes?: boolean; json?: boolean }) =>
    withPlatform(async (platform) => {
      const user = await needUser(platform.db, name);
      const who = `${user.username} (id ${user.id})`;
      const theirs = `${user.media} media, and every like, comment, tag and token of theirs`;
      await confirmed(`This takes out ${who} for good: ${theirs}.`, options.yes);
      const removed = await removeUser(platform, user);
      await rewriteKept({ DB: platform.db, KV: platform.kv });
      const counts = Object.entries(removed).map(([kind, count]) => `${count} ${kind}`);
      print(options, removed, `${who} is taken out: ${counts.join(", ")}.`);
    }),
  );
