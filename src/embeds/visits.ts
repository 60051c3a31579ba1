import { createMiddleware } from "hono/factory";
import { hasRoom, networkOf } from "../brake.ts";
import type { Env } from "../env.ts";
import { ApiError } from "../errors.ts";

/** Middleware for what anyone may ask without a credential: 429 for an address that asks over 300 times in a minute. */
export const brakeVisits = createMiddleware<Env>(async (c, next) => {
  const address = c.req.header("CF-Connecting-IP");
  if (address && !(await hasRoom(c.env.VISITS, networkOf(address)))) {
    throw new ApiError(429, "OAuthRateLimitException", "Too many requests from your address.", { "Retry-After": "60" });
  }
  await next();
});
