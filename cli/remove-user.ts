import { run, select } from "./batch.ts";
import { removeMedia } from "./media.ts";
import type { Platform } from "./platform.ts";
import { revokeTokensOf } from "./tokens.ts";
import type { User } from "./users.ts";

/** What of a user was taken out. */
export interface Removed {
  media: number;
  /** Of theirs on the photos of others. */
  comments: number;
  likes: number;
  /** Photos of others on which they were tagged, or whose caption was theirs. */
  tags: number;
  captions: number;
  tokens: number;
}

const BATCH = 500;
const MEDIA = `SELECT id FROM media WHERE user_pk = ?1 LIMIT ${BATCH}`;

const REACTED = `
  SELECT media_pk FROM (SELECT media_pk FROM likes WHERE user_pk = ?1 UNION SELECT media_pk FROM comments WHERE user_pk = ?1)
  LIMIT ${BATCH}`;
/** As REACTIONS, which it goes before. */
const COUNT = `
  SELECT (SELECT count(*) FROM json_each(?1) j CROSS JOIN comments c ON c.media_pk = j.value AND c.user_pk = ?2) AS comments,
    (SELECT count(*) FROM json_each(?1) j CROSS JOIN likes k ON k.media_pk = j.value AND k.user_pk = ?2) AS likes`;
/** `?1` is a JSON array of media pks, `?2` the user's pk. A like takes itself off the total and the ranking. */
const REACTIONS = [
  `UPDATE media SET comments_count = comments_base + (
     SELECT count(*) FROM comments c WHERE c.media_pk = media.pk AND c.user_pk <> ?2)
   WHERE pk IN (SELECT c.media_pk FROM json_each(?1) j CROSS JOIN comments c ON c.media_pk = j.value AND c.user_pk = ?2)`,
  "DELETE FROM comments WHERE media_pk IN (SELECT value FROM json_each(?1)) AND user_pk = ?2",
  "DELETE FROM likes WHERE media_pk IN (SELECT value FROM json_each(?1)) AND user_pk = ?2",
];

// What is printed on a photo has no index: each is read once.
const PAGE = 5_000;
const PRINTED = `
  SELECT pk, caption ->> '$.from.id' IS ?2 AS said,
    EXISTS (SELECT 1 FROM json_each(users_in_photo) WHERE value ->> '$.user.id' = ?2) AS tagged
  FROM media WHERE pk BETWEEN ?1 AND ?1 + ${PAGE - 1}
    AND (instr(users_in_photo, '"' || ?2 || '"') OR instr(caption, '"' || ?2 || '"'))`;
/** `?1` is a JSON array of media pks, `?2` the user's id. */
const UNTAG = `
  UPDATE media SET users_in_photo = (SELECT json_group_array(json(t.value) ORDER BY t.key)
    FROM json_each(media.users_in_photo) t WHERE t.value ->> '$.user.id' <> ?2)
  WHERE pk IN (SELECT value FROM json_each(?1))`;
const UNSAY = `
  UPDATE media SET caption = NULL WHERE pk IN (SELECT value FROM json_each(?1)) AND caption ->> '$.from.id' = ?2`;

/**
 * Takes a user out, with all that is theirs: tokens, photos, what they said and liked elsewhere and where they are
 * tagged. Batch by batch, the user's row last: safe to repeat where it was cut off. The kept popular list is the caller's
 * to rewrite.
 */
export async function removeUser({ db, kv, bucket }: Platform, user: User): Promise<Removed> {
  const tokens = await revokeTokensOf(kv, user.id);
  let media = 0;
  for (;;) {
    const ids = (await select<{ id: string }>(db, MEDIA, user.pk)).map(({ id }) => id);
    if (ids.length === 0) break;
    media += await removeMedia(db, bucket, ids);
  }
  const reactions = await removeReactions(db, user.pk);
  const printed = await removePrinted(db, user.id);
  await run(db, [db.prepare("DELETE FROM users WHERE pk = ?1").bind(user.pk)]);
  return { media, ...reactions, ...printed, tokens };
}

async function removeReactions(db: D1Database, pk: number) {
  const removed = { comments: 0, likes: 0 };
  for (;;) {
    const media = await select<{ media_pk: number }>(db, REACTED, pk);
    if (media.length === 0) return removed;
    const pks = JSON.stringify(media.map(({ media_pk }) => media_pk));
    const [counted] = await run(
      db,
      [COUNT, ...REACTIONS].map((sql) => db.prepare(sql).bind(pks, pk)),
    );
    for (const { comments, likes } of (counted?.results ?? []) as (typeof removed)[]) {
      removed.comments += comments;
      removed.likes += likes;
    }
  }
}

async function removePrinted(db: D1Database, id: string) {
  let [tags, captions] = [0, 0];
  const [last] = await select<{ pk: number | null }>(db, "SELECT max(pk) AS pk FROM media");
  for (let from = 1; from <= (last?.pk ?? 0); from += PAGE) {
    const found = await select<{ pk: number; said: 0 | 1; tagged: 0 | 1 }>(db, PRINTED, from, id);
    const [tagged, said] = [found.filter((row) => row.tagged), found.filter((row) => row.said)];
    const change = (sql: string, media: { pk: number }[]) =>
      media.length === 0 ? [] : [db.prepare(sql).bind(JSON.stringify(media.map(({ pk }) => pk)), id)];
    await run(db, [...change(UNTAG, tagged), ...change(UNSAY, said)]);
    tags += tagged.length;
    captions += said.length;
  }
  return { tags, captions };
}
