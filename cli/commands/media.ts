import { Command } from "commander";
import { rewriteKept } from "../../src/kept.ts";
import { CommandError } from "../command.ts";
import { confirmed } from "../confirm.ts";
import { listMedia, removeMedia } from "../media.ts";
import { print, withPlatform } from "./platform.ts";

// The rest is counted.
const NAMED = 5;

/** `media`: single photos. */
export const media = new Command("media").description("single photos");

media
  .command("delete")
  .description("take photos out for good, with their pictures, comments and likes")
  .argument("<id...>", "numbers, or <number>_<owner's id>")
  .option("--yes", "don't ask")
  .option("--json", "print what was taken out as JSON")
  .action((ids: string[], options: { yes?: boolean; json?: boolean }) =>
    withPlatform(async ({ db, kv, bucket }) => {
      const { found, unknown } = await listMedia(db, ids);
      for (const id of unknown) console.error(`There is no media ${id}.`);
      if (found.length === 0) throw new CommandError("Nothing was changed.");
      const sum = (kind: "comments" | "likes") => found.reduce((total, row) => total + row[kind], 0);
      const named = found.slice(0, NAMED).map(({ id, owner }) => `${id} of ${owner}`);
      const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
      const what = `${named.join(", ")}${more}, with ${sum("comments")} comments and ${sum("likes")} likes`;
      await confirmed(`This takes out for good: ${what}.`, options.yes);
      const count = await removeMedia(
        db,
        bucket,
        found.map(({ id }) => id),
      );
      await rewriteKept({ DB: db, KV: kv });
      print(options, { media: count, unknown }, `${count} media were taken out.`);
      if (unknown.length > 0) process.exitCode = 1;
    }),
  );
