import * as z from "zod";
import type { Database } from "./database.ts";
import { Unavailable } from "./errors.ts";
import { FRESH_S, readKept } from "./kept.ts";
import { splitMediaId } from "./media/id.ts";
import { type MediaJson, toJson } from "./media/json.ts";
import { likedAmong } from "./media/query.ts";
import { mostPopular } from "./media/ranking.ts";
import { count } from "./params.ts";

/** The query parameters of `/v1/media/popular`. */
export const popularParams = z.object({ count: count(32) });

// Seconds. A kept list that is older is an answer only where D1 fails.
const STALE_S = 600;

export interface Popular {
  data: MediaJson[];
  /** Seconds since the list was made. */
  age: number;
  /** How the kept list served, for the header `Cache-Status` (RFC 9211). */
  cacheStatus: string;
  isFresh: boolean;
}

/**
 * The `count` most popular public media, best first: the kept list while it is younger than 10 minutes, or while D1 fails;
 * else made for this answer. What the viewer has liked is laid over the kept list by one query.
 */
export async function popularList(
  kv: KVNamespace,
  db: Database,
  count: number,
  viewer: string | null,
): Promise<Popular> {
  const kept = await readKept(kv);
  const age = kept && Math.max(0, Math.floor(Date.now() / 1000) - kept.made);
  const isOld = kept === undefined || age === undefined || age >= STALE_S;
  try {
    if (isOld) {
      const rows = await mostPopular(db, viewer);
      const cacheStatus = `darkroom; fwd=${kept ? "stale" : "miss"}`;
      return { data: rows.slice(0, count).map(toJson), age: 0, cacheStatus, isFresh: false };
    }
    const list = kept.first(count);
    const data = viewer === null ? list : await overlay(db, list, viewer);
    return { data, age, cacheStatus: hit(age), isFresh: age < FRESH_S };
  } catch (error) {
    if (!kept || age === undefined || !(error instanceof Unavailable)) throw error;
    // The public list is still an answer, without what only D1 can tell of the viewer.
    const cacheStatus = `${hit(age)}; detail=database-unavailable`;
    return { data: kept.first(count), age, cacheStatus, isFresh: age < FRESH_S };
  }
}

const hit = (age: number) => `darkroom; hit; ttl=${FRESH_S - age}`;

/** The list with `user_has_liked`, without what the viewer may no longer see. */
async function overlay(db: Database, list: MediaJson[], viewer: string): Promise<MediaJson[]> {
  const numberOf = (item: MediaJson) => splitMediaId(item.id)?.number ?? "";
  const liked = await likedAmong(db, list.map(numberOf), viewer);
  return list.flatMap((item) => {
    const has = liked.get(numberOf(item));
    return has === undefined ? [] : [{ ...item, user_has_liked: has }];
  });
}
