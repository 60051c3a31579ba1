import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "./env.ts";
import { ApiError, invalidParameter } from "./errors.ts";
import { once } from "./params.ts";
import { sign } from "./signature.ts";

/** Answers 200 with v1's envelope around `data`; a `next_url` only where there is another page. */
export const ok = (c: Context<Env>, data: unknown, nextUrl?: string) =>
  answer(c, 200, { ...(nextUrl !== undefined && { pagination: { next_url: nextUrl } }), meta: { code: 200 }, data });

/** Answers 200 with a body that has no envelope, as oEmbed's. */
export const bare = (c: Context<Env>, body: object, headers: Record<string, string>) => answer(c, 200, body, headers);

// Where v1 answered from its front end the body was bare; clients know one form or the other.
const BARE = ["OAuthRateLimitException", "OAuthForbiddenException"];

/** The one exit of every error: v1's envelope without `data`. What isn't an `ApiError` is a fault of ours. */
export function fail(error: Error, c: Context<Env>) {
  const known = error instanceof ApiError ? error : new ApiError(500, "APIError", "Something went wrong on our side.");
  const { code, type, message, headers } = known;
  const meta = { error_type: type, code, error_message: message };
  return answer(c, code, { meta, ...(BARE.includes(type) && meta) }, headers);
}

const CALLBACK = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/;

/** Middleware: where `callback` names a function, the answer is JSONP, a call of it. */
export const jsonp = createMiddleware<Env>(async (c, next) => {
  const callback = once(c.var.params, "callback") || undefined;
  if (callback && (callback.length > 128 || !CALLBACK.test(callback))) {
    throw invalidParameter(
      "callback is not a function's name; allowed: identifiers joined by dots, up to 128 characters",
    );
  }
  c.set("callback", callback);
  await next();
});

/** The URL of the request with this cursor in it, everything else as the caller sent it; signed where that was. */
export async function withCursor(url: string, cursor: string, secret: string | undefined): Promise<string> {
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  if (secret !== undefined) next.searchParams.set("sig", await sign(next.pathname, next.searchParams, secret));
  return next.href;
}

// Inside a JSON string every quote is escaped, so this matches whole keys only.
const SITE_RELATIVE = /"(url|link|profile_picture)":"\/(?!\/)/g;
// An integer in oEmbed, with more digits than a number of JavaScript keeps.
const INTEGER = /"author_id":"(\d+)"/;

function answer(c: Context<Env>, code: ContentfulStatusCode, body: object, headers: Record<string, string> = {}) {
  const { origin } = new URL(c.req.url);
  const json = JSON.stringify(body)
    .replace(SITE_RELATIVE, (_, key) => `"${key}":"${origin}/`)
    .replace(INTEGER, '"author_id":$1');
  const callback = c.get("callback");
  if (!callback) return c.body(json, code, { "Content-Type": "application/json; charset=utf-8", ...headers });
  // A <script> that fails with 400 never calls back, so the status is in `meta` only. `/**/` keeps the answer from being
  // read as another format that begins with the caller's own words.
  const script = `/**/${callback}(${json.replace(/[<>&\u2028\u2029]/g, unicodeEscape)});`;
  return c.body(script, 200, { "Content-Type": "text/javascript; charset=utf-8", ...headers });
}

const unicodeEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
