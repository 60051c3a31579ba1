import { sql } from "drizzle-orm";
import type { Database } from "../database.ts";
import { media, users } from "../schema.ts";
import { hydrate, type MediaRow, visibleTo } from "./query.ts";

/** How many media the list has at most. */
const LENGTH = 100;
/** How many of one owner, where there are owners enough to fill the first page, which has so many. */
const OF_ONE_OWNER = 2;
const FIRST_PAGE = 32;

/** A media by its score. */
interface Candidate {
  score: number;
  pk: number;
}

/**
 * The list of a collection: the best by score, at most two of one owner. Where that leaves the first page of 32 short, it
 * is filled with the next best, whoever owns them, below the others. `owners` has the owners, who has the best media first,
 * and of each the own media, best first; equal scores stay in that order.
 */
export function rank(owners: Candidate[][]): Candidate[] {
  const byScore = (a: Candidate, b: Candidate) => b.score - a.score;
  const list = owners.flatMap((own) => own.slice(0, OF_ONE_OWNER)).sort(byScore);
  const others = owners.flatMap((own) => own.slice(OF_ONE_OWNER)).sort(byScore);
  return [...list, ...others.slice(0, Math.max(0, FIRST_PAGE - list.length))].slice(0, LENGTH);
}

/** The most popular public media, best first, up to 100. */
export async function mostPopular(db: Database, viewer: string | null): Promise<MediaRow[]> {
  const pks = (await popularPks(db)).map(({ pk }) => pk);
  const page = sql`SELECT ${media.pk} AS pk, ${media.userPk} AS user_pk, j.key AS place, NULL AS distance
    FROM json_each(${JSON.stringify(pks)}) j CROSS JOIN ${media} ON ${media.pk} = j.value`;
  return (await db.run<MediaRow>(hydrate(page, viewer))).filter(({ visible }) => visible);
}

/**
 * The list as pks, best first; of equal scores what is of a better or else a later owner, then what came later. Read are
 * the 100 owners who come first by that: nobody else has one in the list, since each of these has one before it. Of each
 * their best two, and where owners are missing to fill the first page, as many more as are missing. So a crowd of photos
 * of one owner costs no more than a few.
 */
export async function popularPks(db: Database): Promise<Candidate[]> {
  // The order is for the index by which it finds them: most users have no media.
  const missing = sql`max(0, ${FIRST_PAGE} - (SELECT count(*) FROM (SELECT 1 FROM ${users} u
    WHERE u.score IS NOT NULL AND ${visibleTo(null)} ORDER BY u.score DESC LIMIT ${FIRST_PAGE})))`;
  const rows = await db.run<{ best: string }>(sql`
    SELECT (SELECT json_group_array(json_object('score', b.score, 'pk', b.pk)) FROM (
        SELECT score, pk FROM ${media} WHERE user_pk = u.pk AND score IS NOT NULL ORDER BY score DESC, pk DESC
        LIMIT ${OF_ONE_OWNER} + ${missing}) b) AS best
    FROM ${users} u WHERE u.score IS NOT NULL AND ${visibleTo(null)} ORDER BY u.score DESC, u.pk DESC LIMIT ${LENGTH}`);
  return rank(rows.map(({ best }) => JSON.parse(best)));
}
