import { sql } from "drizzle-orm";
import * as z from "zod";
import { badToken } from "../caller.ts";
import type { Database } from "../database.ts";
import { count, methodOverride, text } from "../params.ts";
import { likes, media, users } from "../schema.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { MediaId } from "./id.ts";
import { pksOf, visibleTo } from "./query.ts";

/** The parameters of `POST /v1/media/{id}/likes`. */
export const likeParams = z.object({ _method: methodOverride });

/** The parameters of `GET /v1/media/{id}/likes`. */
export const likersParams = z.object({ count: count(100), cursor: text("cursor", 200) });

/**
 * Likes a media in the viewer's name, at `now` (Unix seconds). Nothing changes where they like it already. Its total and
 * its score follow by triggers. Throws as `byId` does, and where the viewer is gone.
 */
export async function like(db: Database, id: MediaId, viewer: string, now: number): Promise<void> {
  const { pk, viewer_pk } = await pksOf(db, id, viewer);
  if (viewer_pk === null) throw badToken();
  await db.run(sql`
    INSERT INTO ${likes} (media_pk, created_time, position, user_pk, liker)
    SELECT m.pk, ${now}, 0, me.pk, json_object('username', me.username, 'full_name', coalesce(me.full_name, ''),
      'id', me.id, 'profile_picture', coalesce(me.profile_picture, ''))
    FROM ${media} m JOIN ${users} u ON u.pk = m.user_pk JOIN ${users} me ON me.pk = ${viewer_pk}
    WHERE m.pk = ${pk} AND ${visibleTo(viewer)} ON CONFLICT DO NOTHING`);
}

/** Takes the viewer's like back, whenever it was given. Nothing changes where there is none. Throws as `like` does. */
export async function unlike(db: Database, id: MediaId, viewer: string): Promise<void> {
  const { pk, viewer_pk } = await pksOf(db, id, viewer);
  if (viewer_pk === null) throw badToken();
  await db.run(sql`DELETE FROM ${likes} WHERE media_pk = ${pk} AND user_pk = ${viewer_pk}`);
}

/** A page of those who like a media, as printed when they did, newest first, and the cursor of the next, if any. */
export async function likers(
  db: Database,
  id: MediaId,
  viewer: string | null,
  { count, cursor }: z.output<typeof likersParams>,
): Promise<{ authors: object[]; next: string | undefined }> {
  const question = `likes ${id.number}`;
  const from = cursor === undefined ? undefined : decodeCursor(cursor, question);
  if (from?.bookmark) db.notBefore(from.bookmark);
  const { pk } = await pksOf(db, id, viewer);
  const [time, position, userPk] = from?.place ?? [];
  const before =
    from &&
    sql`AND created_time <= ${time} AND (created_time < ${time} OR (position, user_pk) > (${position}, ${userPk}))`;
  const rows = await db.run<{ created_time: number; position: number; user_pk: number; liker: string }>(sql`
    SELECT created_time, position, user_pk, liker FROM ${likes} WHERE media_pk = ${pk} ${before}
    ORDER BY created_time DESC, position, user_pk LIMIT ${count + 1}`);
  const page = rows.slice(0, count);
  const last = rows.length > count ? page.at(-1) : undefined;
  const place = last && [last.created_time, last.position, last.user_pk];
  return {
    authors: page.map(({ liker }) => JSON.parse(liker)),
    next: place && encodeCursor({ place, bookmark: from?.bookmark || db.bookmark() }, question),
  };
}
