import * as z from "zod";
import type { Database } from "./database.ts";
import { within } from "./deadline.ts";
import { splitMediaId } from "./media/id.ts";
import { type MediaJson, toJson } from "./media/json.ts";
import { likedAmong, type MediaRow, popular } from "./media/query.ts";
import { count } from "./params.ts";

/** The query parameters of `/v1/media/popular`. */
export const popularParams = z.object({ count: count(32) });

const KEY = "popular";
const LENGTH = 100;
const FRESH_S = 120;
const CACHE_TTL = 30;
const DEADLINE_MS = 1_000;

/**
 * The `count` most popular public media, best first, from KV where the list there is younger than 120 s; else from D1,
 * and then kept. The kept list is the public one; what the viewer has liked is laid over it by one query.
 */
export async function popularList(
  kv: KVNamespace,
  db: Database,
  count: number,
  viewer: string | null,
  after: (work: Promise<unknown>) => void,
): Promise<MediaJson[]> {
  const kept = await read(kv);
  if (!kept) {
    const rows = await popular(db, LENGTH, viewer);
    after(
      write(kv, rows).catch((error) => console.error(JSON.stringify({ fault: `KV: the list was not kept: ${error}` }))),
    );
    return rows.slice(0, count).map(toJson);
  }
  const list = kept.slice(0, count);
  if (viewer === null) return list;
  const numberOf = (item: MediaJson) => splitMediaId(item.id)?.number ?? "";
  const liked = await likedAmong(db, list.map(numberOf), viewer);
  return list.flatMap((item) => {
    const has = liked.get(numberOf(item));
    return has === undefined ? [] : [{ ...item, user_has_liked: has }];
  });
}

/** Makes the kept list anew: what was hidden or taken out is then gone from it. */
export async function refreshPopular(kv: KVNamespace, db: Database): Promise<void> {
  await write(kv, await popular(db, LENGTH, null));
}

// The list can always be had from D1: a KV that fails costs time, not the answer.
async function read(kv: KVNamespace): Promise<MediaJson[] | null> {
  try {
    const list = await within(DEADLINE_MS, "KV", kv.get<MediaJson[]>(KEY, { type: "json", cacheTtl: CACHE_TTL }));
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

async function write(kv: KVNamespace, rows: MediaRow[]) {
  const list = rows.map((row) => toJson({ ...row, has_liked: null }));
  await kv.put(KEY, JSON.stringify(list), { expirationTtl: FRESH_S });
}
