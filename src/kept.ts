import { sql } from "drizzle-orm";
import { type Database, openDatabase } from "./database.ts";
import { within } from "./deadline.ts";
import type { Bindings } from "./env.ts";
import { messageOf } from "./errors.ts";
import { type MediaJson, toJson } from "./media/json.ts";
import { mostPopular } from "./media/ranking.ts";
import { popular } from "./schema.ts";

/** The key of the kept list in KV. */
export const KEPT_KEY = "popular";
// Seconds. KV holds the list so long; an edge goes on for so long with what it read.
const EXPIRES_S = 86_400;
const CACHE_TTL = 30;
const WRITE_GAP_MS = 1_500;

/** Seconds for which the list is fresh, and in which it is made once at most. */
export const FRESH_S = 120;
// Seconds between two attempts of one isolate to make it anew.
const ATTEMPT_S = 30;

type Stores = Pick<Bindings, "DB" | "KV">;

/** The popular list as KV keeps it: the public shape without `user_has_liked`, best first. */
export interface Kept {
  /** Unix seconds. */
  made: number;
  /** The first media of it, at most so many. */
  first(count: number): MediaJson[];
}

/** The kept list; undefined where there is none, or KV fails: it can always be had from D1. */
export async function readKept(kv: KVNamespace): Promise<Kept | undefined> {
  const options = { type: "text", cacheTtl: CACHE_TTL } as const;
  const { value, metadata } = await within("KV", kv.getWithMetadata<{ made: number }>(KEPT_KEY, options)).catch(() => ({
    value: null,
    metadata: null,
  }));
  if (value === null || typeof metadata?.made !== "number") return undefined;
  // One media a line, so that no more is parsed than shown.
  return {
    made: metadata.made,
    first: (count) =>
      value
        .split("\n", count)
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

let attempted = 0;

/** Makes the kept list anew where nobody did within the last 120 s; this isolate tries that every 30 s at most. */
export async function refreshKept({ DB, KV }: Stores): Promise<void> {
  const now = Date.now() / 1000;
  if (Math.abs(now - attempted) < ATTEMPT_S) return;
  attempted = now;
  try {
    const db = openDatabase(DB, "first-primary");
    const claim = await claimIfDue(db);
    if (claim !== undefined) await makeKept(KV, db, claim);
  } catch (error) {
    console.error(JSON.stringify({ fault: `popular was not made anew: ${messageOf(error)}` }));
  }
}

/** Makes the kept list anew, whoever did when: what was hidden or taken out before is then gone from it. */
export async function rewriteKept({ DB, KV }: Stores): Promise<void> {
  const db = openDatabase(DB, "first-primary");
  await makeKept(KV, db, await claimNow(db));
}

/** Who writes the list: whoever claimed last, at the Unix second `claimed`, or later where there were several in one. */
interface Claim {
  claimed: number;
  /** Unix seconds by the database's own clock, one for all. */
  now: number;
}

// A claim ahead of the clock, from another one, must not stand for long.
async function claimIfDue(db: Database): Promise<Claim | undefined> {
  const [claim] = await db.run<Claim>(sql`
    UPDATE ${popular} SET claimed = unixepoch()
    WHERE claimed NOT BETWEEN unixepoch() - ${FRESH_S - 1} AND unixepoch() + ${FRESH_S}
    RETURNING claimed, unixepoch() AS now`);
  return claim;
}

// Different from the one before, so that whoever holds that sees it.
async function claimNow(db: Database): Promise<Claim> {
  const [claim] = await db.run<Claim>(sql`
    UPDATE ${popular} SET claimed = max(claimed + 1, unixepoch()) RETURNING claimed, unixepoch() AS now`);
  return needRow(claim);
}

async function lastClaim(db: Database): Promise<Claim> {
  const [claim] = await db.run<Claim>(sql`SELECT claimed, unixepoch() AS now FROM ${popular}`);
  return needRow(claim);
}

function needRow(claim: Claim | undefined): Claim {
  if (!claim) throw new Error("The table popular has lost its row.");
  return claim;
}

// Somebody who has hidden or taken out a photo meanwhile has claimed the list too: what was read here may still show that.
async function makeKept(kv: KVNamespace, db: Database, claim: Claim): Promise<void> {
  const rows = await mostPopular(db, null);
  if ((await lastClaim(db)).claimed !== claim.claimed) return;
  const lines = rows.map((row) => JSON.stringify(toJson(row)));
  const put = () => kv.put(KEPT_KEY, lines.join("\n"), { expirationTtl: EXPIRES_S, metadata: { made: claim.now } });
  // KV takes one write a second for a key; two commands may come closer.
  await put().catch(() => new Promise((resolve) => setTimeout(resolve, WRITE_GAP_MS)).then(put));
  // While it was put, theirs may have come to lie under it.
  const last = await lastClaim(db);
  if (last.claimed !== claim.claimed) await makeKept(kv, db, last);
}
