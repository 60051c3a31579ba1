import { CommandError } from "../command.ts";
import { needWrangler, wrangler } from "./wrangler.ts";

/** What an account has, by name. */
export interface Account {
  /** Undefined where nobody is logged in. */
  id: string | undefined;
  databases: { name: string; uuid: string }[];
  namespaces: { title: string; id: string }[];
  buckets: string[];
  /** Whether a Worker has the name that is asked for. */
  worker: boolean;
}

/** An account that has nothing: what a dry run without a login goes by. */
export const EMPTY: Account = { id: undefined, databases: [], namespaces: [], buckets: [], worker: false };

/** The id of the account that is logged in; undefined where none is. Throws where there are several to choose from. */
export function accountId(): string | undefined {
  const { ok, stdout } = wrangler(["whoami", "--json"]);
  if (!ok) return undefined;
  const { accounts } = JSON.parse(stdout) as { accounts: { id: string; name: string }[] };
  const chosen = process.env.CLOUDFLARE_ACCOUNT_ID ?? (accounts.length === 1 ? accounts[0]?.id : undefined);
  if (chosen !== undefined) return chosen;
  const list = accounts.map(({ id, name }) => `  CLOUDFLARE_ACCOUNT_ID=${id}  # ${name}`).join("\n");
  throw new CommandError(`There are ${accounts.length} accounts. Say which, in the environment:\n${list}`);
}

/** What an account has that a Worker of this name may use. `pictures`: whether R2 is needed, and not only looked for. */
export function look(id: string, worker: string, pictures: boolean): Account {
  return {
    id,
    databases: JSON.parse(needWrangler(["d1", "list", "--json"], id)),
    namespaces: JSON.parse(needWrangler(["kv", "namespace", "list"], id)),
    buckets: bucketsOf(id, pictures),
    worker: hasWorker(id, worker),
  };
}

// The one list that wrangler does not print as JSON. 10042: R2 is not turned on.
function bucketsOf(id: string, needed: boolean): string[] {
  const list = ["r2", "bucket", "list"];
  const { ok, stdout, said } = wrangler(list, id);
  if (!ok && !needed && /code: 10042/.test(said)) return [];
  const text = ok ? stdout : needWrangler(list, id);
  return [...text.matchAll(/^name:\s+(\S+)$/gm)].map(([, name = ""]) => name);
}

// 10007: there is no such Worker.
function hasWorker(id: string, name: string): boolean {
  const list = ["deployments", "list", "--name", name, "--json"];
  const { ok, said } = wrangler(list, id);
  if (!ok && !/code: 10007/.test(said)) needWrangler(list, id);
  return ok;
}
