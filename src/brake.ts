import { within } from "./deadline.ts";
import { ApiError } from "./errors.ts";
import { keep } from "./recent.ts";

/** The brake on guessing: an address whose credentials were refused over 100 times in 60 s is refused unread. */

const BRAKE_MS = 60_000;

// What this isolate has seen: credentials that were valid, by their keys in KV, and networks until when they are braked.
const valid = new Map<string, true>();
const braked = new Map<string, number>();

/**
 * Finds out who asks, by `identify`, unless the address is braked: then 429 without a look, except for a credential that
 * this isolate has seen valid. Only refusals are counted, so a valid caller never adds to them.
 */
export async function guarded<Caller>(
  guesses: RateLimit,
  address: string | undefined,
  key: string,
  identify: () => Promise<Caller>,
): Promise<Caller> {
  const network = address && networkOf(address);
  const until = (network && braked.get(network)) || 0;
  if (until > Date.now() && !valid.has(key)) throw tooMany(until);
  try {
    const caller = await identify();
    keep(valid, key, true);
    return caller;
  } catch (error) {
    if (!(error instanceof ApiError && error.type.startsWith("OAuth"))) throw error;
    // A signature that fails (403) says nothing of the client, whose client_id anyone may know.
    if (error.code !== 403) valid.delete(key);
    if (!network || (await hasRoom(guesses, network))) throw error;
    const end = Date.now() + BRAKE_MS;
    keep(braked, network, end);
    throw tooMany(end);
  }
}

/** Counts one more for a network; whether that is within its limit. A counter that fails brakes nobody. */
export async function hasRoom(counter: RateLimit, network: string): Promise<boolean> {
  try {
    return (await within("the counter of an address", counter.limit({ key: network }))).success;
  } catch {
    return true;
  }
}

const tooMany = (until: number) =>
  new ApiError(
    429,
    "OAuthRateLimitException",
    "Too many requests from your address had an invalid access_token, client_id or sig.",
    { "Retry-After": String(Math.ceil((until - Date.now()) / 1000)) },
  );

/** An IPv4 address itself; of an IPv6 address the first 64 bits, which one subscriber has whole. */
export function networkOf(address: string): string {
  const url = `http://[${address}]`;
  if (!URL.canParse(url)) return address;
  // The URL parser writes every address in one form.
  const [head = "", tail] = new URL(url).hostname.slice(1, -1).split("::");
  const groups = head.split(":").filter(Boolean);
  const last = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array(8 - groups.length - last.length).fill("0");
  const all = [...groups, ...(tail === undefined ? [] : zeros), ...last];
  // ::ffff:0:0/96 is the whole of IPv4.
  return all.slice(0, 6).join(":") === "0:0:0:0:0:ffff" ? all.join(":") : `${all.slice(0, 4).join(":")}::/64`;
}
