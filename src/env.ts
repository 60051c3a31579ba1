import type { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import type { Limiter } from "./limiter.ts";

/** What wrangler.toml binds. */
export interface Bindings {
  DB: D1Database;
  KV: KVNamespace;
  /** A counter for each caller. */
  LIMITER: DurableObjectNamespace<Limiter>;
  /** Counts refused credentials by address. */
  GUESSES: RateLimit;
  /** Counts what is asked without a credential by address. */
  VISITS: RateLimit;
  /** Requests in an hour, for callers whose client has no limit of its own. */
  RATE_LIMIT: number;
  /** Only where pictures were imported. */
  PICTURES?: R2Bucket;
}

/** What the chain in index.ts sets for a request, for the handler and the answer to read. */
export interface Variables {
  db: Database;
  /** The parameters of the query and of a form in the body. */
  params: URLSearchParams;
  caller: Caller;
  /** The caller's user, on routes that need one. */
  userId: string;
  /** The JSONP function to call, where the request names one. */
  callback: string | undefined;
  /** What was had from a cache, as the `Cache-Status` header says it. */
  cacheStatus: string | undefined;
}

export type Env = { Bindings: Bindings; Variables: Variables };
