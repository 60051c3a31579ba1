import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import * as z from "zod";
import { within } from "./deadline.ts";
import type { Env } from "./env.ts";
import { ApiError, invalidParameter, Unavailable } from "./errors.ts";
import { once } from "./params.ts";

/** What KV holds under `token:<sha256 of the token, hex>`. Times are Unix seconds. */
const tokenRecord = z.object({
  user_id: z.string(),
  client_id: z.string().optional(),
  scopes: z.array(z.string()),
  created: z.number(),
  expires: z.number().optional(),
});
export type TokenRecord = z.output<typeof tokenRecord>;

/** What KV holds under `client:<client_id>`. The secret is readable: signatures are made with it. */
const clientRecord = z.object({ name: z.string(), secret: z.string(), created: z.number() });
export type ClientRecord = z.output<typeof clientRecord>;

/** Who asks. `userId` is null for a client without a user, which sees what everyone may see. */
export interface Caller {
  userId: string | null;
  scopes: string[];
}

// Seconds for which an edge may go on with what it read: the time that a revoked token lives on, and a token that was
// tried before it was made stays unknown.
const CACHE_TTL = 60;
const DEADLINE_MS = 1_000;

const CLIENT_ID = /^[\w.-]{1,64}$/;

const missing = () => new ApiError(400, "OAuthParameterException", "Missing client_id or access_token URL parameter.");
/** v1's refusal of a token that is unknown, revoked, expired, or of a user who is gone. */
export const badToken = () => new ApiError(400, "OAuthAccessTokenException", "The access_token provided is invalid.");
const badClient = () =>
  new ApiError(
    400,
    "OAuthParameterException",
    "The client_id provided is invalid and does not match a valid application.",
  );

/** The KV key of a token. The token itself is stored nowhere. */
export async function tokenKey(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return `token:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The KV key of a client. */
export const clientKey = (clientId: string) => `client:${clientId}`;

/** Middleware: finds out who asks, from a token or else a client_id, and sets `caller`. Refuses as v1 did. */
export const identify = createMiddleware<Env>(async (c, next) => {
  c.set("caller", await callerOf(c));
  await next();
});

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

async function callerOf(c: Context<Env>): Promise<Caller> {
  const { params } = c.var;
  const token = tokenOf(params, c.req.header("Authorization"));
  const now = Math.floor(Date.now() / 1000);
  if (token) {
    if (new TextEncoder().encode(token).length > 512) throw badToken();
    const record = await get(c.env.KV, await tokenKey(token), tokenRecord);
    if (!record || (record.expires !== undefined && record.expires <= now)) throw badToken();
    return { userId: record.user_id, scopes: record.scopes };
  }
  const clientId = once(params, "client_id");
  if (!clientId) throw missing();
  if (!CLIENT_ID.test(clientId) || !(await get(c.env.KV, clientKey(clientId), clientRecord))) throw badClient();
  return { userId: null, scopes: [] };
}

/** The token from the parameters (also under the name that the stray "?" of v1's own example gives it) or the header. */
function tokenOf(params: URLSearchParams, header: string | undefined): string | undefined {
  const bearer = header?.match(/^Bearer +(\S+) *$/i)?.[1];
  const given = [once(params, "access_token"), once(params, "?access_token"), bearer].filter(Boolean);
  if (given.length > 1) throw invalidParameter("access_token is given more than once; allowed: once");
  return given[0];
}

// What is damaged counts as out of reach: nobody is let in by half a record.
async function get<Record>(kv: KVNamespace, key: string, shape: z.ZodType<Record>): Promise<Record | null> {
  try {
    const value = await within(DEADLINE_MS, "KV", kv.get(key, { type: "json", cacheTtl: CACHE_TTL }));
    return value === null ? null : shape.parse(value);
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable(`KV: ${error}`);
  }
}
