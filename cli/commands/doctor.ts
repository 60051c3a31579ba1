import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { CommandError } from "../command.ts";
import { examine, reportLines } from "../doctor/doctor.ts";
import { unapplied } from "../doctor/schema.ts";
import { migrationFiles, missingBindings } from "../platform.ts";
import { print, withPlatform } from "./platform.ts";

/** `doctor`: whether all is well. */
export const doctor = new Command("doctor")
  .description("tell whether all that is stored is whole and fits together, and what it takes")
  .option("--fix", "repair what can be repaired", false)
  .option("--json", "print the report as JSON")
  .action(async (options: { fix: boolean; json?: boolean }) => {
    const missing = missingBindings();
    if (missing.length > 0) throw new CommandError(`wrangler.toml does not bind ${missing.join(", ")}.`);
    await withPlatform(async (platform) => {
      const left = await unapplied(platform.db, migrationFiles());
      if (left.length > 0)
        throw new CommandError(`These migrations are not applied: ${left.join(", ")}. doctor --fix applies them.`);
      const migrations = migrationFiles().map((name) => {
        const queries = readFileSync(join("migrations", name), "utf8").split("--> statement-breakpoint");
        return { name, queries };
      });
      const report = await examine(platform, { fix: options.fix, now: Date.now(), migrations });
      print(options, report, reportLines(report).join("\n"));
      if (!report.healthy) process.exitCode = 1;
    }, options.fix);
  });
