import { createMiddleware } from "hono/factory";
import type { Env } from "./env.ts";
import { ApiError } from "./errors.ts";

/** Middleware, after `identify`: sets `userId`. Refuses who has no user, or whose token lacks this scope, as v1 did. */
export const needScope = (scope: string) =>
  createMiddleware<Env>(async (c, next) => {
    const { userId, scopes } = c.var.caller;
    if (userId === null) throw new ApiError(400, "OAuthParameterException", "Missing access_token URL parameter.");
    if (!scopes.includes(scope)) {
      const message = `This request requires scope=${scope}, but this access token is not authorized with this scope. The user must re-authorize your application with scope=${scope} to be granted write permissions.`;
      throw new ApiError(400, "OAuthPermissionsException", message);
    }
    c.set("userId", userId);
    await next();
  });
