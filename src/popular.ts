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
  if (kept === undefined || age === undefined || age >= STALE_S) {
    try {
      const rows = await mostPopular(db, viewer);
      const cacheStatus = `darkroom; fwd=${kept ? "stale" : "miss"}`;
      return { data: rows.slice(0, count).map(toJson), age: 0, cacheStatus, isFresh: false };
    } catch (error) {
      if (!kept || age === undefined || !(error instanceof Unavailable)) throw error;
    }
  }
  const list = kept.first(count);
  const hit = `darkroom; hit; ttl=${FRESH_S - age}`;
  const isFresh = age < FRESH_S;
  if (viewer === null) return { data: list, age, cacheStatus: hit, isFresh };
  try {
    return { data: await overlay(db, list, viewer), age, cacheStatus: hit, isFresh };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    // The public list is still an answer, without what only D1 can tell of the viewer.
    return { data: list, age, cacheStatus: `${hit}; detail=database-unavailable`, isFresh };
  }
}

/** The list with `user_has_liked`, without what the viewer may no longer see. */
async function overlay(db: Database, list: MediaJson[], viewer: string): Promise<MediaJson[]> {
  const numberOf = (item: MediaJson) => splitMediaId(item.id)?.number ?? "";
  const liked = await likedAmong(db, list.map(numberOf), viewer);
  return list.flatMap((item) => {
    const has = liked.get(numberOf(item));
    return has === undefined ? [] : [{ ...item, user_has_liked: has }];
  });
}
