import type { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

/** What wrangler.toml binds. */
export interface Bindings {
  DB: D1Database;
  KV: KVNamespace;
  /** Only where pictures were imported. */
  PICTURES?: R2Bucket;
}

/** What the chain in index.ts sets for a request, for the handler and the answer to read. */
export interface Variables {
  db: Database;
  caller: Caller;
  /** The JSONP function to call, where the request names one. */
  callback: string | undefined;
}

export type Env = { Bindings: Bindings; Variables: Variables };
