import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Env } from "./env.ts";
import { ApiError, messageOf, Unavailable } from "./errors.ts";

/**
 * Middleware: one line of JSON for each request, an error's where the fault is ours. It holds the route and never the URL,
 * which carries tokens; of the caller the first 12 hex digits of its credential's hash, as `tokens list` shows them.
 */
export const log = createMiddleware<Env>(async (c, next) => {
  const start = Date.now();
  await next();
  const { error } = c;
  const known = error instanceof ApiError ? error : undefined;
  const line = JSON.stringify({
    route: routePath(c),
    method: c.req.method,
    status: error ? (known?.code ?? 500) : c.res.status,
    error_type: error && (known?.type ?? "APIError"),
    ms: Date.now() - start,
    db_ms: c.var.db.cost.ms,
    rows: c.var.db.cost.rows,
    cache: c.get("cacheStatus"),
    caller: c.get("caller")?.fingerprint,
    colo: c.req.raw.cf?.colo,
    ...(error && faultOf(error)),
  });
  if (error && (known?.code ?? 500) >= 500) console.error(line);
  else console.log(line);
});

/** What went wrong inside, and where. Nothing for what the caller did wrong. */
function faultOf(error: Error) {
  if (error instanceof Unavailable) return { fault: error.what };
  if (error instanceof ApiError) return {};
  const where = error.stack?.match(/src\/[\w/]+\.ts:\d+/)?.[0];
  return { fault: `${error.name}: ${messageOf(error)}`, where };
}
