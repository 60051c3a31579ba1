import { type TokenRecord, tokenKey } from "../src/caller.ts";
import { CommandError } from "./command.ts";
import type { Platform } from "./platform.ts";
import { findOrCreateUser } from "./users.ts";

const SCOPES = ["basic", "comments", "relationships", "likes"];
const UNITS = { m: 60, h: 3_600, d: 86_400 };

/** A new token of 256 random bits for a user, who is made where there is none. It is shown this once, stored nowhere. */
export async function createToken(platform: Platform, username: string, scopes: string[], expires?: string) {
  const unknown = scopes.find((scope) => !SCOPES.includes(scope));
  if (unknown !== undefined) throw new CommandError(`--scope ${unknown} is not known; allowed: ${SCOPES.join(", ")}`);
  const seconds = expires === undefined ? undefined : duration(expires);
  const user = await findOrCreateUser(platform.db, username);
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  await putToken(platform.kv, token, user.id, scopes, seconds);
  return { token, user };
}

/** Stores a token's record; `seconds` is how long it lives. */
export async function putToken(kv: KVNamespace, token: string, userId: string, scopes: string[], seconds?: number) {
  const created = Math.floor(Date.now() / 1000);
  const record: TokenRecord = {
    user_id: userId,
    scopes: [...new Set(["basic", ...scopes])],
    created,
    ...(seconds !== undefined && { expires: created + seconds }),
  };
  const options = seconds === undefined ? {} : { expirationTtl: seconds };
  await kv.put(await tokenKey(token), JSON.stringify(record), options);
}

/** Every token by its fingerprint, the first 12 hex digits of its hash, oldest first. */
export async function listTokens({ kv }: Platform): Promise<(TokenRecord & { fingerprint: string })[]> {
  const names = await keys(kv, "token:");
  const records = await Promise.all(names.map((name) => kv.get<TokenRecord>(name, "json")));
  return names
    .flatMap((name, i) => {
      const record = records[i];
      return record ? [{ fingerprint: name.slice("token:".length).slice(0, 12), ...record }] : [];
    })
    .sort((a, b) => a.created - b.created);
}

/** Ends a token, given by itself or by its fingerprint. Edges go on with it for up to a minute. */
export async function revokeToken({ kv }: Platform, given: string): Promise<void> {
  const own = await tokenKey(given);
  const found =
    (await kv.get(own)) !== null ? [own] : /^[0-9a-f]{12,64}$/.test(given) ? await keys(kv, `token:${given}`) : [];
  const [key, ...more] = found;
  if (key === undefined || more.length > 0) {
    throw new CommandError("No token is that, or begins with that fingerprint. See: npm run darkroom -- tokens list");
  }
  await kv.delete(key);
}

async function keys(kv: KVNamespace, prefix: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page: KVNamespaceListResult<unknown> = await kv.list({ prefix, ...(cursor && { cursor }) });
    names.push(...page.keys.map(({ name }) => name));
    cursor = page.list_complete ? undefined : page.cursor;
  } while (cursor);
  return names;
}

/** Seconds in `30d`, `12h` or `90m`. */
function duration(text: string): number {
  const [, number, unit] = text.match(/^(\d{1,6})([mhd])$/) ?? [];
  const seconds = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (!(seconds >= 60))
    throw new CommandError(`--expires is ${text}; allowed: minutes, hours or days, as 90m, 12h or 30d`);
  return seconds;
}
