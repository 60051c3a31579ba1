import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { getPlatformProxy, unstable_readConfig } from "wrangler";
import type { Bindings } from "../src/env.ts";
import { run } from "./batch.ts";

/** The stores that a command works on. `close` must be called, or the process stays. */
export interface Platform {
  db: D1Database;
  kv: KVNamespace;
  /** Pictures; undefined where no bucket is bound. */
  bucket: R2Bucket | undefined;
  /** Whether they are those of the deployed instance. */
  remote: boolean;
  close(): Promise<void>;
}

// Local work needs no network: wrangler would fetch an example of a request's place, and report its use.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
process.env.WRANGLER_SEND_METRICS ??= "false";

/** Where the local stores lie. */
export const STATE = process.env.DARKROOM_STATE ?? ".wrangler/state";

/** The program of wrangler, to be run by Node. */
export const WRANGLER = "node_modules/wrangler/bin/wrangler.js";

/** Opens the local stores, the same that `npm start` serves, with every migration applied. */
export async function openPlatform(): Promise<Platform> {
  const { env, dispose } = await openStores(STATE);
  try {
    if (!(await isMigrated(env.DB))) migrate();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { db: env.DB, kv: env.KV, bucket: env.PICTURES, remote: false, close: dispose };
}

/**
 * Opens the stores in a folder of state as they are. Their configuration is wrangler.toml's without the rest: of a
 * Durable Object, whose class is not here, every command would be warned.
 */
export function openStores(state: string) {
  const config = unstable_readConfig({ config: "wrangler.toml" });
  const { name, compatibility_date, d1_databases, kv_namespaces, r2_buckets } = config;
  const configPath = resolve(state, "stores.json");
  mkdirSync(state, { recursive: true });
  writeFileSync(configPath, JSON.stringify({ name, compatibility_date, d1_databases, kv_namespaces, r2_buckets }));
  return getPlatformProxy<Pick<Bindings, "DB" | "KV" | "PICTURES">>({
    configPath,
    persist: { path: join(state, "v3") },
    remoteBindings: false,
  });
}

/** Whether every migration of this version is applied. */
export async function isMigrated(db: D1Database): Promise<boolean> {
  const [table] = await run(db, [db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'd1_migrations'")]);
  if (table?.results.length === 0) return false;
  const [names] = await run(db, [db.prepare("SELECT name FROM d1_migrations")]);
  const applied = new Set(((names?.results ?? []) as { name: string }[]).map(({ name }) => name));
  return readdirSync("migrations").every((file) => !file.endsWith(".sql") || applied.has(file));
}

function migrate() {
  const args = [WRANGLER, "d1", "migrations", "apply", "DB", "--local", "--persist-to", STATE];
  const options = { env: { ...process.env, CI: "true" }, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`The local database could not be migrated:\n${stdout}${stderr}`);
}
