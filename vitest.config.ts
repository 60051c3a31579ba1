import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { Leaks } from "./test/leaks.ts";
import { SECRET } from "./test/secret.ts";

const migrations = await readD1Migrations("migrations");

export default defineConfig({
  test: {
    reporters: ["default", new Leaks()],
    // One line for each request, and what the watch is told, are not for the eye.
    onConsoleLog: (line) => !line.startsWith('{"route":') && !line.startsWith(SECRET),
    projects: [
      {
        // The Worker and the importer, in workerd, over real D1 and KV.
        plugins: [
          cloudflareTest({
            wrangler: { configPath: "wrangler.toml" },
            miniflare: {
              // SEED and RUNS: another walk through the property tests, or a longer one.
              bindings: { MIGRATIONS: migrations, SEED: process.env.SEED ?? "", RUNS: process.env.RUNS ?? "" },
              // Databases without any migration, to apply them in steps.
              d1Databases: { UNMIGRATED: "unmigrated", SECOND: "second" },
              compatibilityFlags: ["nodejs_compat"],
            },
          }),
        ],
        test: { name: "worker", include: ["test/*.test.ts"], setupFiles: ["test/setup.ts"], testTimeout: 30_000 },
      },
      {
        // The commands, as their users run them.
        test: {
          name: "commands",
          include: ["test/cli/*.test.ts"],
          setupFiles: ["test/cli/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // The console, in a browser, over `npm start`.
        test: {
          name: "console",
          include: ["test/console/*.test.ts"],
          setupFiles: ["test/cli/setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
