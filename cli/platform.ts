import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { getPlatformProxy, unstable_readConfig } from "wrangler";
import type { Bindings } from "../src/env.ts";
import { CommandError } from "./command.ts";
import { unapplied } from "./doctor/schema.ts";

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

/** The bucket for pictures. Throws where none is bound. */
export function needBucket({ bucket, remote }: Platform): R2Bucket {
  const how = remote ? "npm run deploy -- --pictures makes one" : "bind one as PICTURES in wrangler.toml";
  if (!bucket) throw new CommandError(`There is no bucket for pictures: ${how}.`);
  return bucket;
}

// Local work needs no network: wrangler would fetch an example of a request's place, and report its use.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
process.env.WRANGLER_SEND_METRICS ??= "false";

/** Where the local stores lie. */
export const STATE = process.env.DARKROOM_STATE ?? ".wrangler/state";

/** The program of wrangler, to be run by Node. */
export const WRANGLER = "node_modules/wrangler/bin/wrangler.js";

/** Opens the local stores, the same that `npm start` serves, with every migration applied unless `migrated` is false. */
export async function openPlatform(state = STATE, migrated = true): Promise<Platform> {
  const { env, dispose } = await openStores(state);
  try {
    if (migrated && (await unapplied(env.DB, migrationFiles())).length > 0) migrate(state);
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

/** The names of all migrations, in their order. */
export const migrationFiles = () =>
  readdirSync("migrations")
    .filter((file) => file.endsWith(".sql"))
    .sort();

/** What the configuration does not bind of what the Worker can't do without. */
export function missingBindings(): string[] {
  const config = unstable_readConfig({ config: "wrangler.toml" });
  const { d1_databases, kv_namespaces, durable_objects, ratelimits } = config;
  const bound = new Set([
    ...[...d1_databases, ...kv_namespaces].map(({ binding }) => binding),
    ...[...durable_objects.bindings, ...ratelimits].map(({ name }) => name),
  ]);
  return ["DB", "KV", "LIMITER", "GUESSES", "VISITS"].filter((name) => !bound.has(name));
}

function migrate(state: string) {
  const args = [WRANGLER, "d1", "migrations", "apply", "DB", "--local", "--persist-to", state];
  const options = { env: { ...process.env, CI: "true" }, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`The local database could not be migrated:\n${stdout}${stderr}`);
}
