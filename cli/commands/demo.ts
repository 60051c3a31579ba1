import { Command } from "commander";
import { removeDemo } from "../demo/load.ts";
import { withPlatform } from "./platform.ts";
import { sure } from "./remote.ts";

/** `demo`: the collection that comes with Darkroom. */
export const demo = new Command("demo").description("the collection that comes with Darkroom");

demo
  .command("remove")
  .description("take it out for good")
  .action(() =>
    withPlatform(async (platform) => {
      await sure(platform, "what equals the demo is taken out.");
      console.log(`${await removeDemo(platform)} media of the demo were taken out.`);
    }),
  );
