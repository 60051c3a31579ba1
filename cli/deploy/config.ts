import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type Unstable_RawConfig as Config, experimental_readRawConfig } from "wrangler";

export type { Config };

/** The generated configuration: wrangler.toml, and what belongs to one account. Git ignores it. */
export const DEPLOYED = "wrangler.deploy.json";

/** What belongs to one instance in one account. */
export interface Instance {
  name: string;
  account: string | undefined;
  databaseId: string;
  namespaceId: string;
  pictures: boolean;
}

/** wrangler.toml as it was written, without defaults. */
export const committed = (): Config => experimental_readRawConfig({ config: "wrangler.toml" }).rawConfig;

/** The generated configuration; undefined where nothing was deployed from this folder. */
export function deployed(): Config | undefined {
  return existsSync(DEPLOYED) ? JSON.parse(readFileSync(DEPLOYED, "utf8")) : undefined;
}

/** The names of an instance's stores: wrangler.toml's, with its name in place of the one there. */
export function namesOf(toml: Config, name: string) {
  const own = (given: string | symbol | undefined) => String(given).replace(toml.name ?? "", name);
  return {
    database: own(toml.d1_databases?.[0]?.database_name),
    // As wrangler itself would name it.
    namespace: `${name}-kv`,
    bucket: own(toml.r2_buckets?.[0]?.bucket_name),
  };
}

/** The configuration of an instance, from wrangler.toml. */
export function configOf(toml: Config, { name, account, databaseId, namespaceId, pictures }: Instance): Config {
  const { database, bucket } = namesOf(toml, name);
  return {
    ...toml,
    name,
    ...(account !== undefined && { account_id: account }),
    d1_databases: toml.d1_databases?.map((db) => ({ ...db, database_name: database, database_id: databaseId })) ?? [],
    kv_namespaces: toml.kv_namespaces?.map((kv) => ({ ...kv, id: namespaceId })) ?? [],
    r2_buckets: pictures ? (toml.r2_buckets?.map((r2) => ({ ...r2, bucket_name: bucket })) ?? []) : [],
    ratelimits: toml.ratelimits?.map((limit) => ({ ...limit, namespace_id: counterOf(toml, name, limit) })) ?? [],
  };
}

// Workers of one account that give the same number share their counters.
function counterOf(toml: Config, name: string, limit: { name: string; namespace_id: string }): string {
  if (name === toml.name) return limit.namespace_id;
  return String(createHash("sha256").update(`${name} ${limit.name}`).digest().readUInt32BE() >>> 1);
}
