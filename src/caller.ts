import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import * as z from "zod";
import { guarded } from "./brake.ts";
import { within } from "./deadline.ts";
import type { Env } from "./env.ts";
import { ApiError, invalidParameter, Unavailable } from "./errors.ts";
import { once } from "./params.ts";
import { isSigned } from "./signature.ts";

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
const clientRecord = z.object({
  name: z.string(),
  secret: z.string(),
  created: z.number(),
  /** Requests in an hour; the setting of the Worker where there is none. */
  limit: z.int().positive().optional(),
  /** Whether its requests, and those of its tokens, must be signed. */
  enforce_signed: z.boolean().optional(),
});
export type ClientRecord = z.output<typeof clientRecord>;

/** Who asks. `userId` is null for a client without a user, which sees what everyone may see. */
export interface Caller {
  userId: string | null;
  scopes: string[];
  /** What it is counted under: the KV key of its token, or else of its client. */
  key: string;
  /** Of its token or client_id: the first 12 hex digits of the hash. */
  fingerprint: string;
  /** Requests in an hour, where its client has a limit of its own. */
  limit: number | undefined;
  /** What its requests must be signed with, where they must. */
  secret: string | undefined;
}

// Seconds for which an edge may go on with what it read: the time that a revoked token lives on, and a token that was
// tried before it was made stays unknown.
const CACHE_TTL = 60;

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
const forbidden = (message: string) =>
  new ApiError(403, "OAuthForbiddenException", `Invalid signed-request: ${message}`);

async function hashOf(credential: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(credential));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What names a token or a client_id in lists and logs: the first 12 hex digits of its SHA-256. */
export const fingerprintOf = async (credential: string) => (await hashOf(credential)).slice(0, 12);

/** The same of a token, by its key. */
export const fingerprintIn = (tokenKey: string) => tokenKey.slice("token:".length).slice(0, 12);

/** The KV key of a token. The token itself is stored nowhere. */
export const tokenKey = async (token: string) => `token:${await hashOf(token)}`;

/** The KV key of a client. */
export const clientKey = (clientId: string) => `client:${clientId}`;

/** Middleware: finds out who asks, from a token or else a client_id, and sets `caller`. Refuses as v1 did. */
export const identify = createMiddleware<Env>(async (c, next) => {
  const { params } = c.var;
  const token = tokenOf(params, c.req.header("Authorization"));
  const clientId = once(params, "client_id");
  if (!token && !clientId) throw missing();
  const key = token ? await tokenKey(token) : clientKey(clientId ?? "");
  const find = async () => {
    const caller = token ? await userOf(c.env.KV, token, key) : await clientOf(c.env.KV, clientId ?? "", key);
    if (caller.secret !== undefined) await needSignature(c, params, caller.secret);
    return caller;
  };
  c.set("caller", await guarded(c.env.GUESSES, c.req.header("CF-Connecting-IP"), key, find));
  await next();
});

async function userOf(kv: KVNamespace, token: string, key: string): Promise<Caller> {
  if (new TextEncoder().encode(token).length > 512) throw badToken();
  const record = await get(kv, key, tokenRecord);
  if (!record || (record.expires !== undefined && record.expires <= Math.floor(Date.now() / 1000))) throw badToken();
  const client = record.client_id === undefined ? {} : await get(kv, clientKey(record.client_id), clientRecord);
  // A client that is gone takes its tokens with it.
  if (!client) throw badToken();
  return { userId: record.user_id, scopes: record.scopes, key, fingerprint: fingerprintIn(key), ...termsOf(client) };
}

async function clientOf(kv: KVNamespace, clientId: string, key: string): Promise<Caller> {
  const client = CLIENT_ID.test(clientId) ? await get(kv, key, clientRecord) : null;
  if (!client) throw badClient();
  return { userId: null, scopes: [], key, fingerprint: await fingerprintOf(clientId), ...termsOf(client) };
}

const termsOf = ({ limit, secret, enforce_signed }: Partial<ClientRecord>) => ({
  limit,
  secret: enforce_signed ? secret : undefined,
});

async function needSignature(c: Context<Env>, params: URLSearchParams, secret: string): Promise<void> {
  const sig = once(params, "sig");
  if (!sig) throw forbidden("Missing required parameter 'sig'");
  // Clients that end their paths in ".json" or a slash sign them with it or without.
  for (const path of new Set([new URL(c.req.url).pathname, c.req.path])) {
    if (await isSigned(path, params, secret, sig)) return;
  }
  throw forbidden("Signature does not match");
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
    const value = await within("KV", kv.get(key, { type: "json", cacheTtl: CACHE_TTL }));
    return value === null ? null : shape.parse(value);
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable(`KV: ${error}`);
  }
}
