import { CommandError } from "../command.ts";
import type { Account } from "./account.ts";
import { type Config, DEPLOYED, namesOf } from "./config.ts";

/** What is asked for. */
export interface Wanted {
  name: string;
  /** Undefined where it has not been said. */
  location: string | undefined;
  /** Undefined: as it is. */
  pictures: boolean | undefined;
  /** Whose the first token is; undefined for none. */
  user: string | undefined;
}

/** One thing to do. Those that wrangler does have its arguments. */
export interface Step {
  kind: "create" | "write" | "check" | "migrate" | "deploy" | "token";
  says: string;
  args?: string[];
}

/** Where a D1 database can be asked to lie. */
export const LOCATIONS: Record<string, string> = {
  weur: "Western Europe",
  eeur: "Eastern Europe",
  apac: "Asia, Pacific",
  oc: "Oceania",
  wnam: "Western North America",
  enam: "Eastern North America",
};

/** What an instance's stores are called and known by; an id is undefined where the store is not there. */
export function storesOf(wanted: Wanted, account: Account, toml: Config, deployed: Config | undefined) {
  const { database, namespace, bucket } = namesOf(toml, wanted.name);
  const hasBucket = account.buckets.includes(bucket);
  return {
    database,
    databaseId: toml.d1_databases?.[0]?.database_id ?? account.databases.find(({ name }) => name === database)?.uuid,
    namespace,
    namespaceId: toml.kv_namespaces?.[0]?.id ?? account.namespaces.find(({ title }) => title === namespace)?.id,
    bucket,
    hasBucket,
    pictures: wanted.pictures ?? (hasBucket || (deployed?.r2_buckets ?? []).length > 0),
  };
}

/** The steps from what there is to an instance that answers, in order. Pure. Throws where names clash. */
export function plan(wanted: Wanted, account: Account, toml: Config, deployed: Config | undefined): Step[] {
  const { name, location, user } = wanted;
  if (deployed && deployed.name !== name) {
    throw new CommandError(
      `${DEPLOYED} is that of ${deployed.name}: this folder belongs to it. Deploy ${name} from another clone, or move the file away.`,
    );
  }
  const stores = storesOf(wanted, account, toml, deployed);
  if (account.worker && stores.databaseId === undefined) {
    throw new CommandError(
      `The account has a Worker ${name}, and no database ${stores.database}: it is something else. Choose a name: --name NAME`,
    );
  }
  const config = ["-c", DEPLOYED];
  const steps: (Step | false)[] = [
    stores.databaseId === undefined && {
      kind: "create",
      says: `make the D1 database ${stores.database} in ${LOCATIONS[location ?? ""] ?? "…"}; it can't be moved later`,
      args: ["d1", "create", stores.database, "--location", location ?? "…"],
    },
    stores.namespaceId === undefined && {
      kind: "create",
      says: `make the KV namespace ${stores.namespace}`,
      args: ["kv", "namespace", "create", stores.namespace],
    },
    stores.pictures &&
      !stores.hasBucket && {
        kind: "create",
        says: `make the R2 bucket ${stores.bucket}`,
        args: ["r2", "bucket", "create", stores.bucket, ...(location === undefined ? [] : ["--location", location])],
      },
    { kind: "write", says: `write ${DEPLOYED}: wrangler.toml with the ids of the account` },
    stores.databaseId !== undefined &&
      !deployed && {
        kind: "check",
        says: `look whether the database ${stores.database} is empty or a Darkroom's`,
        args: ["d1", "execute", "DB", "--remote", "--json", "--command", WHOSE, ...config],
      },
    {
      kind: "migrate",
      says: "bring its tables up to date",
      args: ["d1", "migrations", "apply", "DB", "--remote", ...config],
    },
    { kind: "deploy", says: `deploy the Worker ${name}`, args: ["deploy", ...config] },
    user !== undefined && { kind: "token", says: `make a token for ${user}, where there is no token yet` },
  ];
  return steps.filter((step) => step !== false);
}

/** Tables of a database, and how many of them only a Darkroom has. */
const WHOSE =
  "SELECT count(*) AS tables, count(*) FILTER (WHERE name = 'media_cells') AS ours FROM sqlite_schema " +
  "WHERE type = 'table' AND name NOT IN ('d1_migrations', 'sqlite_sequence') AND substr(name, 1, 4) <> '_cf_'";
