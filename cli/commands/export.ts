import { Command } from "commander";
import { exportTo } from "../export/command.ts";
import { withPlatform } from "./platform.ts";

/** `export`: takes everything along. */
export const exporting = new Command("export")
  .description("write everything that is stored as newline-delimited v1 JSON, which import takes")
  .argument("<file>", "where to; - is standard output")
  .option("--pictures <dir>", "write the pictures and videos that are stored here, too, to a folder")
  .option("--json", "print how much it was as JSON")
  .action((file: string, options: { pictures?: string; json?: boolean }) =>
    withPlatform(async (platform) => {
      const written = await exportTo(platform, file, options.pictures);
      const counts = Object.entries(written).map(([kind, count]) => `${count} ${kind}`);
      const say = file === "-" ? console.error : console.log;
      say(options.json ? JSON.stringify(written) : `Written: ${counts.join(", ")}.`);
    }),
  );
