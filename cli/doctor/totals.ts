import { run, select } from "../batch.ts";
import { REBUILD, SLOTS } from "../popular.ts";
import { any, type Findings, problem, ranges } from "./check.ts";

const PAGE = 1_000;
const ROWS = (table: string) => `(SELECT count(*) FROM ${table} WHERE media_pk = m.pk)`;
const OFF = `
  SELECT id FROM media m WHERE pk BETWEEN ?1 AND ?2
    AND (likes_base < 0 OR comments_base < 0
      OR likes_count <> likes_base + ${ROWS("likes")} OR comments_count <> comments_base + ${ROWS("comments")})`;
const KEPT_SLOTS = "SELECT media_pk, slot, n FROM like_slots WHERE media_pk BETWEEN ?1 AND ?2";
const WRONG_SLOTS = `
  WITH made AS MATERIALIZED (${SLOTS}), kept AS MATERIALIZED (${KEPT_SLOTS})
  SELECT DISTINCT m.id FROM (
    SELECT * FROM (SELECT * FROM made EXCEPT SELECT * FROM kept)
    UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM made)) d CROSS JOIN media m ON m.pk = d.media_pk`;
const LATE = "SELECT id FROM media WHERE pk BETWEEN ?1 AND ?2 AND ranked_time > min(created_time, unixepoch())";
const SEEN = `
  SELECT (SELECT count(*) FROM media WHERE pk BETWEEN ?1 AND ?2) AS media,
    (SELECT count(*) FROM likes WHERE media_pk BETWEEN ?1 AND ?2) AS likes,
    (SELECT count(*) FROM comments WHERE media_pk BETWEEN ?1 AND ?2) AS comments,
    (SELECT count(*) FROM like_slots WHERE media_pk BETWEEN ?1 AND ?2) AS slots`;
const COUNTS = [
  "UPDATE media SET likes_base = max(0, likes_base), comments_base = max(0, comments_base) WHERE pk BETWEEN ?1 AND ?2",
  `UPDATE media AS m SET comments_count = comments_base + ${ROWS("comments")} WHERE pk BETWEEN ?1 AND ?2`,
  `UPDATE media SET ranked_time = min(created_time, unixepoch())
   WHERE pk BETWEEN ?1 AND ?2 AND ranked_time > min(created_time, unixepoch())`,
];
const BEST = "(SELECT max(score) FROM media WHERE user_pk = u.pk)";

/**
 * What triggers and imports keep: totals, likes by time, scores of photos and of their owners, to the bit. A page is read
 * at one moment, and made anew as `popular rebuild` does it.
 */
export async function checkTotals(db: D1Database, fix: boolean): Promise<Findings> {
  const checks = [
    { sql: OFF, problem: problem("media whose totals are not what was counted", fix) },
    { sql: WRONG_SLOTS, problem: problem("media whose likes by time are not what was given", fix) },
    { sql: LATE, problem: problem("media that are ranked as of a time after they were taken", fix) },
    { sql: await wrongScores(db), problem: problem("media whose score is not that of their likes", fix) },
  ];
  const seen = { media: 0, likes: 0, comments: 0, slots: 0, users: 0 };
  for await (const { first, last } of ranges(db, "media", PAGE)) {
    const at = (sql: string) => db.prepare(sql).bind(first, last);
    const results = await run(db, [...checks.map(({ sql }) => at(sql)), at(SEEN)]);
    const found = checks.map(({ problem }, i) => {
      const ids = (results[i]?.results ?? []) as { id: string }[];
      problem.add(ids.map(({ id }) => id));
      return ids.length;
    });
    const [counts] = (results.at(-1)?.results ?? []) as Omit<typeof seen, "users">[];
    for (const kind of ["media", "likes", "comments", "slots"] as const) seen[kind] += counts?.[kind] ?? 0;
    if (fix && found.some((n) => n > 0)) await run(db, [...COUNTS, ...REBUILD].map(at));
  }
  const owners = problem("users whose score is not that of their best media", fix);
  for await (const { first, last, n } of ranges(db, "users", PAGE)) {
    seen.users += n;
    const off = `u.pk BETWEEN ?1 AND ?2 AND u.score IS NOT ${BEST}`;
    const found = await select<{ username: string }>(db, `SELECT username FROM users u WHERE ${off}`, first, last);
    owners.add(found.map(({ username }) => username));
    if (fix && found.length > 0)
      await run(db, [db.prepare(`UPDATE users AS u SET score = ${BEST} WHERE ${off}`).bind(first, last)]);
  }
  return { problems: any(...checks.map(({ problem }) => problem), owners), seen };
}

/** The formula of the trigger itself, asked of stored rows. */
async function wrongScores(db: D1Database): Promise<string> {
  const [trigger] = await select<{ sql: string }>(db, "SELECT sql FROM sqlite_schema WHERE name = 'media_ranked'");
  const formula = trigger?.sql.match(/SET score = (\([\s\S]+?\))\s*WHERE pk = new\.pk;/)?.[1];
  if (!formula) throw new Error("The trigger media_ranked does not set a score.");
  return `SELECT id FROM media m WHERE pk BETWEEN ?1 AND ?2 AND score IS NOT ${formula.replaceAll("new.", "m.")}`;
}
