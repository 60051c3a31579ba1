import { Command } from "commander";
import { removeDemo } from "../demo/load.ts";
import { withPlatform } from "./platform.ts";

/** `demo`: the collection that comes with Darkroom. */
export const demo = new Command("demo").description("the collection that comes with Darkroom");

demo
  .command("remove")
  .description("take it out for good")
  .action(() =>
    withPlatform(async (platform) => {
      console.log(`${await removeDemo(platform)} media of the demo were taken out.`);
    }),
  );
