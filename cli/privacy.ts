import { bound, run, select } from "./batch.ts";
import * as sql from "./statements.ts";
import type { User } from "./users.ts";

interface Row {
  pk: number;
  id: string;
  created_time: number;
  latitude: number | null;
  longitude: number | null;
}

const BATCH = 1_000;
const SELECT = `
  SELECT pk, id, created_time, latitude, longitude FROM media WHERE user_pk = ?1 AND pk > ?2 ORDER BY pk LIMIT ${BATCH}`;

/**
 * Hides a user's media from everyone else, or shows it. The first statement decides what may be seen, from then on; the
 * rest moves the media in the index of search and in the ranking, batch by batch. Safe to repeat where it was cut off.
 */
export async function setPrivate(db: D1Database, user: Pick<User, "pk">, hidden: boolean): Promise<void> {
  await run(db, [db.prepare("UPDATE users SET private = ?2 WHERE pk = ?1").bind(user.pk, hidden ? 1 : 0)]);
  const before = hidden ? 0 : user.pk;
  let after = 0;
  for (;;) {
    const media = await select<Row>(db, SELECT, user.pk, after);
    await run(db, [
      ...bound(
        db,
        sql.DROP_CELLS,
        media.flatMap((row) => sql.cellsToDrop({ ...row, audience: before })),
      ),
      ...bound(db, sql.PUT_CELLS, media.flatMap(sql.cellsToPut)),
      ...bound(
        db,
        sql.RERANK,
        media.map(({ pk }) => pk),
      ),
    ]);
    const last = media.at(-1);
    if (media.length < BATCH || !last) return;
    after = last.pk;
  }
}
