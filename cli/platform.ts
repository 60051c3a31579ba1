import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { getPlatformProxy } from "wrangler";
import type { Bindings } from "../src/env.ts";

/** The stores that a command works on. `close` must be called, or the process stays. */
export interface Platform {
  db: D1Database;
  kv: KVNamespace;
  close(): Promise<void>;
}

/** Opens the local stores, the same that `npm start` serves, with every migration applied. */
export async function openPlatform(): Promise<Platform> {
  const { env, dispose } = await getPlatformProxy<Bindings>();
  const platform = { db: env.DB, kv: env.KV, close: dispose };
  if (!(await isMigrated(env.DB))) migrate();
  return platform;
}

async function isMigrated(db: D1Database): Promise<boolean> {
  const files = readdirSync("migrations").filter((file) => file.endsWith(".sql"));
  const table = await db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'd1_migrations'").first();
  if (!table) return false;
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  return files.every((file) => applied.has(file));
}

function migrate() {
  const args = ["wrangler", "d1", "migrations", "apply", "DB", "--local"];
  const { status, stdout, stderr } = spawnSync("npx", args, { env: { ...process.env, CI: "true" }, encoding: "utf8" });
  if (status !== 0) throw new Error(`The local database could not be migrated:\n${stdout}${stderr}`);
}
