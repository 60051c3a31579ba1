import { fingerprintIn, type TokenRecord, tokenKey } from "../src/caller.ts";
import { needClient } from "./clients.ts";
import { CommandError } from "./command.ts";
import { keys } from "./keys.ts";
import type { Platform } from "./platform.ts";
import { findOrCreateUser } from "./users.ts";

const SCOPES = ["basic", "comments", "relationships", "likes"];
const UNITS = { m: 60, h: 3_600, d: 86_400 };

const newToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");

/** What a token may do and for how long; `client` is the client_id that it belongs to, whose limit and signing rule it. */
export interface Grant {
  scope: string[];
  expires?: string;
  client?: string;
}

/** A new token of 256 random bits for a user, who is made where there is none. It is shown this once, stored nowhere. */
export async function createToken(platform: Platform, username: string, { scope, expires, client }: Grant) {
  const unknown = scope.find((scope) => !SCOPES.includes(scope));
  if (unknown !== undefined) throw new CommandError(`--scope ${unknown} is not known; allowed: ${SCOPES.join(", ")}`);
  const seconds = expires === undefined ? undefined : duration(expires);
  if (client !== undefined) await needClient(platform.kv, client);
  const user = await findOrCreateUser(platform.db, username);
  const token = newToken();
  await putToken(platform.kv, token, user.id, scope, seconds, client);
  return { token, user };
}

/** Stores a new token's record; `seconds` is how long it lives. */
export async function putToken(
  kv: KVNamespace,
  token: string,
  userId: string,
  scopes: string[],
  seconds?: number,
  client?: string,
) {
  const created = Math.floor(Date.now() / 1000);
  await write(kv, token, {
    user_id: userId,
    ...(client !== undefined && { client_id: client }),
    scopes: [...new Set(["basic", ...scopes])],
    created,
    ...(seconds !== undefined && { expires: created + seconds }),
  });
}

// KV forgets a record by itself when it expires, at the earliest in a minute.
async function write(kv: KVNamespace, token: string, record: TokenRecord) {
  const left = record.expires === undefined ? undefined : record.expires - Math.floor(Date.now() / 1000);
  const options = left === undefined ? {} : { expirationTtl: Math.max(60, left) };
  await kv.put(await tokenKey(token), JSON.stringify(record), options);
}

/** Every token by its fingerprint, the first 12 hex digits of its hash, oldest first. */
export async function listTokens({ kv }: Platform): Promise<(TokenRecord & { fingerprint: string })[]> {
  const names = await keys(kv, "token:");
  const records = await Promise.all(names.map((name) => kv.get<TokenRecord>(name, "json")));
  return names
    .flatMap((name, i) => {
      const record = records[i];
      return record ? [{ fingerprint: fingerprintIn(name), ...record }] : [];
    })
    .sort((a, b) => a.created - b.created);
}

/** Ends a token, given by itself or by its fingerprint. Edges go on with it for up to a minute. */
export async function revokeToken({ kv }: Platform, given: string): Promise<void> {
  await kv.delete(await needKey(kv, given));
}

/** Ends every token of a user, given by id, and tells how many there were. Edges go on with them for up to a minute. */
export async function revokeTokensOf(kv: KVNamespace, userId: string): Promise<number> {
  let count = 0;
  for (const name of await keys(kv, "token:")) {
    if ((await kv.get<TokenRecord>(name, "json"))?.user_id !== userId) continue;
    await kv.delete(name);
    count++;
  }
  return count;
}

/** A new token in place of one, given by itself or by its fingerprint, for the same user and as long. The old one ends. */
export async function rotateToken({ kv }: Platform, given: string): Promise<string> {
  const key = await needKey(kv, given);
  const record = await kv.get<TokenRecord>(key, "json");
  if (!record) throw new CommandError("That token has just ended.");
  const token = newToken();
  await write(kv, token, record);
  await kv.delete(key);
  return token;
}

async function needKey(kv: KVNamespace, given: string): Promise<string> {
  const own = await tokenKey(given);
  const found =
    (await kv.get(own)) !== null ? [own] : /^[0-9a-f]{12,64}$/.test(given) ? await keys(kv, `token:${given}`) : [];
  const [key, ...more] = found;
  if (key === undefined || more.length > 0) {
    throw new CommandError("No token is that, or begins with that fingerprint. See: npm run darkroom -- tokens list");
  }
  return key;
}

/** Seconds in `30d`, `12h` or `90m`. */
function duration(text: string): number {
  const [, number, unit] = text.match(/^(\d{1,6})([mhd])$/) ?? [];
  const seconds = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (!(seconds >= 60))
    throw new CommandError(`--expires is ${text}; allowed: minutes, hours or days, as 90m, 12h or 30d`);
  return seconds;
}
