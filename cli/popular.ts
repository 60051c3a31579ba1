import { openDatabase } from "../src/database.ts";
import { popularPks } from "../src/media/ranking.ts";
import { run, select } from "./batch.ts";
import { CommandError } from "./command.ts";

/** A media of the popular list, and what put it there. */
export interface Ranked {
  rank: number;
  id: string;
  owner: string;
  /** Half-lives since 1970, and the logarithm to base 2 of the likes by their age: as stored. */
  score: number;
  /** What its likes and itself weigh now, in likes of this moment. */
  weight: number;
  likes: number;
  /** Of these, given with a time within the last half-life. */
  recent: number;
  /** Unix seconds. */
  created_time: number;
  /** How many of the same owner stand above it. */
  above: number;
}

const SHOW = `
  SELECT m.id, u.username AS owner, m.score, m.likes_count AS likes, m.created_time,
    pow(2, m.score - unixepoch() * 1.0 / p.half_life) AS weight,
    (SELECT coalesce(sum(n), 0) FROM like_slots WHERE media_pk = m.pk AND slot > unixepoch() * 24 / p.half_life - 24) AS recent
  FROM json_each(?1) j CROSS JOIN media m ON m.pk = j.value CROSS JOIN users u ON u.pk = m.user_pk, popular p
  ORDER BY j.key`;

/** The popular list as it is at this moment, which the kept one follows within minutes. */
export async function showPopular(db: D1Database): Promise<Ranked[]> {
  const pks = (await popularPks(openDatabase(db))).map(({ pk }) => pk);
  const rows = await select<Omit<Ranked, "rank" | "above">>(db, SHOW, JSON.stringify(pks));
  return rows.map((row, i) => ({
    rank: i + 1,
    ...row,
    above: rows.slice(0, i).filter(({ owner }) => owner === row.owner).length,
  }));
}

const BATCH = 1_000;
const DROP_SLOTS = "DELETE FROM like_slots WHERE media_pk BETWEEN ?1 AND ?2";
/** As the triggers count them: the rows of `like_slots` that belong to the media from pk `?1` to `?2`. */
export const SLOTS = `
  SELECT k.media_pk, iif(k.created_time = 0, 0, max(1, k.created_time * 24 / p.half_life)) AS slot, count(*) AS n
  FROM likes k CROSS JOIN media m ON m.pk = k.media_pk AND m.user_pk <> k.user_pk, popular p
  WHERE k.media_pk BETWEEN ?1 AND ?2 GROUP BY k.media_pk, slot`;
const PUT_SLOTS = `INSERT INTO like_slots (media_pk, slot, n) ${SLOTS}`;
// The trigger that ranks a media does the rest.
const RERANK = `
  UPDATE media SET likes_count = likes_base + (SELECT count(*) FROM likes k WHERE k.media_pk = media.pk)
  WHERE pk BETWEEN ?1 AND ?2`;

/** Of the media from pk `?1` to `?2`: their likes counted again by time and in total, and their rank with them. */
export const REBUILD = [DROP_SLOTS, PUT_SLOTS, RERANK];

/**
 * Counts all likes again, by another half-life in seconds where one is given, and ranks all media anew: what triggers
 * have kept, made from nothing. Safe to repeat where it was cut off. Returns how many media there are.
 */
export async function rebuildPopular(db: D1Database, halfLife?: number): Promise<number> {
  if (halfLife !== undefined) await run(db, [db.prepare("UPDATE popular SET half_life = ?1").bind(halfLife)]);
  let count = 0;
  for (let after = 0; ; ) {
    const pks = await select<{ pk: number }>(
      db,
      `SELECT pk FROM media WHERE pk > ?1 ORDER BY pk LIMIT ${BATCH}`,
      after,
    );
    const last = pks.at(-1)?.pk;
    if (last === undefined) return count;
    const range = REBUILD.map((sql) => db.prepare(sql).bind(after + 1, last));
    await run(db, range);
    count += pks.length;
    after = last;
  }
}

/** Hours and days as seconds: a half-life from 1h to 365d. Throws where it is none. */
export function halfLife(text: string): number {
  const [, amount, unit] = text.match(/^(\d{1,4})([hd])$/) ?? [];
  const seconds = Number(amount) * (unit === "d" ? 86_400 : 3_600);
  if (!(seconds >= 3_600 && seconds <= 365 * 86_400)) {
    throw new CommandError(`--half-life is ${text}; allowed: hours or days from 1h to 365d, as 24h`);
  }
  return seconds;
}
