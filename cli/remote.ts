import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { getPlatformProxy } from "wrangler";
import type { Bindings } from "../src/env.ts";
import { CommandError } from "./command.ts";
import { type Config, DEPLOYED, deployed } from "./deploy/config.ts";
import { unapplied } from "./doctor/schema.ts";
import { paced } from "./pace.ts";
import { migrationFiles, type Platform, STATE } from "./platform.ts";

/** The stores of a deployed instance as a configuration of their own, each to be reached where it lies. Pure. */
export function remoteStores(config: Config): Config {
  const { name, account_id, compatibility_date, d1_databases, kv_namespaces, r2_buckets } = config;
  return {
    ...{ name, account_id, compatibility_date },
    d1_databases: d1_databases?.map((db) => ({ ...db, remote: true })) ?? [],
    kv_namespaces: kv_namespaces?.map((kv) => ({ ...kv, remote: true })) ?? [],
    r2_buckets: r2_buckets?.map((r2) => ({ ...r2, remote: true })) ?? [],
  };
}

/** Opens the stores of the instance that was deployed from this folder. Throws where none was, or it is of another version. */
export async function openRemote(): Promise<Platform> {
  const config = deployed();
  if (!config) throw new CommandError(`Nothing was deployed from here: there is no ${DEPLOYED}. First: npm run deploy`);
  const configPath = resolve(STATE, "remote.json");
  mkdirSync(STATE, { recursive: true });
  writeFileSync(configPath, JSON.stringify(remoteStores(config)));
  const options = { configPath, persist: false, remoteBindings: true } as const;
  const { env, dispose } = await getPlatformProxy<Pick<Bindings, "DB" | "KV" | "PICTURES">>(options).catch((error) => {
    throw new CommandError(`${config.name} can't be reached: ${error.message}\nLogged in? npx wrangler login`);
  });
  try {
    if ((await unapplied(env.DB, migrationFiles())).length > 0)
      throw new CommandError(`${config.name} lacks tables of this version: npm run deploy`);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { db: paced(env.DB), kv: env.KV, bucket: env.PICTURES, close: dispose, remote: true };
}
