import { createMiddleware } from "hono/factory";
import { within } from "./deadline.ts";
import type { Env } from "./env.ts";
import { ApiError } from "./errors.ts";
import type { Taken } from "./limiter.ts";
import { keep } from "./recent.ts";

const FRESH_MS = 10_000;
// The last tenth of the limit is the counter's own to give: others may be spending it too.
const OURS = 0.9;
const READS = ["GET", "HEAD"];

/** What this isolate knows of a caller's count: what the counter said `at` that time, and what was let pass since. */
interface Held {
  at: number;
  count: number;
  refusedUntil: number;
}
const held = new Map<string, Held>();

/**
 * Middleware: counts the request of a known caller and refuses what is over its limit. The counter is asked while the
 * handler reads; a handler that writes begins only when it has answered. It is not waited for where this isolate holds an
 * answer younger than 10 s that is not near the limit. A counter that fails or takes over 300 ms lets the request pass,
 * without the headers.
 */
export const limit = createMiddleware<Env>(async (c, next) => {
  const { key } = c.var.caller;
  const most = c.var.caller.limit ?? Number(c.env.RATE_LIMIT);
  const known = spend(key, most, Date.now());
  if (known) refuse(known, most);

  const answer = take(c.env.LIMITER, key, most, known !== undefined);
  c.executionCtx.waitUntil(answer);
  const decided = known ?? within("limiter", answer).catch(() => null);
  if (!READS.includes(c.req.method)) refuse(await decided, most);
  await next();
  const taken = await decided;
  // Of an answer that failed, and is not given now.
  if (taken && taken.retryMs !== null) c.res.headers.delete("Retry-After");
  refuse(taken, most);
  if (!taken) return;
  c.header("X-Ratelimit-Limit", String(most));
  c.header("X-Ratelimit-Remaining", String(Math.max(0, most - taken.count)));
});

/** Decides on what this isolate holds, and counts there what it lets pass; undefined where the counter must be asked. */
function spend(key: string, most: number, now: number): Taken | undefined {
  const known = held.get(key);
  if (!known || now - known.at >= FRESH_MS) return undefined;
  if (known.count < most * OURS) {
    known.count++;
    return { count: known.count, retryMs: null };
  }
  return known.refusedUntil > now ? { count: known.count, retryMs: known.refusedUntil - now } : undefined;
}

/** Asks the counter, and keeps what it says. Null where it can't be reached. */
async function take(limiters: Env["Bindings"]["LIMITER"], key: string, most: number, passed: boolean) {
  let taken: Taken;
  try {
    taken = await limiters.getByName(key).take(most, passed);
  } catch {
    return null;
  }
  const now = Date.now();
  const known = held.get(key);
  const refusedUntil = taken.retryMs === null ? 0 : now + taken.retryMs;
  if (!known || now - known.at >= FRESH_MS) keep(held, key, { at: now, count: taken.count, refusedUntil });
  else {
    // Answers overtake each other; within ten seconds the highest count is the latest.
    known.count = Math.max(known.count, taken.count);
    known.refusedUntil = Math.max(known.refusedUntil, refusedUntil);
  }
  return taken;
}

function refuse(taken: Taken | null, most: number) {
  if (!taken || taken.retryMs === null) return;
  const message =
    "You have exceeded the maximum number of requests per hour. You have performed a total of " +
    `${taken.count} requests in the last hour. Our general maximum limit is set at ${most} requests per hour.`;
  throw new ApiError(429, "OAuthRateLimitException", message, {
    "Retry-After": String(Math.ceil(taken.retryMs / 1000)),
    "X-Ratelimit-Limit": String(most),
    "X-Ratelimit-Remaining": "0",
  });
}
