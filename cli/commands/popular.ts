import { Command } from "commander";
import { rewriteKept } from "../../src/kept.ts";
import { halfLife, type Ranked, rebuildPopular, showPopular } from "../popular.ts";
import { cost, countMedia, RERANKED } from "../rows.ts";
import { print, withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

/** `popular`: the popular list: why it is as it is. */
export const popular = new Command("popular").description("the popular list: why it is as it is");

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
    withPlatform(async (platform) => {
      const { db, kv } = platform;
      if (platform.remote) await sure(platform, cost(await countMedia(db), RERANKED));
      const count = await rebuildPopular(db, options.halfLife === undefined ? undefined : halfLife(options.halfLife));
      await rewriteKept({ DB: db, KV: kv });
      console.log(`${count} media are ranked anew.`);
    }),
  );

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
